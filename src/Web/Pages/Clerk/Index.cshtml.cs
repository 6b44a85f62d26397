using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The clerk's month: how far its dollars got, and what needs doing.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public MonthFunnel Funnel { get; private set; } = new();

    public MonthState State { get; private set; } = new();

    public IReadOnlyList<Need> Needs { get; private set; } = [];

    public NewSince New { get; private set; } = NewSince.Nothing;

    /// <summary>So few days are left that a deadline is shown as near.</summary>
    public int SoonDays => visit.District.RulePack.On(visit.Month).FilingSoonDays;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Funnel = await MonthFunnel.LoadAsync(connection, visit.User.DistrictId, visit.Month, null, visit.User.Schools, cancellationToken);
        New = await NewSince.LoadAsync(connection, visit, "clerk", clock, cancellationToken);
        State = await MonthState.LoadAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
        var found = await MonthNeeds.LoadAsync(database, visit, State, clock, cancellationToken);
        Needs = found.Needs;
        foreach (var studentId in found.Causes.Select(cause => cause.StudentId).OfType<long>())
        {
            reads.Student(studentId);
        }
    }
}
