using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>A corrected spreadsheet: what it would change as things stand, and the button that changes it.</summary>
public sealed class RejectedSheetModel(NpgsqlDataSource database, Visit visit, RecordReads reads, SheetCorrections sheets) : PageModel
{
    /// <summary>As many rows of each kind as the page shows; the numbers are of all.</summary>
    public const int MostShown = 200;

    public ReceivedSheet Sheet { get; private set; } = null!;

    public SheetPlan Plan { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long sheetId, CancellationToken cancellationToken)
    {
        if (!await FindAsync(sheetId, cancellationToken))
        {
            return NotFound();
        }

        Plan = await sheets.PlanAsync(Sheet, visit.User.Schools, cancellationToken);
        foreach (var entry in Plan.Changed.Take(MostShown).Select(row => row.Entry).Concat(Plan.Stale.Take(MostShown).Select(row => row.Entry)))
        {
            reads.Entry(entry.EntryId, entry.Stored!.Value.StudentId);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long sheetId, CancellationToken cancellationToken)
    {
        if (!await FindAsync(sheetId, cancellationToken))
        {
            return NotFound();
        }

        var applied = await sheets.ApplyAsync(Sheet, visit.User.Schools, visit.User.Actor, cancellationToken);
        TempData[Flash.Key] = Said(applied);
        return Redirect(RejectedSheetsModel.AddressOf(sheetId, visit.Month));
    }

    /// <summary>The fields' labels and values as the entry's page has them.</summary>
    public FieldChoices ChoicesOf(Entry entry) => new(visit.District.RulePack.On(entry.Date));

    public static string LabelOf(string field) => LoggedField.ByName[field].Label;

    private static string Said(SheetApplied applied)
    {
        if (applied.Plan.Changed.Count == 0)
        {
            return "Nothing was changed: every row is so already, or cannot be taken.";
        }

        string[] said =
        [
            $"{Show.Count(applied.Plan.Changed.Count, "entry is", "entries are")} corrected and checked.",
            applied.Freed == 0 ? "" : $"{Show.Count(applied.Freed, "is", "are")} billable now, {Show.Dollars(applied.FreedCents)}.",
            applied.ToSign == 0 ? "" : $"{Show.Count(applied.ToSign, "waits", "wait")} for the provider’s signature.",
            applied.Freed + applied.ToSign > 0 ? "" : "None became billable.",
            applied.SiblingsChanged == 0 ? "" : $"{Show.Count(applied.SiblingsChanged, "other entry", "other entries")} changed with them.",
        ];
        return string.Join(' ', said.Where(part => part.Length > 0));
    }

    private async Task<bool> FindAsync(long sheetId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await ReceivedSheet.FindAsync(connection, visit.User.DistrictId, sheetId, cancellationToken) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }
}
