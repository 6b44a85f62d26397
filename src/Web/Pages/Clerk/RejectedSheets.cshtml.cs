using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>Corrected spreadsheets come in here; each has a page that shows what it would change.</summary>
[Upload(SheetFile.MostBytes + (1 << 16))] // what stands around the file
public sealed class RejectedSheetsModel(NpgsqlDataSource database, Visit visit, SheetCorrections sheets) : PageModel
{
    public const string Path = "/clerk/rejected/sheets";

    /// <summary>The latest first.</summary>
    public IReadOnlyList<ReceivedSheet> Sheets { get; private set; } = [];

    /// <summary>Why the file was not taken.</summary>
    public string? Refusal { get; private set; }

    public static string AddressOf(DateOnly month) => $"{Path}?month={MonthName.Of(month)}";

    public static string AddressOf(long sheetId, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}/{sheetId}?month={MonthName.Of(month)}");

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 })
        {
            return await RefuseAsync("Choose the spreadsheet that you corrected.", cancellationToken);
        }

        if (file.Length > SheetFile.MostBytes)
        {
            return await RefuseAsync($"The file has more than {SheetFile.MostBytes >> 20} MiB: send it in parts.", cancellationToken);
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        var bytes = content.ToArray();
        if (ContentCheck.Refusal(bytes.AsSpan(0, Math.Min(bytes.Length, ContentCheck.HeadBytes)), FileContent.Text, FileContent.Workbook) is { } refusal)
        {
            return await RefuseAsync(refusal, cancellationToken);
        }

        try
        {
            var sheetId = await sheets.ReceiveAsync(visit.User.DistrictId, file.FileName, bytes, visit.User.Actor, cancellationToken);
            return Redirect(AddressOf(sheetId, visit.Month));
        }
        catch (FileRefusedException refused)
        {
            return await RefuseAsync(refused.Message, cancellationToken);
        }
    }

    private async Task<PageResult> RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        Refusal = reason;
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Sheets = await ReceivedSheet.LatestAsync(connection, visit.User.DistrictId, cancellationToken);
    }
}
