using System.Globalization;
using System.Text;
using MedicaidLogs.Scenarios.Tests.SeedDataTests;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>October's minutes as <c>medlogs minutes</c> reports them, beside what SeedData planned and let happen.</summary>
[Collection(SharedMonth.Name)]
public sealed class MapleGroveMinutesTests(MapleGroveMonth month) : IDisposable
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
