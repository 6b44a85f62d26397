using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What came of building a month's claims.</summary>
public abstract record ClaimRunOutcome
{
    private ClaimRunOutcome()
    {
    }

    /// <summary>Claims, lines and the file's bytes stand in the store.</summary>
    /// <param name="Services">What is billed, the dearest first; voids bill nothing.</param>
    /// <param name="LeftReady">Ready sessions that could not go, with the reasons.</param>
    public sealed record Built(
        long ClaimRunId, string FileName, StoredFile File, ClaimTotals Totals, IReadOnlyList<ServiceTotals> Services, LeftReady LeftReady) : ClaimRunOutcome;

    /// <summary>Nothing is ready that could go; nothing was written.</summary>
    /// <param name="LastFileName">The month's last file for this payer, if there is one.</param>
    public sealed record NothingToBill(string? LastFileName, LeftReady LeftReady) : ClaimRunOutcome;

    /// <summary>The month was never closed; nothing was written.</summary>
    public sealed record NotClosed : ClaimRunOutcome;

    /// <summary>
    /// The month's verdicts are another rule pack's than the district's now: units and rounding would be of one, codes and rates of the
    /// other. Nothing was written; the month is to be checked and closed again.
    /// </summary>
    public sealed record OtherPack : ClaimRunOutcome;

    /// <summary>The payer takes no more files today; nothing was written.</summary>
    public sealed record DayIsFull(int FilesPerDay) : ClaimRunOutcome;

    /// <summary>What the file says of the district or the payer breaks a rule, so that no claim can go; nothing was written.</summary>
    public sealed record Refused(IReadOnlyList<X12Finding> Findings) : ClaimRunOutcome;
}

/// <param name="Claims">Voids among them; so of lines and cents, as the payer counts the file.</param>
/// <param name="Entries">Sessions billed.</param>
/// <param name="VoidCents">Of the lines that voids repeat: no session has a share of these.</param>
public readonly record struct ClaimTotals(
    int Claims, int Lines, int Entries, long ChargeCents, int Replacements = 0, int Voids = 0, long VoidCents = 0)
{
    public static ClaimTotals operator +(ClaimTotals left, ClaimTotals right) => new(
        left.Claims + right.Claims, left.Lines + right.Lines, left.Entries + right.Entries, left.ChargeCents + right.ChargeCents,
        left.Replacements + right.Replacements, left.Voids + right.Voids, left.VoidCents + right.VoidCents);

    internal static ClaimTotals Of(BilledClaim claim)
    {
        var (cents, isVoid) = (claim.ChargeCents, claim.Frequency == ClaimFrequency.Void);
        return new(
            1, claim.Lines.Count, claim.Lines.Sum(line => line.Entries.Count), cents,
            claim.Frequency == ClaimFrequency.Replacement ? 1 : 0, isVoid ? 1 : 0, isVoid ? cents : 0);
    }
}

/// <summary>What a run bills of one service by one procedure code.</summary>
public sealed record ServiceTotals(string Service, string Procedure, int Lines, int Sessions, long ChargeCents);

/// <summary>Sessions that were ready and stay so.</summary>
/// <param name="Entries">How many in all.</param>
/// <param name="Cents">What they would bring.</param>
/// <param name="Reasons">By code, the dearest first; a session with several codes counts under each.</param>
/// <param name="Sessions">Of each the id and the codes, at most <see cref="Limit"/>.</param>
/// <param name="Decisions">Claims to replace or to void that could not be, and wait on.</param>
public sealed record LeftReady(
    int Entries, long Cents, IReadOnlyList<LeftReadyReason> Reasons, IReadOnlyList<LeftReadyEntry> Sessions, IReadOnlyList<LeftDecision> Decisions)
{
    /// <summary>A list for people: who has more to fix fixes these first.</summary>
    public const int Limit = 10_000;
}

/// <param name="Code">As of <see cref="LeftReadyEntry"/>.</param>
public sealed record LeftReadyReason(string Code, int Entries, long Cents);

/// <param name="Codes">Of checks (DUP_CLAIM, CODE_MAP, CHG_POSITIVE, UNIT_ZERO, TPL_AMOUNT), FILE_FULL, or of 837P rules (X12_…), docs/x12-rules.md.</param>
public sealed record LeftReadyEntry(long EntryId, IReadOnlyList<string> Codes);

/// <param name="Codes">Of 837P rules; none where no session of the claim can be billed any more.</param>
public sealed record LeftDecision(string ClaimNumber, IReadOnlyList<string> Codes);
