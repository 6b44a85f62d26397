using System.Globalization;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Providers;

/// <summary>A licence that was issued or renewed, as typed.</summary>
public sealed class LicenceForm : OfficeForm
{
    public const int MostNumberCharacters = 40;

    /// <summary>No board gives a licence for longer.</summary>
    private const int MostYears = 20;

    public string? Credential { get; set; }

    public string? LicenseNumber { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    /// <summary>The renewal of the licence that ends last: from the day after, under the same number.</summary>
    public static LicenceForm Renewing(IReadOnlyList<HeldCredential> held)
    {
        var last = held.Where(credential => credential.ValidTo is not null).MaxBy(credential => credential.ValidTo);
        return new()
        {
            Credential = last?.Credential ?? (held.Count > 0 ? held[0].Credential : null),
            LicenseNumber = last?.LicenseNumber,
            From = last?.ValidTo?.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Null where something must be entered otherwise: <see cref="OfficeForm.Problems"/> says what.</summary>
    public OfficeRecord.Licence? Read(PackRules rules, DateOnly today)
    {
        if (Credential is null || !rules.Credentials.ContainsKey(Credential))
        {
            Problems[nameof(Credential)] = "Choose what the licence is for.";
        }

        if (LicenseNumber?.Trim().Length > MostNumberCharacters)
        {
            Problems[nameof(LicenseNumber)] = $"A licence number has at most {MostNumberCharacters} characters.";
        }

        var from = Day(nameof(From), From, required: true, today.AddYears(1));
        var to = Day(nameof(To), To, required: false, today.AddYears(MostYears));
        if (to < from)
        {
            Problems[nameof(To)] = "The last day is before the first.";
        }

        DemandWhy();
        return Problems.Count == 0 ? new(Credential!, from!.Value, to, LicenseNumber?.Trim() ?? "") : null;
    }
}
