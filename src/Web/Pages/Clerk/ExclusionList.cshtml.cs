using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Screening;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The OIG's exclusion list comes in here, and screens every provider for the month.</summary>
[Upload(UploadForm.MostBytesPerFile + (1 << 20)), IgnoreAntiforgeryToken] // UploadForm checks the token
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class ExclusionListModel(NpgsqlDataSource database, Visit visit, ExclusionScreening screening) : PageModel
{
    public const string Path = "/clerk/files/exclusion-list";

    /// <summary>Null where nobody was screened for the month.</summary>
    public MonthScreening? Last { get; private set; }

    /// <summary>Providers of the month who are screened neither here nor elsewhere.</summary>
    public int Unscreened { get; private set; }

    public IReadOnlyList<NamedProvider> Named { get; private set; } = [];

    /// <summary>Why the file was not taken.</summary>
    public string? Refusal { get; private set; }

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public Task OnGetAsync() => LoadAsync();

    /// <remarks>Without parameters, so that the form is left to <see cref="UploadForm"/>.</remarks>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await UploadForm.OpenAsync(HttpContext) is not { } form)
        {
            return BadRequest();
        }

        Refusal = "Choose the file UPDATED.csv.";
        await foreach (var file in form.FilesAsync([FileContent.Text], HttpContext.RequestAborted))
        {
            var outcome = file.Content is { } content
                ? await screening.ScreenAsync(visit.User.DistrictId, visit.Month, file.Name, content, visit.User.Actor, HttpContext.RequestAborted)
                : new ScreeningOutcome.Refused(file.Refusal!);
            if (outcome is not ScreeningOutcome.Refused refused)
            {
                TempData[Flash.Key] = Said(outcome);
                return Redirect(AddressOf(visit.Month));
            }

            Refusal = refused.Reason;
            break; // one list is all that there is
        }

        await LoadAsync();
        return Page();
    }

    public static string Counted(ScreeningCounts counts) =>
        $"{Show.Count(counts.Clear)} clear, {Show.Count(counts.Possible)} to decide, {Show.Count(counts.Excluded)} excluded";

    private string Said(ScreeningOutcome outcome) => outcome switch
    {
        ScreeningOutcome.Screened screened =>
            $"{Show.Month(visit.Month)} is screened against {Show.Count(screened.ListRecords, "record", "records")}: {Counted(screened.Counts)}.",
        ScreeningOutcome.AsBefore before => $"The same list screened {Show.Month(visit.Month)} before: {Counted(before.Counts)}. Nothing changed.",
        _ => "",
    };

    private async Task LoadAsync()
    {
        var (districtId, cancellationToken) = (visit.User.DistrictId, HttpContext.RequestAborted);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Last = await MonthScreening.FindAsync(connection, districtId, visit.Month, cancellationToken);
        Unscreened = await MonthScreening.CountUnscreenedAsync(connection, districtId, visit.Month, cancellationToken);
        Named = await MonthScreening.NamedAsync(connection, districtId, visit.Month, cancellationToken);
    }
}
