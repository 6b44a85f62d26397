using System.Globalization;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Web.Administration;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The audit trail: what was done, by whom, when and why, the latest first.</summary>
public sealed class AuditModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public AuditFilter Filter { get; private set; } = null!;

    public IReadOnlyList<AuditRow> Events { get; private set; } = [];

    public bool HasMore { get; private set; }

    public IReadOnlyList<AuditPerson> People { get; private set; } = [];

    /// <summary>When the chain was walked last; null: never.</summary>
    public Verification? Verified { get; private set; }

    public bool IsSound => Verified?.Broken.All(each => each.Name != LedgerVerification.AuditTrailName) is true;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = AuditFilter.From(Request.Query);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await AuditRow.PageAsync(connection, visit.User.DistrictId, Filter, Until(Filter.Day), cancellationToken);
        HasMore = found.Count > AuditRow.PageSize;
        Events = [.. found.Take(AuditRow.PageSize)];
        People = await AuditPerson.AllAsync(connection, visit.User.DistrictId, cancellationToken);
        Verified = await Verification.LastAsync(connection, visit.User.DistrictId, cancellationToken);
        foreach (var read in Events.Where(each => each.SubjectKind is "entry" or "student"))
        {
            reads.Of(read.SubjectKind, long.Parse(read.SubjectId, CultureInfo.InvariantCulture), read.StudentId);
        }
    }

    /// <summary>The end of a day by the district's clock.</summary>
    private DateTimeOffset? Until(DateOnly? day)
    {
        if (day is not { } last)
        {
            return null;
        }

        var midnight = last.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, visit.District.Zone.GetUtcOffset(midnight));
    }
}
