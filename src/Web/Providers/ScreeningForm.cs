using MedicaidLogs.Web.Records;

namespace MedicaidLogs.Web.Providers;

/// <summary>What a person found out about names on the exclusion list that may mean the provider.</summary>
public sealed class ScreeningForm() : OfficeForm(
    "screening", "Does the list mean this provider?", "For example “birth date differs”, or “asked the OIG, SSN does not match”. No names or birth dates, please.")
{
    public const string Somebody = "clear";
    public const string Provider = "excluded";

    public string? Means { get; set; }

    public bool IsExcluded => Means == Provider;

    /// <summary>False where something must be entered otherwise.</summary>
    public bool Read()
    {
        if (Means is not (Somebody or Provider))
        {
            Problems[nameof(Means)] = "Say whom the list means.";
        }

        DemandWhy();
        return Problems.Count == 0;
    }

    public IReadOnlyList<OfficeField> Fields() =>
    [
        new(nameof(Means), "The list means", Means, Choices:
        [
            ("", "Choose"),
            (Somebody, "Somebody else of that name"),
            (Provider, "This provider: nothing of that time may be billed"),
        ]),
    ];
}
