using System.Globalization;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Grid;

/// <summary>docs/service-grid.md is an example that runs: each row of its tables is a case.</summary>
public sealed class ServiceGridDocTests
{
    public static TheoryData<string, string, string> Reported => ThreeColumns("| text | why |");

    public static TheoryData<string, string, string> LongerYears => ThreeColumns("| weeks in the year |");

    public static TheoryData<string, string, string, string, string, string> Rates
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string, string>();
            Table("| text | read as |").ForEach(row => data.Add(row[0], row[1], row[2], row[3], row[4], row[5]));
            return data;
        }
    }

    public static TheoryData<string, string, string, string, string[]> Periods
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string[]>();
            Table("| row from | to |").ForEach(row => data.Add(row[0], row[1], row[2], row[3], row[4..]));
            return data;
        }
    }

    [Fact]
    public void Every_example_of_a_form_is_read()
    {
        var examples = Table("| form | example |").SelectMany(row => row[1].Split(", ").Length == 1 ? [row[1]] : row[1].Split("`, `")).ToList();

        Assert.True(examples.Count >= 9);
        Assert.All(examples, text => Assert.NotNull(Read(text.Trim('`'))));
    }

    [Theory, MemberData(nameof(Reported))]
    public void Reports_as_documented(string text, string why, string words)
    {
        Assert.False(Frequency.TryParse(text, null, out _, out var problem));
        Assert.Equal((why, words), (problem.Fault.ToString(), problem.Words));
    }

    [Theory, MemberData(nameof(Rates))]
    public void Amounts_per_week_and_year_are_as_documented(string text, string readAs, string weekSessions, string weekMinutes, string yearSessions, string yearMinutes)
    {
        var mandate = new Mandate(Read(text), new(2026, 9, 1), new(2027, 6, 11), new());
        var (week, year) = (mandate.PerWeek(), mandate.PerYear());

        Assert.Equal(readAs, mandate.Frequency.ToString());
        Assert.Equal((weekSessions, weekMinutes), (Written(week.Sessions), Written(week.Minutes)));
        Assert.Equal((yearSessions, yearMinutes), (Written(year.Sessions), Written(year.Minutes)));
    }

    [Theory, MemberData(nameof(LongerYears))]
    public void Longer_years_are_as_documented(string weeks, string sessionsOf3X4, string weeklyOf1200)
    {
        var conventions = new GridConventions(InstructionalWeeks: int.Parse(weeks, CultureInfo.InvariantCulture));
        Mandate Of(string text) => new(Read(text), new(2026, 9, 1), new(2027, 6, 11), conventions);

        Assert.Equal(sessionsOf3X4, Written(Of("30min 3x4wks").PerYear().Sessions));
        Assert.Equal(weeklyOf1200, Written(Of("1200 min/yr").PerWeek().Minutes));
    }

    [Theory, MemberData(nameof(Periods))]
    public void Periods_are_cut_as_documented(string from, string to, string text, string serviceDate, string[] expected)
    {
        var period = new Mandate(Read(text), Date(from), Date(to), new()).PeriodOf(Date(serviceDate), School)!.Value;

        string[] actual =
        [
            $"{period.First:yyyy-MM-dd} to {period.Last:yyyy-MM-dd}",
            $"{period.Days} of {period.WholeDays}",
            Written(period.Minutes),
            Written(period.CapMinutes),
        ];

        Assert.Equal(expected, actual);
    }

    private static InstructionalDays School
    {
        get
        {
            var closed = Table("| closed from |").ConvertAll(row => (From: Date(row[0]), To: Date(row[1])));
            return TestCalendar.Weekdays(new(2026, 8, 31), new(2027, 6, 11), day => closed.Exists(closing => closing.From <= day && day <= closing.To));
        }
    }

    private static Frequency Read(string text) =>
        Frequency.TryParse(text, null, out var frequency, out var problem) ? frequency : throw new Xunit.Sdk.XunitException($"\"{text}\": {problem}");

    private static string Written(Fraction? value) =>
        value is not { } exact ? "-" : exact.IsWhole ? exact.ToString() : $"{exact} ({exact.ToDisplay()})";

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static TheoryData<string, string, string> ThreeColumns(string head)
    {
        var data = new TheoryData<string, string, string>();
        Table(head).ForEach(row => data.Add(row[0], row[1], row[2]));
        return data;
    }

    /// <summary>The cells of the one table whose head begins so, without the backticks around a cell.</summary>
    private static List<string[]> Table(string head)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "service-grid.md"));
        var rows = lines.SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => Array.ConvertAll(line.Trim('|').Split('|'), cell => cell.Trim().Trim('`'))).ToList();
        return rows.Count > 0 ? rows : throw new Xunit.Sdk.XunitException($"No table \"{head}\" in docs/service-grid.md.");
    }
}
