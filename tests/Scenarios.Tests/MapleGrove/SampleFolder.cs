using System.Globalization;
using MedicaidLogs.Scenarios.Tests.SeedDataTests;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>What the sample's own faults.csv and README.md say that it must come to.</summary>
internal static class SampleFolder
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "SeedData", "maple-grove");

    /// <summary>The findings that must stand, as <c>ROW-ID CODE SEVERITY</c>.</summary>
    public static IEnumerable<string> FindingsThatStand() => Findings(fault => fault["corrected_in"].Length == 0);

    /// <summary>The findings that the re-export must clear.</summary>
    public static IEnumerable<string> FindingsOfEarlierVersions() => Findings(fault => fault["corrected_in"].Length > 0);

    /// <summary>The cells of the README's table whose header begins with a word, without that header.</summary>
    public static IEnumerable<string[]> ReadmeTable(string firstHeader) =>
        File.ReadLines(System.IO.Path.Combine(Path, "README.md"))
            .SkipWhile(line => !line.StartsWith($"| {firstHeader} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    public static long Cents(string dollars) =>
        (long)(decimal.Parse(dollars.TrimStart('$'), CultureInfo.InvariantCulture) * 100);

    private static IEnumerable<string> Findings(Func<Dictionary<string, string>, bool> which) =>
        from fault in CsvText.Records(File.ReadAllBytes(System.IO.Path.Combine(Path, "faults.csv")))
        where which(fault)
        from code in fault["codes"].Split(' ')
        let finding = $"{fault["row_id"]} {code} {fault["severity"]}"
        orderby finding
        select finding;
}
