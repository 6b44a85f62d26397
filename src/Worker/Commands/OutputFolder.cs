using System.CommandLine;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Where a month's files are put: <c>out/DISTRICT/MONTH/</c>.</summary>
public static class OutputFolder
{
    public static Option<string> Option() => new("--out") { Description = "The folder for files.", DefaultValueFactory = _ => "out" };

    public static string Of(ParseResult parsed, Option<string> option, District district, DateOnly month) =>
        Path.Combine(parsed.GetRequiredValue(option), district.Code, MonthName.Of(month));
}
