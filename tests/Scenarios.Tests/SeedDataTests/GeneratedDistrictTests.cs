using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.SeedData;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

public class GeneratedDistrictTests
{
    private static readonly DistrictSize _size = new(Seed: 7, Schools: 2, Students: 90, Providers: 13, FirstMonth: new(2026, 10, 1), Months: 2);
    private static readonly District _clean = DistrictGenerator.Generate(_size);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var first = _clean.Files().ToArray();

        Assert.Equal(first.Select(file => file.Bytes), DistrictGenerator.Generate(_size).Files().Select(file => file.Bytes));
        Assert.NotEqual(first.Select(file => file.Bytes), DistrictGenerator.Generate(_size with { Seed = 8 }).Files().Select(file => file.Bytes));
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5, 40, 3, 2)]
    [InlineData(7, 120, 30, 1)]
    public void Any_size_writes_files_with_the_documented_headers(int schools, int students, int providers, int months)
    {
        var files = DistrictGenerator.Generate(new(1, schools, students, providers, new(2026, 9, 1), months)).Files().ToDictionary(file => file.Name, file => file.Bytes);

        Assert.Equal(13 + months, files.Count);
        Assert.All(files, file => Assert.Equal(Documented(KindOf(file.Key)), CsvText.Rows(file.Value).First()));
    }

    [Fact]
    public void Nobody_is_in_two_places()
    {
        Assert.All(_clean.Logs.GroupBy(row => (row.StudentNumber, row.Date)), AssertApart);
        Assert.All(_clean.Logs.GroupBy(row => (row.ProviderNumber, row.Date)), day => AssertApart(day.DistinctBy(row => (row.GroupKey.Length > 0 ? row.GroupKey : row.RowId, row.Start, row.End))));
    }

    [Fact]
    public void Sessions_are_within_bell_times_of_school_days_and_days_within_the_load()
    {
        var closed = _clean.Calendar.Where(range => range.DayType == "closed").ToArray();

        Assert.All(_clean.Logs, row =>
        {
            Assert.InRange(row.Start!.Value, Scheduler.Opens, Scheduler.Closes);
            Assert.InRange(row.End!.Value, row.Start.Value.AddMinutes(1), Scheduler.Closes);
            Assert.DoesNotContain(row.Date.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday });
            Assert.DoesNotContain(closed, range => range.FirstDay <= row.Date && row.Date <= range.LastDay);
        });
        Assert.All(
            _clean.Logs.GroupBy(row => (row.ProviderNumber, row.Date)),
            day => Assert.InRange(day.DistinctBy(row => row.Start).Sum(row => row.Minutes), 1, 480));
    }

    [Fact]
    public void Every_session_stands_in_the_plan_and_has_order_and_consent()
    {
        Assert.All(_clean.Logs, row =>
        {
            var grid = Assert.Single(_clean.Grid, grid => grid.StudentNumber == row.StudentNumber && grid.Service == row.Service);
            Assert.Contains(grid.Mode, new[] { row.Mode, "either" });
            Assert.InRange(row.Date, grid.PlanFrom, grid.PlanTo);
            var order = Assert.Single(_clean.Orders, order => order.StudentNumber == row.StudentNumber && order.Service == row.Service);
            Assert.InRange(row.Date, order.OrderedOn, order.OrderedOn.AddMonths(12));
            Assert.Single(_clean.Consents, consent => consent.StudentNumber == row.StudentNumber && consent.NoticeOn <= row.Date);
        });
    }

    [Fact]
    public void Every_session_is_signed_that_day_after_it_ended_and_cosigned_where_that_is_due()
    {
        var credentials = RulePack.Shipped("nh").On(new(2026, 10, 1)).Credentials;
        var providers = _clean.Providers.ToDictionary(provider => provider.ProviderNumber);

        Assert.All(_clean.Logs, row =>
        {
            Assert.InRange(row.SignedAt!.Value, row.Date.ToDateTime(row.End!.Value), row.Date.ToDateTime(TimeOnly.MaxValue));
            var supervisedBy = credentials[providers[row.ProviderNumber].Credential].SupervisedBy;
            Assert.Equal(supervisedBy.Length > 0, row.CosignedBy.Length > 0 && supervisedBy.Contains(providers[row.CosignedBy].Credential));
        });
    }

    [Fact]
    public void Groups_have_two_to_four_members_who_share_their_times()
    {
        var groups = _clean.Logs.Where(row => row.Mode == "group").GroupBy(row => (row.GroupKey, row.Date)).ToArray();

        Assert.NotEmpty(groups);
        Assert.All(groups, group =>
        {
            Assert.InRange(group.Count(), 2, 4);
            Assert.Single(group.Select(row => (row.ProviderNumber, row.Start, row.End)).Distinct());
        });
    }

    [Fact]
    public void No_provider_repeats_a_note_five_times_in_a_month() =>
        Assert.All(_clean.Logs.GroupBy(row => (row.ProviderNumber, row.Date.Month, row.Note)), note => Assert.InRange(note.Count(), 1, 4));

    [Fact]
    public void Every_session_has_a_code_and_its_code_a_rate()
    {
        var rules = RulePack.Shipped("nh").On(new(2026, 10, 1));
        var credentials = _clean.Providers.ToDictionary(provider => provider.ProviderNumber, provider => provider.Credential);
        var rates = _clean.Rates.Select(rate => rate.Procedure).ToHashSet();

        Assert.All(_clean.Logs, row => Assert.Contains(rules.CodeFor(row.Service, Enum.Parse<SessionMode>(row.Mode, ignoreCase: true), credentials[row.ProviderNumber], row.Minutes)!.Procedure, rates));
    }

    [Fact]
    public void Npis_have_the_right_check_digit() =>
        Assert.All(_clean.Providers.Select(row => row.Npi).Concat(_clean.Orders.Select(row => row.OrderingNpi)), npi => Assert.True(Npi.TryParse(npi, out _)));

    [Fact]
    public void A_rate_of_faults_changes_about_that_share_of_the_rows()
    {
        var faulted = DistrictGenerator.Generate(_size with { FaultRate = 0.1 });
        var clean = faulted.Logs.Count(row => row is { SignedAt: not null, Attendance: "P", Place: "school", Note.Length: > 0, Minutes: > 0 } && !row.StudentNumber.EndsWith('X'));

        Assert.InRange(clean / (double)faulted.Logs.Count, 0.88, 0.97);
    }

    [Fact]
    public void Months_of_two_school_years_are_refused() =>
        Assert.Throws<ArgumentException>(() => DistrictGenerator.Generate(_size with { FirstMonth = new(2027, 5, 1), Months = 3 }));

    /// <summary>A month's logs have the month in their name.</summary>
    private static string KindOf(string fileName) =>
        fileName.StartsWith("logs-", StringComparison.Ordinal) ? "logs" : Path.GetFileNameWithoutExtension(fileName);

    internal static string[] Documented(string kind)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs/file-formats.md"));
        return
        [
            .. lines.SkipWhile(line => line != $"## {kind}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| column ", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries))
                .Select(name => name.Trim('*')),
        ];
    }

    private static void AssertApart(IEnumerable<LogRow> day)
    {
        var inTime = day.OrderBy(row => row.Start).ToArray();
        Assert.All(inTime.Zip(inTime.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First.RowId} overlaps {pair.Second.RowId}"));
    }
}
