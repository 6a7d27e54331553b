using StackOne.Ats.Client.StartApp;

string? id = await Contender.OrderAsync(new Uri(args[0]));
Console.WriteLine(id);
return id is null ? 1 : 0;
