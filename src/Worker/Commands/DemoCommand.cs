using System.CommandLine;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs demo</c>: the sample district's month from its files to the payer's deposit. Running it again changes nothing.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var dataFolder = new Option<string>("--data")
        {
            Description = "The sample district's folder.",
            DefaultValueFactory = _ => Path.Combine("SeedData", "maple-grove"),
        };
        var output = OutputFolder.Option();
        var logins = new Option<bool>("--logins") { Description = "Make one login per role, and print them." };
        var command = new Command("demo", "Load the sample district and run its month.") { dataFolder, output, logins };
        command.SetAction(Session.Run(
            "demo",
            async (session, parsed, cancellationToken) =>
            {
                var data = parsed.GetRequiredValue(dataFolder);
                var district = await SampleDistrict.LoadAsync(session, data, cancellationToken);
                var later = session.On(SampleDistrict.AnsweredOn);
                var month = SampleDistrict.Month;
                var check = new MonthCheck(session.Database, session.Clock);
                await check.RunIfStaleAsync(district.DistrictId, SampleDistrict.Month, session.Actor, cancellationToken); // the sample's files may have changed
                var clerk = Actor.User((await DemoLogins.PersonAsync(session, district, UserRole.Clerk, cancellationToken)).UserId);
                var finance = await DemoLogins.PersonAsync(session, district, UserRole.Finance, cancellationToken);
                var folder = OutputFolder.Of(parsed, output, district, month);
                Func<Task<int>>[] steps =
                [
                    () => MonthCommand.CloseAsync(session, district, month, cancellationToken),
                    () => MonthCommand.ExportAsync(session, district, month, folder, clerk, delayReason: null, cancellationToken),
                    () => MonthReleaseCommand.ReleaseWaitingAsync(session, district, month, folder, finance.UserId, cancellationToken),
                    () => SealAsync(session, parsed, district, month, folder, cancellationToken),
                    () => SampleAnswers.TakeInAsync(later, district, month, data, cancellationToken),
                    () => ReconcileCommand.ReconcileAsync(session, district, month, folder, cancellationToken),
                    () => SampleReports.WriteAsync(later, district, month, folder, cancellationToken),
                    () => VerifyCommand.VerifyAsync(session, district, month: null, cancellationToken),
                ];
                foreach (var step in steps)
                {
                    if (await step() is not ExitCode.Done and var exitCode)
                    {
                        return exitCode;
                    }
                }

                await ReconcileCommand.ShowFunnelAsync(session, district, month, cancellationToken);
                session.Terminal.Line($"The month's files are in {folder}.");
                if (parsed.GetValue(logins))
                {
                    await DemoLogins.PrintAsync(session, district, Path.GetDirectoryName(parsed.GetRequiredValue(CommonOptions.Local))!, cancellationToken);
                }

                return ExitCode.Done;
            },
            usualDay: SampleDistrict.WorkedOn));
        return command;
    }

    private static async Task<int> SealAsync(
        Session session, ParseResult parsed, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        CertificateCommand.EnsureTrial(session, parsed, district);
        var made = await SessionLogsCommand.MakeAsync(session, parsed, district, month, cancellationToken);
        return await SessionLogsCommand.WriteAsync(session, district, month, folder, made, cancellationToken);
    }
}
