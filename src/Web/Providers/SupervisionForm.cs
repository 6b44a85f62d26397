using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Providers;

/// <summary>A day on which the provider was supervised.</summary>
public sealed class SupervisionForm() : ProviderForm(
    "supervision", "The provider was supervised", "For example “supervision note of the day”. Earlier days stay.")
{
    private static readonly (string How, string Title)[] _ways =
        [("direct", "Direct: watched at a session"), ("indirect", "Indirect: records and plans looked through")];

    public string? Supervisor { get; set; }

    public string? On { get; set; }

    public string? How { get; set; } = "direct";

    /// <summary>By whom the last one was given, else who is named with a licence.</summary>
    public static SupervisionForm Of(ProviderRecord provider) => new()
    {
        Supervisor = (provider.Supervisions is [var last, ..] ? last.SupervisorNumber : null)
            ?? provider.Credentials.FirstOrDefault(credential => credential.SupervisorNumber is not null)?.SupervisorNumber,
    };

    public override IReadOnlyList<OfficeField> Fields(ProviderRecord provider, PackRules rules) =>
    [
        new(nameof(Supervisor), "By whom", Supervisor, Choices: Colleagues(provider, "Choose")),
        new(nameof(On), "On which day", On, "date", Required: true),
        new(nameof(How), "How", How, Choices: _ways),
    ];

    public override OfficeRecord? Read(ProviderRecord provider, PackRules rules, DateOnly today)
    {
        if (!provider.Colleagues.Any(colleague => colleague.ProviderNumber == Supervisor))
        {
            Problems[nameof(Supervisor)] = "Choose who supervised.";
        }

        if (!_ways.Any(way => way.How == How))
        {
            Problems[nameof(How)] = "Choose how.";
        }

        var on = Day(nameof(On), On, required: true, today);
        DemandWhy();
        return Problems.Count == 0 ? new OfficeRecord.Supervision(Supervisor!, on!.Value, How!) : null;
    }
}
