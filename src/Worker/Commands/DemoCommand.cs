using System.CommandLine;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs demo</c>: the sample district's month from its files to the claim file. Running it again changes nothing.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The sample district's folder.",
            DefaultValueFactory = _ => Path.Combine("SeedData", "maple-grove"),
        };
        var output = OutputFolder.Option();
        var logins = new Option<bool>("--logins") { Description = "Make one login per role, and print them." };
        var command = new Command("demo", "Load the sample district and run its month.") { data, output, logins };
        command.SetAction(Session.Run(
            "demo",
            async (session, parsed, cancellationToken) =>
            {
                var district = await SampleDistrict.LoadAsync(session, parsed.GetRequiredValue(data), cancellationToken);
                var folder = OutputFolder.Of(parsed, output, district, SampleDistrict.Month);
                var exitCode = await MonthCommand.CloseAsync(session, district, SampleDistrict.Month, cancellationToken);
                if (exitCode == ExitCode.Done)
                {
                    exitCode = await MonthCommand.ExportAsync(session, district, SampleDistrict.Month, folder, cancellationToken);
                }

                if (exitCode == ExitCode.Done && parsed.GetValue(logins))
                {
                    await DemoLogins.PrintAsync(session, district, Path.GetDirectoryName(parsed.GetRequiredValue(CommonOptions.Local))!, cancellationToken);
                }

                return exitCode;
            },
            usualDay: SampleDistrict.WorkedOn));
        return command;
    }
}
