using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Sets up a place on a partner's server: first how files get there, then the rest.</summary>
public sealed class PlaceNewModel(Visit visit, PlaceSetting setting) : PageModel
{
    public PlaceForm Form { get; private set; } = new();

    /// <summary>Null where it is still to be said how files get there.</summary>
    public PlaceChoices? Choices { get; private set; }

    public string? Title => Choices is null ? null : PlaceText.KindOf(Form.Kind!);

    public Task OnGetAsync(string? kind, CancellationToken cancellationToken) =>
        ShowAsync(PlaceForm.New(kind ?? "", visit.District), cancellationToken);

    public async Task<IActionResult> OnPostAsync(PlaceForm typed, CancellationToken cancellationToken)
    {
        if (await ShowAsync(typed, cancellationToken) is not { } choices
            || await setting.SetAsync(typed, visit.District, choices, visit.User.Actor, cancellationToken) is not { } place)
        {
            return Page();
        }

        TempData[Flash.Key] = "Set up. Have the password given to the workers; then look whether it goes well here.";
        return Redirect(PlaceText.AddressOf(place.PlaceId));
    }

    private async Task<PlaceChoices?> ShowAsync(PlaceForm form, CancellationToken cancellationToken)
    {
        Form = form;
        Choices = PlaceText.Kinds.Any(each => each.Kind == form.Kind)
            ? await setting.ChoicesAsync(visit.User.DistrictId, before: null, cancellationToken)
            : null;
        return Choices;
    }
}
