using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Changes a place on a partner's server. How files get there and the name stay; a folder of the workers' machines is not changed here.</summary>
public sealed class PlaceChangeModel(NpgsqlDataSource database, Visit visit, PlaceSetting setting) : PageModel
{
    public PlaceForm Form { get; private set; } = new();

    public PlaceChoices Choices { get; private set; } = null!;

    public int PlaceId { get; private set; }

    public async Task<IActionResult> OnGetAsync(int placeId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(placeId, cancellationToken))
        {
            return NotFound();
        }

        Form = PlaceForm.Of(Choices.Before!, Choices);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int placeId, PlaceForm typed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(placeId, cancellationToken))
        {
            return NotFound();
        }

        Form = typed;
        typed.Kind = Choices.Before!.Kind;
        if (await setting.SetAsync(typed, visit.District, Choices, visit.User.Actor, cancellationToken) is null)
        {
            return Page();
        }

        TempData[Flash.Key] = "Changed. A worker goes there within a minute.";
        return Redirect(PlaceText.AddressOf(placeId));
    }

    private async Task<bool> LoadAsync(int placeId, CancellationToken cancellationToken)
    {
        PlaceId = placeId;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await Place.FindAsync(connection, visit.User.DistrictId, placeId, cancellationToken) is not { File.Kind: not "folder" } place)
        {
            return false;
        }

        Choices = await setting.ChoicesAsync(visit.User.DistrictId, place.File, cancellationToken);
        return true;
    }
}
