using Worker._1;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
//-:cnd:noEmit
#if DEBUG
Sandbox.UseWithoutKey(builder);
#endif
//+:cnd:noEmit
builder.Services.AddStackOneAts(builder.Configuration.GetSection("StackOne"));
builder.Services.AddSingleton<ICandidateStore, FileStore>();
builder.Services.AddHostedService<CandidateReader>();

using IHost host = builder.Build();
host.Run();
