namespace MedicaidLogs.Web.Intake;

/// <summary>The kinds of files as people call them.</summary>
public static class KindText
{
    private static readonly Dictionary<string, string> _titles = new()
    {
        ["logs"] = "Service logs",
        ["students"] = "Students",
        ["providers"] = "Providers",
        ["grid"] = "Plans (service grid)",
        ["consents"] = "Consents",
        ["orders"] = "Orders",
        ["eligibility"] = "Medicaid eligibility",
        ["calendar"] = "School calendar",
        ["supervision"] = "Supervision",
        ["absences"] = "Absences from school",
        ["stays"] = "Stays in institutions",
        ["authorizations"] = "Prior authorizations",
        ["other-payments"] = "Other insurers' payments",
        ["rates"] = "Rates",
    };

    /// <summary>Every kind with its title, those that come most often first.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, string>> All => _titles;

    public static string TitleOf(string kind) => _titles.GetValueOrDefault(kind, "Not known yet");
}
