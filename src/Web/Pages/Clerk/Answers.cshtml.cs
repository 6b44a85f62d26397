using System.Globalization;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>What payers sent: their files are uploaded here, and the list says what each one answered.</summary>
/// <remarks>A file is received before it is posted; whatever breaks off in between, the worker's sweep goes on from there.</remarks>
[Upload(UploadForm.MostBytes + (1 << 20)), IgnoreAntiforgeryToken] // UploadForm checks the token
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class AnswersModel(NpgsqlDataSource database, Visit visit, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const string Path = "/clerk/close/answers";

    private const int PageSize = 100;

    public PageLinks Pages { get; private set; } = null!;

    /// <summary>The latest first, of all months.</summary>
    public IReadOnlyList<ReceivedFile> Files { get; private set; } = [];

    /// <summary>Claims of the month on which the payer has not decided for too long.</summary>
    public WaitingClaims Waiting { get; private set; } = null!;

    /// <summary>What else is to be said where a file was not taken, or none was chosen.</summary>
    public string? Problem { get; private set; }

    /// <summary>Files of which nothing is kept, and why.</summary>
    public List<(string Name, string Reason)> NotTaken { get; } = [];

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public static string AddressOf(long responseFileId) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{responseFileId}");

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <remarks>Without parameters, so that the form is left to <see cref="UploadForm"/>.</remarks>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await UploadForm.OpenAsync(HttpContext) is not { } form)
        {
            return BadRequest();
        }

        var outcomes = new List<ResponseOutcome>();
        await foreach (var file in form.FilesAsync([FileContent.X12], HttpContext.RequestAborted))
        {
            if (file.Content is null)
            {
                NotTaken.Add((file.Name, file.Refusal!));
                continue;
            }

            outcomes.Add(await new ResponseIntake(database, clock).ImportAsync(
                visit.User.DistrictId, file.Name, file.Content, visit.User.Actor, lifetime.ApplicationStopping));
        }

        await new MonthCheck(database, clock).RunWhereClaimsWereVoidedAsync(visit.User.DistrictId, visit.User.Actor, lifetime.ApplicationStopping);
        if (outcomes.Count > 0 && NotTaken.Count == 0)
        {
            TempData[Flash.Key] = Told(outcomes);
            return Redirect(AddressOf(visit.Month));
        }

        Problem = outcomes.Count > 0 ? Told(outcomes) : NotTaken.Count == 0 ? "Choose one file or more." : null;
        await LoadAsync(HttpContext.RequestAborted);
        return Page();
    }

    private static string Told(List<ResponseOutcome> outcomes)
    {
        var (posted, before, refused) = (
            outcomes.Count(outcome => outcome is ResponseOutcome.Posted), outcomes.Count(outcome => outcome is ResponseOutcome.CameBefore),
            outcomes.Count(outcome => outcome is ResponseOutcome.Refused));
        return string.Join(' ', new[]
        {
            posted > 0 ? $"{Show.Count(posted, "file is", "files are")} taken in." : "",
            before > 0 ? $"{Show.Count(before, "file", "files")} came before; nothing changed." : "",
            refused > 0 ? $"{Show.Count(refused, "file was", "files were")} refused; the list says why." : "",
        }.Where(words => words.Length > 0));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var all = await ReceivedFile.ListAsync(connection, visit.User.DistrictId, month: null, visit.District.TimeZone, cancellationToken);
        var pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var asked = int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, pages) : 1;
        Files = [.. all.Skip((asked - 1) * PageSize).Take(PageSize)];
        Pages = new(asked, pages, page => string.Create(CultureInfo.InvariantCulture, $"{AddressOf(visit.Month)}&page={page}"));
        Waiting = await WaitingClaims.LoadAsync(database, visit.District, visit.Month, clock, cancellationToken);
    }
}
