using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Office;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Records;

/// <summary>What a person's page does with a form that was sent.</summary>
public static class OfficePosting
{
    /// <summary>Writes the record down and goes back to the page, which says what it freed; or shows the page with what is wrong.</summary>
    /// <param name="record">Null where the form says what is to be entered otherwise.</param>
    public static async Task<IActionResult> WriteDownAsync(
        this PageModel page, OfficeIntake office, Visit visit, long ofId, OfficeForm typed, OfficeRecord? record, CancellationToken cancellationToken)
    {
        if (record is null)
        {
            return page.Page();
        }

        switch (await office.WriteAsync(visit.User.DistrictId, ofId, record, typed.FormId, visit.User.Actor, typed.Why!.Trim(), cancellationToken))
        {
            case OfficeOutcome.Written written:
                return page.BackTo(visit, OfficeNote.Of(written.Entries));
            case OfficeOutcome.KnownAlready:
                return page.BackTo(visit, OfficeNote.KnownAlready);
            case OfficeOutcome.Invalid invalid:
                typed.Problems[""] = invalid.Reason;
                return page.Page();
            default:
                return page.NotFound();
        }
    }

    /// <summary>The page again, of the same month, with what came of the action.</summary>
    public static IActionResult BackTo(this PageModel page, Visit visit, string said)
    {
        page.TempData[Flash.Key] = said;
        return new RedirectResult($"{page.Request.Path}?month={MonthName.Of(visit.Month)}");
    }
}
