namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What the sample's payer says of October's claims. The answers are written by it, and it is what they must come to.</summary>
public static class PayersPlan
{
    /// <summary>The day of TA1, 999 and 277CA.</summary>
    public static readonly DateOnly AcknowledgedOn = new(2026, 11, 10);

    /// <summary>The day of the 835, and of the bank's line.</summary>
    public static readonly DateOnly PaidOn = new(2026, 11, 20);

    /// <summary>What the remittance and the bank's line share (TRN02).</summary>
    public const string TraceNumber = "EFT2611200001";

    /// <summary>Of each line that it pays, to the cent below; what another insurance paid comes off that (OA-23), the rest is CO-45.</summary>
    public const int PaysPercent = 88;

    /// <summary>PLB L6, with the claim of this student.</summary>
    public const long InterestCents = 4_17;

    public const string InterestFor = "1001";

    /// <summary>All that is unusual. What is not told here is paid.</summary>
    public static IReadOnlyList<PlannedAnswer> Unusual { get; } =
    [
        new(PayerSays.Rejects, "1003", null, ["A7", "164", "IL"], "The payer knows the student under another number.",
            "The office compares the Medicaid ID with the state's record and corrects it; then the claim goes again."),
        new(PayerSays.Rejects, "3025", null, ["A7", "97", "PR"], "The payer does not find the student's eligibility.",
            "The office looks the student up; then the claim goes again, or is written off."),
        new(PayerSays.Denies, "1009", "97530", ["CO", "16", "N290"], "The payer misses the therapist's NPI on the lines of occupational therapy.",
            "The office corrects the provider's enrolment; then the claim is replaced."),
        new(PayerSays.Denies, "1014", "T2003", ["CO", "204"], "Rides are not in the student's benefit plan.",
            "Final: finance writes it off."),
        new(PayerSays.DecidesLater, "2011", null, [], "The payer took the claim and has not decided.",
            "Nothing yet: it waits as accepted."),
        new(PayerSays.PaysNameless, "3030", null, [], "The payer pays the one line without a number, member or day of ours.",
            "Finance asks the payer, and says which line it is; until then the line waits as accepted."),
    ];

    /// <param name="procedure">Of a line; null asks what is said of the student's claims as a whole.</param>
    public static PlannedAnswer? Of(string studentNumber, string? procedure) =>
        Unusual.FirstOrDefault(answer => answer.StudentNumber == studentNumber && (answer.Procedure is null || answer.Procedure == procedure));
}

/// <summary>What the payer says of some of the month's claim lines.</summary>
/// <param name="Procedure">Null: of all claims of the student.</param>
/// <param name="Codes">Of a rejection category, status and entity; of a denial group, reason and remark.</param>
public sealed record PlannedAnswer(PayerSays Says, string StudentNumber, string? Procedure, IReadOnlyList<string> Codes, string What, string Fix);

public enum PayerSays
{
    /// <summary>277CA: does not take the claims.</summary>
    Rejects,

    /// <summary>835: pays nothing for the lines.</summary>
    Denies,

    /// <summary>277CA: took the claims; nothing in the 835.</summary>
    DecidesLater,

    /// <summary>835: pays, and gives back nothing that tells for what.</summary>
    PaysNameless,
}
