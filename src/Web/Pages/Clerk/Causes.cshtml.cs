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

    public IReadOnlyList<CauseCount> ByWho { get; private set; } = [];

    public int OfAll => ByWho.Sum(each => each.Causes);

    public IReadOnlyList<ListedCause> Causes { get; private set; } = [];

    /// <summary>Entries that something rejects.</summary>
    public long Rejected { get; private set; }

    public MoreLinks More => new(
        Filter.After is null ? null : (Filter with { After = null }).Address,
        Causes.Count == RootCauses.PageSize ? (Filter with { After = Causes[^1].Cause.Place }).Address : null);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = CauseFilter.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var query = new CauseQuery(visit.Month, visit.District.Today(clock), Filter.Who, Filter.After, visit.User.Schools);
        var found = await RootCauses.PageAsync(connection, visit.District, query, cancellationToken);
        ByWho = await RootCauses.CountsAsync(connection, visit.District, query, cancellationToken);
        Causes = await ListedCause.OfAsync(connection, visit.District, visit.Month, found, cancellationToken);
        Rejected = (await TabCounts.LoadAsync(connection, visit.User.DistrictId, visit.Month, visit.User.Schools, cancellationToken))[QueueTab.Rejected].Entries;
        foreach (var studentId in found.Select(cause => cause.StudentId).OfType<long>())
        {
            reads.Student(studentId);
        }
    }
}
