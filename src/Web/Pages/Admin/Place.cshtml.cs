using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>One place: how it goes there and what to do, where it is, which files were seen.</summary>
public sealed class PlaceModel(NpgsqlDataSource database, Visit visit, PlaceStore store, TimeProvider clock) : PageModel
{
    public Place Place { get; private set; } = null!;

    public IReadOnlyList<SeenFile> Files { get; private set; } = [];

    /// <summary>Where the list goes on; null: from the latest.</summary>
    public string? After { get; private set; }

    public bool HasMore { get; private set; }

    /// <summary>A worker is there to go to it.</summary>
    public bool IsServed { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Field → what to enter.</summary>
    public Dictionary<string, string> Problems { get; } = [];

    public async Task<IActionResult> OnGetAsync(int placeId, string? after, CancellationToken cancellationToken)
    {
        (After, Now) = (after, clock.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await Place.FindAsync(connection, visit.User.DistrictId, placeId, cancellationToken) is not { } place)
        {
            return NotFound();
        }

        Place = place;
        var found = await SeenFile.PageAsync(connection, place, after, cancellationToken);
        (Files, HasMore) = ([.. found.Take(SeenFile.PageSize)], found.Count > SeenFile.PageSize);
        IsServed = (await WorkerPresence.ListAsync(connection, cancellationToken)).Any(worker => worker.IsHeard);
        return Page();
    }

    public Task<IActionResult> OnPostResumeAsync(int placeId, CancellationToken cancellationToken) => ActAsync(
        placeId,
        async place => await store.ResumeAsync(place, visit.User.Actor, cancellationToken)
            ? "A worker tries it within a minute. Look at this page again then."
            : "Nothing is wrong with it any more.",
        cancellationToken);

    public Task<IActionResult> OnPostLookAsync(int placeId, CancellationToken cancellationToken) => ActAsync(
        placeId,
        async place => await store.LookNowAsync(place, cancellationToken)
            ? "A worker looks within a minute. Look at this page again then; a file that came just now is fetched a minute later."
            : "No files are fetched here now.",
        cancellationToken);

    public Task<IActionResult> OnPostPauseAsync(int placeId, string? why, CancellationToken cancellationToken)
    {
        if (!AccountForm.IsReason(why))
        {
            Problems["Why"] = "Say why in a few words, for the audit trail.";
            return OnGetAsync(placeId, null, cancellationToken);
        }

        return ActAsync(
            placeId,
            async place => await store.PauseAsync(place, visit.User.Actor, why!.Trim(), cancellationToken) ? "Paused." : "It was paused already.",
            cancellationToken);
    }

    private async Task<IActionResult> ActAsync(int placeId, Func<Place, Task<string>> act, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await Place.FindAsync(connection, visit.User.DistrictId, placeId, cancellationToken) is not { } place)
        {
            return NotFound();
        }

        TempData[Flash.Key] = await act(place);
        return Redirect(PlaceText.AddressOf(placeId));
    }
}
