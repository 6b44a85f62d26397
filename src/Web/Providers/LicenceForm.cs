using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Providers;

/// <summary>A licence that was issued or renewed, and who supervises its holder.</summary>
public sealed class LicenceForm() : ProviderForm(
    "licence", "A licence was issued or renewed, or a supervisor assigned",
    "For example “seen on the board’s site”. The same licence from the same first day is corrected; others stay.")
{
    private const int MostNumberCharacters = 40;

    /// <summary>No board gives a licence for longer.</summary>
    private const int MostYears = 20;

    public string? Credential { get; set; }

    public string? LicenseNumber { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Supervisor { get; set; }

    /// <summary>The renewal of the licence that ends last: from the day after, under the same number and supervisor.</summary>
    public static LicenceForm Renewing(ProviderRecord provider)
    {
        var held = provider.Credentials;
        var last = held.Where(credential => credential.ValidTo is not null).MaxBy(credential => credential.ValidTo);
        return new()
        {
            Credential = last?.Credential ?? (held.Count > 0 ? held[0].Credential : null),
            LicenseNumber = last?.LicenseNumber,
            From = Iso(last?.ValidTo?.AddDays(1)),
            Supervisor = last?.SupervisorNumber ?? (held.Count > 0 ? held[0].SupervisorNumber : null),
        };
    }

    public override IReadOnlyList<OfficeField> Fields(ProviderRecord provider, PackRules rules) =>
    [
        new(nameof(Credential), "Licence", Credential, Choices:
        [
            ("", "Choose"),
            .. rules.Credentials.OrderBy(each => each.Value.Title, StringComparer.Ordinal).Select(each => (each.Key, $"{each.Value.Title} ({each.Key})")),
        ]),
        new(nameof(LicenseNumber), "Number, if it has one", LicenseNumber, MostCharacters: MostNumberCharacters),
        new(nameof(From), "First day", From, "date", Required: true),
        new(nameof(To), "Last day; empty: no end", To, "date"),
        new(nameof(Supervisor), "Supervised by", Supervisor, Choices: Colleagues(provider, "Nobody")),
    ];

    public override OfficeRecord? Read(ProviderRecord provider, PackRules rules, DateOnly today)
    {
        if (Credential is null || !rules.Credentials.ContainsKey(Credential))
        {
            Problems[nameof(Credential)] = "Choose what the licence is for.";
        }

        var number = Trimmed(nameof(LicenseNumber), "Number", LicenseNumber, MostNumberCharacters);
        var from = Day(nameof(From), From, required: true, today.AddYears(1));
        var to = Day(nameof(To), To, required: false, today.AddYears(MostYears));
        DemandOrder(nameof(To), from, to);
        var supervisor = Supervisor ?? "";
        if (supervisor.Length > 0 && !provider.Colleagues.Any(colleague => colleague.ProviderNumber == supervisor))
        {
            Problems[nameof(Supervisor)] = "Choose a provider who works here.";
        }

        DemandWhy();
        return Problems.Count == 0 ? new OfficeRecord.Licence(Credential!, from!.Value, to, number, supervisor) : null;
    }
}
