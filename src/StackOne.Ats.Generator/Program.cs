using StackOne.Ats.Generator;

return CommandLine.Run(args, Environment.CurrentDirectory, Console.Out, Console.Error);
