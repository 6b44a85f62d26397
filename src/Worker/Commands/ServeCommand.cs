using System.CommandLine;
using MedicaidLogs.Billing.Closing;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Worker.Engines;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs serve</c>: the job host. Any number of them may run against one database.</summary>
public static class ServeCommand
{
    /// <summary>How long a job under way may go on after a stop was asked for.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("serve", "Run jobs until stopped: fetch files and take them in, deliver claim files, post what payers sent, check months whose reference data changed, close months and build their claim files, make session logs; each night look at the books, delete what is old, count what waits at each desk.");
        var probes = new Option<Uri?>("--probes")
        {
            Description = "Answer /healthz and /readyz at this address, such as http://127.0.0.1:5081; without it nothing listens.",
        };
        command.Options.Add(probes);
        command.SetAction(Session.Run("serve", async (session, parsed, cancellationToken) =>
        {
            using var host = Host(session, parsed, parsed.GetValue(probes));
            session.Terminal.Note("Working. Stop with Ctrl+C; a job under way is finished first.");
            await host.RunAsync(cancellationToken);
            session.Terminal.Result("stopped", true);
            return ExitCode.Done;
        }));
        return command;
    }

    private static IHost Host(Session session, ParseResult parsed, Uri? probes)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(options => options.SingleLine = true);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
        builder.Services.AddSingleton(session.Database);
        builder.Services.AddSingleton<System.Data.Common.DbDataSource>(session.Database);
        builder.Services.AddSingleton(CommonOptions.AsOfDay(parsed) is { } day ? new AsOfClock(day, TimeProvider.System) : session.Clock); // a worker's time goes on
        builder.Services.AddSingleton(Secrets.OfThisMachine);
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<PdfPrinter>(); // one warm browser for each worker, from the first document on
        builder.Services.AddSingleton<SealOf>(district => SealSetup.Load(session, parsed, district));
        builder.Services.AddSingleton<IMinutesLedger, MinutesLedger>();
        builder.Services.AddSingleton<SessionLogWork>();
        builder.Services.AddSingleton<ClosingWork>();
        if (probes is not null)
        {
            builder.Services.AddHostedService(_ => new ProbeServer(probes, session.Database));
        }

        builder.Services.AddJobs(JobKinds.All, JobServices.BuiltIn);
        return builder.Build();
    }
}
