using MedicaidLogs.Ingest.Causes;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>What the month's rejections come from, the most pressing first: one line for each thing to mend.</summary>
public sealed class CausesModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public CauseFilter Filter { get; private set; } = null!;

    public CausePage Found { get; private set; } = null!;

    public IReadOnlyList<ListedCause> Causes { get; private set; } = [];

    /// <summary>Entries that something rejects.</summary>
    public long Rejected { get; private set; }

    public MoreLinks More => new(
        Filter.After is null ? null : (Filter with { After = null }).Address,
        Found.Causes.Count == RootCauses.PageSize ? (Filter with { After = Found.Causes[^1].Place }).Address : null);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = CauseFilter.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Found = await RootCauses.PageAsync(
            connection, visit.District, new(visit.Month, visit.District.Today(clock), Filter.Who, Filter.After, visit.User.Schools), cancellationToken);
        Causes = await ListedCause.OfAsync(connection, visit.District, visit.Month, Found.Causes, cancellationToken);
        Rejected = (await TabCounts.LoadAsync(connection, visit.User.DistrictId, visit.Month, visit.User.Schools, cancellationToken))[QueueTab.Rejected].Entries;
        foreach (var studentId in Found.Causes.Select(cause => cause.StudentId).OfType<long>())
        {
            reads.Student(studentId);
        }
    }
}
