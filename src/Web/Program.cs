using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Web;

// The directory that holds .local: where the program is started, usually the checkout.
var local = Path.Combine(Environment.CurrentDirectory, ".local");
await using var database = await MedlogsDatabase.OpenAsync(Path.Combine(local, "postgres"), "medlogs web", Console.Error.WriteLine);
await using var app = WebApp.Build(args, new(database, AsOfClock.FromEnvironment()));
await app.RunAsync();
