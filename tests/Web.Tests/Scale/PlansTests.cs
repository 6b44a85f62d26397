using System.Globalization;
using System.Net;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Plans;
using MedicaidLogs.Web.Tests.Pages;
using MedicaidLogs.Web.Tests.Security;
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

    private const string PaidMonth = "2026-08";

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
        var faults = new List<string>();
        foreach (var caller in web.Callers.Where(caller => !caller.IsVisitor).Concat(web.Limited))
        {
            foreach (var (handler, address) in PagesOf(caller.Role))
            {
                web.Plans.Take();
                using var answer = await caller.AskAsync(handler, address);
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{address} as {caller.Role}: {answer.StatusCode}");
                faults.AddRange(FaultsOf(web.Plans.Take(), handler.Route).Select(fault => $"{address} as {caller.Role}: {fault}"));
            }
        }

        output.WriteLine(string.Join('\n', _longer.Except(_needed).Select(longer => $"Not needed any more: {longer}")));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>Lists of the month that is worked on and of one that is paid; a record's page once; lists as their filters narrow them.</summary>
    private IEnumerable<(Handler Handler, string Address)> PagesOf(string role)
    {
        foreach (var handler in web.Handlers.Where(handler => !handler.IsPost && Routes.HaveSamples(handler) && handler.Line?.OpensFor(role) is true))
        {
            var address = Routes.AddressOf(handler);
            var months = handler.Parameters.Any() ? [GuardedDistrict.Month] : (string[])[GuardedDistrict.Month, PaidMonth];
            foreach (var query in months.Select(month => $"month={month}").Concat(NarrowedBy(handler.Route)))
            {
                yield return (handler, $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
            }
        }

        foreach (var report in role == UserRole.Finance ? FinanceReports.All : [])
        {
            var handler = web.Handlers.Single(handler => handler.Route == "/finance/reports/{report}" && handler.Name == "GET");
            foreach (var by in report.By.DefaultIfEmpty(""))
            {
                yield return (handler, $"/finance/reports/{report.Name}?from={PaidMonth}&to={PaidMonth}&by={by}");
            }
        }
    }

    private static string[] NarrowedBy(string route) => route switch
    {
        "/admin/audit" => ["what=entry.corrected", "who=command", "day=2026-05-08", "before=1000"],
        "/admin/jobs" => ["show=done", "show=done&after=500"],
        "/admin/files" => ["month=2026-05&kind=logs"],
        "/clerk/claims" => [$"month={PaidMonth}&stage=decided", $"month={PaidMonth}&payer=nh-mmis"],
        "/clerk/students" or "/clerk/providers" => ["show=missing", "show=expiring", "school=NORTH", "find=S10"],
        "/clerk/minutes" => [$"month={PaidMonth}&span=year", $"month={PaidMonth}&show=all&provider=2"],
        "/session-logs" => [$"month={PaidMonth}&unsigned=true", $"month={PaidMonth}&student=S101"],
        "/auditor/sample" => [$"month={PaidMonth}&lines=20&seed=7"],
        "/finance/remittances" => ["after=6"],
        _ => [],
    };

    private IEnumerable<string> FaultsOf(IEnumerable<QueryPlan> plans, string route) =>
        from plan in plans
        from read in plan.Reads
        let fault = FaultOf(read)
        where fault is not null && !IsLonger(route, read)
        select $"{fault}: {plan.FirstLine}\n        {read}";

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
