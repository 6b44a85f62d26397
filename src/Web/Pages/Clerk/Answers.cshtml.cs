using System.Globalization;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>What payers sent: their files are uploaded here, and the list says what each one answered.</summary>
/// <remarks>A file is received before it is posted; whatever breaks off in between, the worker's sweep goes on from there.</remarks>
[RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class AnswersModel(NpgsqlDataSource database, Visit visit, TimeProvider clock, IHostApplicationLifetime lifetime) : PageModel
{
    public const string Path = "/clerk/close/answers";

    public const int MostFiles = 50;

    private const long MostBytes = FileStore.MaximumBytes + (1 << 20); // the form around it
    private const int PageSize = 100;
    private const int LongestName = 200;

    public PageLinks Pages { get; private set; } = null!;

    /// <summary>The latest first, of all months.</summary>
    public IReadOnlyList<ReceivedFile> Files { get; private set; } = [];

    /// <summary>Claims of the month on which the payer has not decided for too long.</summary>
    public WaitingClaims Waiting { get; private set; } = null!;

    /// <summary>Why nothing was taken in; null where something was.</summary>
    public string? Problem { get; private set; }

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public static string AddressOf(long responseFileId) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{responseFileId}");

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files, CancellationToken cancellationToken)
    {
        var chosen = files.Where(file => file.Length > 0).ToList();
        if (chosen.Count is 0 or > MostFiles)
        {
            Problem = $"Choose one file or more, at most {MostFiles} at once.";
            await LoadAsync(cancellationToken);
            return Page();
        }

        var outcomes = new List<ResponseOutcome>();
        foreach (var file in chosen)
        {
            outcomes.Add(await TakeInAsync(file));
        }

        await new MonthCheck(database, clock).RunWhereClaimsWereVoidedAsync(visit.User.DistrictId, visit.User.Actor, lifetime.ApplicationStopping);
        TempData[Flash.Key] = Told(outcomes);
        return Redirect(AddressOf(visit.Month));
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

    private async Task<ResponseOutcome> TakeInAsync(IFormFile file)
    {
        var name = System.IO.Path.GetFileName(file.FileName.Trim());
        await using var content = file.OpenReadStream();
        return await new ResponseIntake(database, clock).ImportAsync(
            visit.User.DistrictId, name.Length is 0 ? "answer" : name[..Math.Min(name.Length, LongestName)], content, visit.User.Actor,
            lifetime.ApplicationStopping);
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
