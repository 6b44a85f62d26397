using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The work behind the pages: what failed and why, what waits and runs, and who works.</summary>
public sealed class JobsModel(NpgsqlDataSource database, Visit visit, JobDesk desk, TimeProvider clock) : PageModel
{
    public JobFilter Filter { get; private set; } = null!;

    public JobCounts Counts { get; private set; } = null!;

    public IReadOnlyList<JobRun> Runs { get; private set; } = [];

    public bool HasMore { get; private set; }

    public IReadOnlyList<WorkerPresence> Workers { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    /// <summary>Field → what to enter.</summary>
    public Dictionary<string, string> Problems { get; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Filter, Now) = (JobFilter.From(Request.Query), clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Counts = await JobRun.CountAsync(connection, visit.User.DistrictId, cancellationToken);
        var found = await JobRun.PageAsync(connection, visit.User.DistrictId, Filter.States, Filter.After, cancellationToken);
        HasMore = found.Count > JobRun.PageSize;
        Runs = [.. found.Take(JobRun.PageSize)];
        Workers = await WorkerPresence.ListAsync(connection, cancellationToken);
    }

    public async Task<IActionResult> OnPostRetryAsync(long jobRunId, CancellationToken cancellationToken)
    {
        TempData[Flash.Key] = await desk.RetryAsync(visit.User.DistrictId, jobRunId, visit.User.Actor, cancellationToken)
            ? "It is done again within a minute, where a worker runs."
            : "Nothing to do again: it is under way, or done.";
        return Redirect(JobFilter.From(Request.Query).Address);
    }

    public async Task<IActionResult> OnPostDismissAsync(long jobRunId, string? why, CancellationToken cancellationToken)
    {
        if (!AccountForm.IsReason(why))
        {
            Problems[$"why-{jobRunId}"] = "Say why in a few words, for the audit trail.";
            await OnGetAsync(cancellationToken);
            return Page();
        }

        TempData[Flash.Key] = await desk.DismissAsync(visit.User.DistrictId, jobRunId, visit.User.Actor, why!.Trim(), cancellationToken)
            ? "Left alone. You find it under “Left alone”."
            : "Nothing was changed: it has not failed, or no longer.";
        return Redirect(JobFilter.From(Request.Query).Address);
    }
}
