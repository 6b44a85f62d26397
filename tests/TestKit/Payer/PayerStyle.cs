using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>How a payer spells its files, and what habits it has: payers differ in all of this.</summary>
public sealed record PayerStyle
{
    public string Name { get; init; } = "STATE MEDICAID";

    /// <summary>NM109, N104.</summary>
    public string Id { get; init; } = "NHXIX";

    public Separators Separators { get; init; } = Separators.Default;

    /// <summary>Behind each terminator.</summary>
    public string LineEnd { get; init; } = "";

    /// <summary>Dollars as 100.00 and 0.50; otherwise as X12 wants them, 100 and .5.</summary>
    public bool WritesAllCents { get; init; }

    /// <summary>What it says of ours in a CLP and its lines.</summary>
    public GivesBack GivesBack { get; init; } = GivesBack.Everything;

    /// <summary>An 835 file holds its claims in so many payments (ST).</summary>
    public int PaymentsPerFile { get; init; } = 1;

    /// <summary>What a payer does that is owed more than it pays.</summary>
    public Recovery Recovery { get; init; } = Recovery.CarriesForward;

    /// <summary>The reversal that a void asks for bears the void's own numbers, of claim and lines, instead of the voided claim's.</summary>
    public bool NamesVoids { get; init; }

    /// <summary>BPR04: ACH or CHK.</summary>
    public string Method { get; init; } = "ACH";

    /// <summary>Some payer's style: every spelling and habit comes up among the seeds.</summary>
    public static PayerStyle Any(int seed)
    {
        var random = new Random(seed);
        Separators[] separators = [Separators.Default, new('|', '>', '^', '~'), new('*', '>', 'U', '\n'), new('\x1d', '\x1f', '\x1e', '\x1c')];
        string[] lineEnds = ["", "\n", "\r\n"];
        return new()
        {
            Separators = separators[random.Next(separators.Length)],
            LineEnd = lineEnds[random.Next(lineEnds.Length)],
            WritesAllCents = random.Next(2) == 0,
            GivesBack = random.Next(4) == 0 ? GivesBack.ClaimNumber : GivesBack.Everything,
            PaymentsPerFile = 1 + random.Next(3),
            Recovery = random.Next(2) == 0 ? Recovery.CarriesForward : Recovery.WritesOff,
            Method = random.Next(2) == 0 ? "ACH" : "CHK",
        };
    }
}

/// <summary>What comes home with an 835.</summary>
public enum GivesBack
{
    /// <summary>CLP01 and REF*6R.</summary>
    Everything,

    /// <summary>CLP01 without REF*6R.</summary>
    ClaimNumber,

    /// <summary>CLP07, known from the 277CA, and CLP01 is 0.</summary>
    PayerNumber,

    /// <summary>The member, the day, the code and the charge; both numbers are new to us.</summary>
    Service,

    /// <summary>The money.</summary>
    Nothing,
}

/// <summary>PLB of a payment that would be less than nothing.</summary>
public enum Recovery
{
    /// <summary>FB: what is missing is the next payment's first deduction.</summary>
    CarriesForward,

    /// <summary>WO: what is missing is owed under the claim that was taken back, and recovered when there is enough to take it from.</summary>
    WritesOff,
}
