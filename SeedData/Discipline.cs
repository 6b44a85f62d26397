namespace MedicaidLogs.SeedData;

/// <summary>A kind of provider: the credential, its taxonomy code (NUCC), the service it gives and who must co-sign.</summary>
/// <param name="SupervisedBy">The supervisor's credential; empty when the holder signs alone.</param>
public sealed record Discipline(string Credential, string Taxonomy, string Service, string SupervisedBy = "")
{
    /// <summary>In the order in which a district hires them; a supervisor stands before whom it supervises.</summary>
    public static readonly Discipline[] All =
    [
        new("SLP", "235Z00000X", "SPEECH"),
        new("OT", "225X00000X", "OT"),
        new("PT", "225100000X", "PT"),
        new("RN", "163W00000X", "NURSING"),
        new("LCSW", "1041C0700X", "COUNSELING"),
        new("SLPA", "2355S0801X", "SPEECH", "SLP"),
        new("OTA", "224Z00000X", "OT", "OT"),
        new("AIDE", "225400000X", "PERSONAL_CARE", "RN"),
        new("PTA", "225200000X", "PT", "PT"),
        new("LPN", "164W00000X", "NURSING", "RN"),
        new("PSY", "103T00000X", "COUNSELING"),
    ];

    public static readonly Discipline Driver = new("DRIVER", "172A00000X", "TRANSPORT");

    /// <summary>Services for which a session names an objective of the plan.</summary>
    public static bool NamesObjective(string service) => service is "SPEECH" or "OT" or "PT" or "COUNSELING";

    public static bool NeedsOrder(string service) => service is not ("TRANSPORT" or "INSTRUCTION" or "MEETING" or "CASE_MANAGEMENT");

    /// <summary>The district's rates in cents per unit, for every procedure of the rule pack but the speech evaluation; speech by video has one of its own.</summary>
    public static IEnumerable<RateRow> Rates(DateOnly from) =>
        new (string Procedure, string Modifiers, long Cents)[]
        {
            ("92507", "", 62_14), ("92507", "GN;95", 58_90), ("92508", "", 24_38), ("97530", "", 31_02), ("97110", "GP", 28_45), ("97150", "", 18_22),
            ("T1002", "TD", 15_88), ("T1003", "TE", 11_76), ("90832", "", 68_05), ("90834", "", 90_33), ("90837", "", 132_91),
            ("90853", "", 27_60), ("T1019", "", 6_43), ("T2003", "", 19_50),
        }.Select(rate => new RateRow(rate.Procedure, rate.Modifiers, from, null, rate.Cents));
}
