using System.CommandLine;
using MedicaidLogs.Worker.Commands;

var root = new RootCommand("MedicaidLogs: school Medicaid service logs from the provider's row to the claim file.")
{
    MigrateCommand.Create(),
    DistrictCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    CheckCommand.Create(),
    MonthCommand.Create(),
    UserCommand.Create(),
    ServeCommand.Create(),
};
CommonOptions.AddTo(root);
return await root.Parse(args).InvokeAsync();
