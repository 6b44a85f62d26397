using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MedicaidLogs.Scenarios.Tests.SeedDataTests;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>October's minutes as <c>medlogs minutes</c> reports them, beside what SeedData planned and let happen.</summary>
[Collection(SharedMonth.Name)]
public sealed partial class MapleGroveMinutesTests(MapleGroveMonth month) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-minutes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Minutes_of_October_are_those_of_the_samples_own_plan()
    {
        var lines = await ReportAsync("compliance-by-student", "compliance", "--by", "student");
        var reported = lines
            .GroupBy(line => (Student: line["student"], Service: line["service"]))
            .ToDictionary(rows => rows.Key, rows => new[]
            {
                rows.Key.Service, rows.Key.Student, Sum(rows, "mandated"), Sum(rows, "given"),
                Sum(rows, "missed_student", "missed_provider", "missed_system"), Sum(rows, "made_up"), Sum(rows, "owed"),
            });

        var planned = SampleFolder.ReadmeTable("service | student").ToList();

        Assert.True(planned.Count >= 10);
        Assert.All(planned, line => Assert.Equal(line, reported[(line[1], line[0])]));
    }

    [Fact]
    public async Task Weeks_add_up_to_the_month()
    {
        var whole = await ReportAsync("compliance-by-student", "compliance");
        var weeks = await ReportAsync("compliance-by-student-per-week", "compliance", "--per", "week");

        Assert.Equal(5 * whole.Count, weeks.Count);
        Assert.Equal(Sum(whole, "given"), Sum(weeks, "given"));
        Assert.Equal(Sum(whole, "owed"), Sum(weeks, "owed"));
    }

    [Fact]
    public async Task Providers_and_schools_add_up_to_the_students()
    {
        var students = await ReportAsync("compliance-by-student", "compliance");

        Assert.Equal(Sum(students, "given"), Sum(await ReportAsync("compliance-by-provider", "compliance", "--by", "provider"), "given"));
        Assert.Equal(Sum(students, "given"), Sum(await ReportAsync("compliance-by-school", "compliance", "--by", "school"), "given"));
    }

    [Fact]
    public async Task What_is_owed_stands_in_the_list_of_owed_sessions() =>
        Assert.Equal(Sum(await ReportAsync("compliance-by-student", "compliance"), "owed"), Sum(await ReportAsync("owed", "owed"), "owed"));

    [Fact]
    public async Task The_make_up_that_names_the_wrong_day_is_the_one_that_is_not_credited()
    {
        var planted = SampleFolder.FindingsThatStand().Count(finding => finding.Contains(" ATT_MAKEUP ", StringComparison.Ordinal));

        Assert.Equal(Enumerable.Repeat("nothing missed on that day", planted), (await ReportAsync("make-ups-not-credited", "owed")).Select(makeUp => makeUp["reason"]));
    }

    [Fact]
    public async Task The_session_logs_show_the_ledgers_own_minutes()
    {
        var reported = (await ReportAsync("compliance-by-student", "compliance", "--by", "student"))
            .ToDictionary(line => $"{line["plan"]}, row {line["row"]}", line => string.Join(' ',
            [
                line["mandated"].Length == 0 ? "—" : line["mandated"], line["delivered"], line["made_up"], line["missed_student"], line["missed_provider"],
                line["missed_system"], line["owed"], line["mandated"].Length == 0 ? "—" : Difference(line),
            ]));

        var printed = month.Files().Where(file => file.Key.StartsWith("session-logs/", StringComparison.Ordinal) && file.Key.EndsWith(".html", StringComparison.Ordinal))
            .SelectMany(file => GridRow().Matches(Encoding.UTF8.GetString(file.Value)))
            .Select(row => (Row: row.Groups["row"].Value, Minutes: string.Join(' ', row.Groups["number"].Captures.Select(number => number.Value)).Replace(",", "", StringComparison.Ordinal)))
            .Distinct().ToList();

        Assert.True(printed.Count >= 100, $"{printed.Count} grid rows in print");
        Assert.All(printed, row => Assert.Equal(reported.GetValueOrDefault(row.Row, "— — — — — — — —"), row.Minutes));
    }

    private static string Difference(Dictionary<string, string> line) =>
        (decimal.Parse(line["given"], CultureInfo.InvariantCulture) - decimal.Parse(line["mandated"], CultureInfo.InvariantCulture))
            .ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '−');

    [GeneratedRegex("""<tr><th scope="row">[A-Za-z0-9]+ (?<row>[^<]+, row [^<]+)</th>(\s*<td class="number">(?<number>[^<]*)</td>){8}""")]
    private static partial Regex GridRow();

    private static string Sum(IEnumerable<Dictionary<string, string>> lines, params string[] columns) =>
        lines.Sum(line => columns.Sum(column => line[column].Length == 0 ? 0 : decimal.Parse(line[column], CultureInfo.InvariantCulture))).ToString("0.##", CultureInfo.InvariantCulture);

    private async Task<List<Dictionary<string, string>>> ReportAsync(string file, params string[] command)
    {
        var result = await Medlogs.RunAsync(month.Database.ConnectionString,
        [
            "minutes", .. command, "--from", "2026-10-01", "--to", "2026-10-31", "--as-of", "2026-11-09", "--out", _folder.FullName,
        ]);
        Assert.True(result.ExitCode == 0, result.Errors);
        var csv = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "maple-grove", "minutes", $"{file}.csv"));
        return [.. CsvText.Records(Encoding.UTF8.GetBytes(csv.ReplaceLineEndings("\n")))];
    }
}
