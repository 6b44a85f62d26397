using System.Globalization;
using MedicaidLogs.TestKit.Plans;
using Xunit.Abstractions;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>How PostgreSQL finds what each page shows, in a store that other months and other districts fill.</summary>
/// <remarks>Judged is what ran, not how long it took: a busy machine changes nothing. What is asked of a plan: docs/operations.md.</remarks>
public sealed class PlansTests(FullDistrict web, ITestOutputHelper output) : IClassFixture<FullDistrict>
{
    /// <summary>
    /// One place of a plan may read so much of what the district has in a table, which is eleven months of it; or a page of a list. A place that
    /// is come to row by row may find one row each time: they are as many as the rows that led there, which are judged.
    /// </summary>
    private const int MostMonths = 3, MostRows = 150;

    /// <summary>A table that is no longer is read as it stands: that is cheaper than any index.</summary>
    private const int ShortPages = 40;

    /// <summary>An index leads to a row by so many pages; a place that reads many more reads an index from end to end.</summary>
    private const int PagesARow = 6, PagesAside = 80;

    /// <summary>What a page may read beyond that, and why. One that no page needed any more is said in the test's output.</summary>
    private static readonly Longer[] _longer =
    [
        new("/finance", "claim", "Claims on which nobody decided are looked for among all that went out."),
        new("/finance/waiting", "claim", "The same."),
        new("/finance/reports/{report}", null, "A month's claims are joined with all of the district's: WholeMonth."),
        new("/clerk/claims/waiting", null, "The same."),
        new("/auditor/sample", null, "A month's lines are drawn from all of the district's."),
        new("/clerk/minutes", "entry_default", "A school year is asked for."),
        new("/clerk/minutes", "absence", "The same."),
        new("/admin", "stored_file", "The district's stored files are counted."),
        new("/clerk/rejected", "entry_default", "A sheet's entries are looked for by their ids in each month."),
    ];

    /// <param name="Route">As the access table has it.</param>
    /// <param name="Table">Null: any.</param>
    private sealed record Longer(string Route, string? Table, string Why);

    private readonly HashSet<Longer> _needed = [];

    [Fact]
    public async Task Every_page_reads_its_own_rows_by_indexes()
    {
        var faults = await PlansOfPages.FaultsAsync(web, FaultsOf);
        output.WriteLine(string.Join('\n', _longer.Except(_needed).Select(longer => $"Not needed any more: {longer}")));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private IEnumerable<string> FaultsOf(string route, QueryPlan plan) =>
        from read in plan.Reads
        let fault = FaultOf(read)
        where fault is not null && !IsLonger(route, read)
        select $"{fault}: {read}";

    private bool IsLonger(string route, TableRead read)
    {
        var may = _longer.FirstOrDefault(longer => longer.Route == route && (longer.Table ?? read.Table) == read.Table);
        if (may is not null)
        {
            _needed.Add(may);
        }

        return may is not null;
    }

    private string? FaultOf(TableRead read)
    {
        var size = web.Sizes.GetValueOrDefault(read.Table) ?? new(0, 0);
        var mostRows = Math.Max(MostRows, MostMonths * size.OwnRows / FullDistrict.Months);
        return read switch
        {
            { Kind: "Seq Scan" } when size.Pages > ShortPages => "reads a long table from end to end",
            _ when size.Pages > ShortPages && read.Rows - read.Loops > mostRows => string.Create(CultureInfo.InvariantCulture, $"reads more than {mostRows} rows"),
            _ when read.Blocks > PagesAside + (PagesARow * (read.Rows + read.Loops)) => "reads an index from end to end",
            _ => null,
        };
    }
}
