using System.Globalization;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>The trail of one record: who changed it, when and why, and who looked at it.</summary>
public sealed class TrailModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public TrailSubject Subject { get; private set; } = null!;

    public IReadOnlyList<RecordedChange> Changes { get; private set; } = [];

    public MoreLinks MoreChanges { get; private set; } = new(null, null);

    public IReadOnlyList<RecordedLook> Looks { get; private set; } = [];

    public MoreLinks MoreLooks { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(string kind, long id, long? changesBefore, string? looksBefore, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await TrailSubject.FindAsync(connection, visit.User, kind, id, visit.District.Today(clock), cancellationToken) is not { } subject)
        {
            return NotFound();
        }

        Subject = subject;
        var changes = await RecordedChange.PageAsync(connection, visit.User.DistrictId, subject, changesBefore, cancellationToken);
        var looks = await RecordedLook.PageAsync(connection, visit.User.DistrictId, subject, looksBefore, cancellationToken);
        (Changes, Looks) = ([.. changes.Take(RecordedChange.PageSize)], [.. looks.Take(RecordedLook.PageSize)]);
        var address = TrailSubject.AddressOf(kind, id);
        MoreChanges = new(
            changesBefore is null ? null : address,
            changes.Count > Changes.Count ? string.Create(CultureInfo.InvariantCulture, $"{address}?changesBefore={Changes[^1].Seq}") : null);
        MoreLooks = new(looksBefore is null ? null : address, looks.Count > Looks.Count ? $"{address}?looksBefore={Looks[^1].Key}" : null);
        reads.Of(kind, id, subject.StudentId);
        return Page();
    }
}
