using MedicaidLogs.Billing.Payers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The payer profile by which claim files are made: where it is from, and all that it says today and next.</summary>
public sealed class PayerModel(NpgsqlDataSource database, Visit visit, PayerProfiles profiles, TimeProvider clock) : PageModel
{
    /// <summary>Null: it is missing or does not go with this version of the program, and <see cref="Fault"/> says why.</summary>
    public PayerProfile? Profile { get; private set; }

    public string? Fault { get; private set; }

    /// <summary>Where the district has a profile of its own.</summary>
    public OwnPayerProfile? Own { get; private set; }

    public IReadOnlyList<PayerSetting> Settings { get; private set; } = [];

    /// <summary>What later editions say otherwise than the one before them.</summary>
    public IReadOnlyList<PayerSetting> Next { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            Profile = await PayerProfiles.FindAsync(connection, visit.User.DistrictId, visit.District.Payer, cancellationToken);
            Settings = PayerListing.Of(Profile, Today);
            Next = ChangesAfter(Profile, Today);
            Own = (await profiles.OwnAsync(visit.User.DistrictId, cancellationToken)).FirstOrDefault(each => each.Profile.Name == Profile.Name);
        }
        catch (PayerProfileException fault)
        {
            Fault = fault.Message;
        }
    }

    private static IReadOnlyList<PayerSetting> ChangesAfter(PayerProfile profile, DateOnly today)
    {
        var editions = PayerListing.Of(profile).GroupBy(setting => setting.From).ToList();
        return
        [
            .. editions.Zip(editions.Skip(1), (before, after) => (before, after))
                .Where(pair => pair.after.Key > today)
                .SelectMany(pair => pair.after.Where(setting => !pair.before.Any(was => was.Member == setting.Member && was.Said == setting.Said))),
        ];
    }
}
