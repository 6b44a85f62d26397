using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Office;
using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Providers;

/// <summary>A record of a provider that an office writes down, as typed.</summary>
public abstract class ProviderForm(string name, string title, string hint) : OfficeForm(name, title, hint)
{
    public abstract IReadOnlyList<OfficeField> Fields(ProviderRecord provider, PackRules rules);

    /// <summary>Null where something must be entered otherwise: <see cref="OfficeForm.Problems"/> says what.</summary>
    public abstract OfficeRecord? Read(ProviderRecord provider, PackRules rules, DateOnly today);

    /// <summary>All that can be written down of a provider, with what can be known before.</summary>
    public static IReadOnlyList<ProviderForm> All(ProviderRecord provider) => [LicenceForm.Renewing(provider), SupervisionForm.Of(provider)];

    protected static IReadOnlyList<(string Value, string Title)> Colleagues(ProviderRecord provider, string nobody) =>
        [("", nobody), .. provider.Colleagues.Select(colleague => (colleague.ProviderNumber, colleague.Name))];
}
