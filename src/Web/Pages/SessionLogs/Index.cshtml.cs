using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.SessionLogs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.SessionLogs;

/// <summary>The month's session logs: how many are made, the button that makes the others, and each to take along.</summary>
/// <remarks>A clerk makes them, an auditor reads them, a provider reads her own.</remarks>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, RecordReads reads, SessionLogDesk desk, IMinutesLedger ledger) : PageModel
{
    public SessionLogFilter Filter { get; private set; } = null!;

    public IReadOnlyList<ListedSessionLog> All { get; private set; } = [];

    public IReadOnlyList<ListedSessionLog> Chosen { get; private set; } = [];

    /// <summary>The last making of the month; null where nobody asked for one on this page.</summary>
    public SessionLogRun? Run { get; private set; }

    /// <summary>They are made for the whole district at once.</summary>
    public bool MayMake => visit.User is { Role: UserRole.Clerk, Schools: null };

    public int ToMake => All.Count(log => log.State != SessionLogState.Made);

    public int Pages => Math.Max(1, (Chosen.Count + SessionLogFilter.PageSize - 1) / SessionLogFilter.PageSize);

    public IEnumerable<ListedSessionLog> Shown => Chosen.Skip((Filter.Page - 1) * SessionLogFilter.PageSize).Take(SessionLogFilter.PageSize);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Run = await SessionLogRun.LatestAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
        All = await ListedSessionLog.OfMonthAsync(
            connection, ledger, visit.District, visit.Month, SessionLogDownloads.ReachOf(visit.User), cancellationToken);
        Filter = SessionLogFilter.From(Request.Query, visit.Month);
        Chosen = [.. All.Where(Filter.Takes)];
        Filter = Filter with { Page = Math.Min(Filter.Page, Pages) };
        foreach (var log in Shown)
        {
            reads.Student(log.StudentId);
        }
    }

    /// <summary>Asks for what is not made; asked for twice, it is made once.</summary>
    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancellationToken)
    {
        if (!MayMake)
        {
            return Forbid();
        }

        await desk.AskAsync(visit.User.DistrictId, visit.Month, visit.User.Actor, cancellationToken);
        return Again();
    }

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken)
    {
        if (!MayMake)
        {
            return Forbid();
        }

        if (await desk.StopAsync(visit.User.DistrictId, visit.Month, visit.User.Actor, cancellationToken))
        {
            TempData[Flash.Key] = "Stopped. What was made is kept.";
        }

        return Again();
    }

    private RedirectResult Again() => Redirect(SessionLogFilter.From(new QueryCollection(), visit.Month).Address);
}
