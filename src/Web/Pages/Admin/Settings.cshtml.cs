using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Districts;
using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The district's own settings: shown, and changed by the demands that its file is read with.</summary>
public sealed class SettingsModel(Visit visit, DistrictRules rules, PayerProfiles profiles, TimeProvider clock) : PageModel
{
    /// <summary>Zones of the United States; any other that the program knows may be typed in the district's file.</summary>
    private static readonly string[] _zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
        "America/Puerto_Rico", "Pacific/Guam",
    ];

    public SettingsForm Form { get; private set; } = new();

    public IEnumerable<string> Zones => _zones.Union([visit.District.TimeZone]);

    public IEnumerable<string> Packs => RulePack.ShippedNames.Union([visit.District.Pack]);

    public IReadOnlyList<string> Payers { get; private set; } = [];

    /// <summary>Null: the district's own layer does not go with this version of the program.</summary>
    public PackRules? Rules { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Form = SettingsForm.Of(visit.District);
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(SettingsForm typed, CancellationToken cancellationToken)
    {
        Form = typed;
        await LoadAsync(cancellationToken);
        if (!Payers.Contains(typed.Payer ?? ""))
        {
            typed.Problems[nameof(typed.Payer)] = "Choose the payer profile.";
        }

        if (typed.Read(visit.District) is not { } file || typed.Problems.Count > 0)
        {
            return Page();
        }

        try
        {
            var change = await rules.SetUpAsync(file, visit.User.Actor, typed.Why!.Trim(), typed.Seen ?? "", cancellationToken);
            TempData[Flash.Key] = change.StaleMonths == 0
                ? "Changed."
                : $"Changed. {Show.Count(change.StaleMonths, "month is", "months are")} to be checked again, which happens by itself where a worker runs.";
            return Redirect(Request.Path);
        }
        catch (DistrictFileException refusal)
        {
            typed.Refuse(refusal.Message);
            typed.Seen = DistrictFile.Of(visit.District).Token;
            return Page();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Rules = RulesToday();
        var own = await profiles.OwnAsync(visit.User.DistrictId, cancellationToken);
        Payers = [.. own.Select(each => each.Profile.Name).Union(PayerProfile.ShippedNames).Order(StringComparer.Ordinal)];
    }

    private PackRules? RulesToday()
    {
        try
        {
            return visit.District.RulePack.On(visit.District.Today(clock));
        }
        catch (PackException)
        {
            return null; // The page of the rule pack says what is wrong.
        }
    }
}
