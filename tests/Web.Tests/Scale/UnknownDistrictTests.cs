using MedicaidLogs.TestKit.Scale;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>The first hours of a district, or of a month, in a store that knows only of others.</summary>
/// <remarks>
/// A planner that expects one row joins by going through the one side for each row of the other. No page may be asked that way: what it
/// reads grows with what the district has, not with its square.
/// </remarks>
public sealed class UnknownDistrictTests(UnknownDistrict web) : IClassFixture<UnknownDistrict>
{
    /// <summary>One place of a plan may read, or compare, as many rows as the district has entries, so many times over.</summary>
    private const int MostTimes = 4;

    private const string Entries = "entry_default";

    [Fact]
    public async Task No_page_reads_what_it_has_over_and_over_where_statistics_know_nothing_of_it()
    {
        var most = MostTimes * web.Sizes[Entries].OwnRows;

        var faults = await PlansOfPages.FaultsAsync(web, (_, plan) =>
            plan.Reads.Where(read => Math.Max(read.Rows, read.Loops) > most).Select(read => $"over and over: {read}")
                .Concat(plan.Compared > most ? [$"compares {plan.Compared} pairs of rows for nothing"] : []));

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}

/// <summary>A <see cref="FullDistrict"/> that no statistics know.</summary>
public sealed class UnknownDistrict : FullDistrict
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await OldStatistics.ForgetAsync(DataSource, DistrictId);
    }
}
