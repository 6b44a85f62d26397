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
    /// <param name="LeftReady">Ready sessions that could not go, with the reasons.</param>
    public sealed record Built(
        long ClaimRunId, string FileName, StoredFile File, ClaimTotals Totals, LeftReady LeftReady) : ClaimRunOutcome;

    /// <summary>Nothing is ready that could go; nothing was written.</summary>
    /// <param name="LastFileName">The month's last file for this payer, if there is one.</param>
    public sealed record NothingToBill(string? LastFileName, LeftReady LeftReady) : ClaimRunOutcome;

    /// <summary>The month was never closed; nothing was written.</summary>
    public sealed record NotClosed : ClaimRunOutcome;

    /// <summary>The payer takes no more files today; nothing was written.</summary>
    public sealed record DayIsFull(int FilesPerDay) : ClaimRunOutcome;

    /// <summary>What the file says of the district or the payer breaks a rule, so that no claim can go; nothing was written.</summary>
    public sealed record Refused(IReadOnlyList<X12Finding> Findings) : ClaimRunOutcome;
}

/// <param name="ChargeCents">The sum of the lines, and of the entries' shares.</param>
public readonly record struct ClaimTotals(int Claims, int Lines, int Entries, long ChargeCents)
{
    public static ClaimTotals operator +(ClaimTotals left, ClaimTotals right) => new(
        left.Claims + right.Claims, left.Lines + right.Lines, left.Entries + right.Entries, left.ChargeCents + right.ChargeCents);

    internal static ClaimTotals Of(BilledClaim claim) =>
        new(1, claim.Lines.Count, claim.Lines.Sum(line => line.Entries.Count), claim.ChargeCents);
}

/// <summary>Sessions that were ready and stay so.</summary>
/// <param name="Entries">How many in all.</param>
/// <param name="Sessions">Of each the id and the codes, at most <see cref="Limit"/>.</param>
public sealed record LeftReady(int Entries, IReadOnlyList<LeftReadyEntry> Sessions)
{
    /// <summary>A list for people: who has more to fix fixes these first.</summary>
    public const int Limit = 10_000;
}

/// <param name="Codes">Of checks (DUP_CLAIM, CODE_MAP, CHG_POSITIVE, UNIT_ZERO, TPL_AMOUNT) or of 837P rules (X12_…), docs/x12-rules.md.</param>
public sealed record LeftReadyEntry(long EntryId, IReadOnlyList<string> Codes);
