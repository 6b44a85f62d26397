using System.Globalization;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Web.Intake;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>Files come in here, and stand here with what became of them.</summary>
[Upload(UploadForm.MostBytes + (1 << 20)), IgnoreAntiforgeryToken] // UploadForm checks the token
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class FilesModel(NpgsqlDataSource database, Visit visit, FileReception reception) : PageModel
{
    public const string Path = "/clerk/files";

    /// <summary>Only those that somebody has to see to.</summary>
    public bool ToDoOnly { get; private set; }

    public int ToDo { get; private set; }

    public IReadOnlyList<FileTakenIn> Files { get; private set; } = [];

    /// <summary>The page behind this one; null where it is the last.</summary>
    public long? Next { get; private set; }

    public bool IsFirst { get; private set; } = true;

    /// <summary>What the form before this page brought, and whether it had come before.</summary>
    public IReadOnlyList<(FileTakenIn File, bool CameBefore)> Sent { get; private set; } = [];

    /// <summary>Of these files nothing is kept.</summary>
    public IReadOnlyList<(string Name, string Reason)> Refused { get; private set; } = [];

    public bool NothingChosen { get; private set; }

    public IReadOnlyList<SavedMapping> Mappings { get; private set; } = [];

    /// <summary>Something on the page changes by itself soon.</summary>
    public bool IsUnderWay => Files.Concat(Sent.Select(sent => sent.File)).Any(file => file.IsReceived);

    /// <summary>Something waits to be taken in, and nobody is there to do it.</summary>
    public bool NoWorker { get; private set; }

    /// <summary>From these no file comes by itself now.</summary>
    public IReadOnlyList<WaitingPlace> Places { get; private set; } = [];

    public static string AddressOf(long importFileId) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{importFileId}");

    /// <summary>The page that shows what became of it.</summary>
    public static string AddressOfSent(params IReadOnlyList<Receipt> files)
    {
        string Ids(bool before) => string.Join('-', files.Where(file => file.CameBefore == before).Select(file => file.ImportFileId));
        var parts = new[] { (Name: "sent", Ids: Ids(before: false)), (Name: "again", Ids: Ids(before: true)) };
        return $"{Path}?{string.Join('&', parts.Where(part => part.Ids.Length > 0).Select(part => $"{part.Name}={part.Ids}"))}";
    }

    public Task OnGetAsync()
    {
        var (sent, again) = (IdsIn("sent"), IdsIn("again"));
        return LoadAsync([.. sent.Select(id => new Receipt(id, false)), .. again.Select(id => new Receipt(id, true))]);
    }

    /// <remarks>Without parameters, so that the form is left to <see cref="UploadForm"/>.</remarks>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await UploadForm.OpenAsync(HttpContext) is not { } form)
        {
            return BadRequest();
        }

        var received = await reception.ReceiveAsync(visit.User, form, form.Field("as"), HttpContext.RequestAborted);
        if (received is { Files.Count: > 0, Refused.Count: 0 })
        {
            return Redirect(AddressOfSent(received.Files));
        }

        Refused = received.Refused;
        NothingChosen = received.Files.Count == 0 && Refused.Count == 0;
        await LoadAsync(received.Files);
        return Page();
    }

    private IEnumerable<long> IdsIn(string parameter) =>
        from text in Request.Query[parameter].ToString().Split('-').Take(UploadForm.MostFiles)
        let id = Number(text)
        where id is not null
        select id.Value;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task LoadAsync(IReadOnlyList<Receipt> sent)
    {
        var (districtId, cancellationToken) = (visit.User.DistrictId, HttpContext.RequestAborted);
        ToDoOnly = Request.Query["show"] == "todo";
        var after = Number(Request.Query["after"].ToString());
        IsFirst = after is null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = await FileTakenIn.PageAsync(connection, districtId, ToDoOnly, after, cancellationToken);
        Files = [.. page.Take(FileTakenIn.PageSize)];
        Next = page.Count > FileTakenIn.PageSize ? Files[^1].ImportFileId : null;
        ToDo = await FileTakenIn.CountToDoAsync(connection, districtId, cancellationToken);
        Places = await WaitingPlace.ListAsync(connection, districtId, cancellationToken);
        Mappings = await SavedMapping.ListAsync(connection, districtId, cancellationToken);
        var before = sent.Where(receipt => receipt.CameBefore).Select(receipt => receipt.ImportFileId).ToHashSet();
        var files = await FileTakenIn.SomeAsync(connection, districtId, [.. sent.Select(receipt => receipt.ImportFileId)], cancellationToken);
        Sent = [.. files.Select(file => (file, before.Contains(file.ImportFileId)))];
        NoWorker = IsUnderWay && (await WorkerPresence.ListAsync(connection, cancellationToken)).All(worker => !worker.IsHeard);
    }
}
