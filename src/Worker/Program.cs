using System.CommandLine;
using System.CommandLine.Invocation;
using MedicaidLogs.Worker.Commands;

var root = new RootCommand("MedicaidLogs: school Medicaid service logs from the provider's row to the claim file.")
{
    MigrateCommand.Create(),
    DistrictCommand.Create(),
    PacksCommand.Create(),
    PayersCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    ScreeningCommand.Create(),
    CheckCommand.Create(),
    CausesCommand.Create(),
    RejectedCommand.Create(),
    MonthCommand.Create(),
    SessionLogsCommand.Create(),
    CertificateCommand.Create(),
    ResponsesCommand.Create(),
    ReconcileCommand.Create(),
    VerifyCommand.Create(),
    ClaimsCommand.Create(),
    BankCommand.Create(),
    MinutesCommand.Create(),
    ReportCommand.Create(),
    PlacesCommand.Create(),
    UserCommand.Create(),
    ArchiveCommands.CreateExport(),
    ArchiveCommands.CreateImport(),
    ServeCommand.Create(),
    StopCommand.Create(),
};
CommonOptions.AddTo(root);

var parsed = root.Parse(args);
return parsed.Action is ParseErrorAction
    ? UsageError.Report(parsed)
    : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = ServeCommand.LongestStop * 2 });
