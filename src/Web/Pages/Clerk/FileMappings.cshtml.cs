using System.Text;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>How each vendor's files are read: made on a file's page, or brought as a JSON file.</summary>
[Upload(MostBytes), Authorize(Policy = Folders.WholeDistrict)]
public sealed class FileMappingsModel(NpgsqlDataSource database, Visit visit, MappingStore store) : PageModel
{
    public const string Path = "/clerk/files/mappings";

    private const int MostBytes = 1 << 20;

    public IReadOnlyList<SavedMapping> Mappings { get; private set; } = [];

    public Actors SavedBy { get; private set; } = null!;

    /// <summary>Why the file that was brought is not kept.</summary>
    public string? Problem { get; private set; }

    [BindProperty]
    public string? Pattern { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>A mapping as it was written.</summary>
    public async Task<IActionResult> OnGetJsonAsync(string? kind, string? source, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await SavedMapping.FindAsync(connection, visit.User.DistrictId, kind ?? "", source ?? "", cancellationToken) is { } mapping
            ? File(Encoding.UTF8.GetBytes(mapping.Content), "application/json", $"{mapping.Source}-{mapping.Kind}.json")
            : Redirect(Path);
    }

    public async Task<IActionResult> OnPostBringAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        try
        {
            var mapping = ColumnMapping.Parse(await TextAsync(file, cancellationToken));
            var pattern = Pattern?.Trim() is { Length: > 0 and <= MappingStore.LongestPattern } some ? some : null;
            await store.SaveAsync(visit.User.DistrictId, mapping, pattern, visit.User.Actor, cancellationToken);
            TempData[Flash.Key] = $"Files of {mapping.Source} are read in this way from now on.";
            return Redirect(Path);
        }
        catch (ColumnMappingException fault)
        {
            Problem = fault.Message;
            await LoadAsync(cancellationToken);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? kind, string? source, CancellationToken cancellationToken)
    {
        TempData[Flash.Key] = await store.RemoveAsync(visit.User.DistrictId, kind ?? "", source ?? "", visit.User.Actor, cancellationToken)
            ? $"Files of {source} are not read by themselves any more. What was taken in stays."
            : "It was removed before.";
        return Redirect(Path);
    }

    private static async Task<string> TextAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is not { Length: > 0 })
        {
            throw new ColumnMappingException("Choose the mapping's JSON file.");
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Mappings = await SavedMapping.ListAsync(connection, visit.User.DistrictId, cancellationToken);
        SavedBy = await Actors.OfAsync(connection, visit.User.DistrictId, Mappings.Select(mapping => mapping.SavedBy), cancellationToken);
    }
}
