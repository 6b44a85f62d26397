namespace MedicaidLogs.Billing.Responses;

/// <summary>What becomes of a number of remitted claims: postings on our lines, and what is on none.</summary>
internal sealed class PostedLines(Matching matching)
{
    public List<LinePosting> Postings { get; } = [];

    /// <summary>With what was paid for each.</summary>
    public List<(UnmatchedId Id, long PaidCents)> Unmatched { get; } = [];

    /// <param name="isOpen">Whether a line (0: the claim without lines) is to be posted; others were, or a person decided.</param>
    public void Add(long remittanceId, RemittedClaim claim, Func<int, bool>? isOpen = null)
    {
        if (claim.IsNotice)
        {
            return;
        }

        var amounts = new PostingAmounts(claim);
        if (claim.Lines.Count == 0)
        {
            if (isOpen?.Invoke(0) ?? true)
            {
                AddWhole(remittanceId, claim, amounts);
            }

            return;
        }

        for (var i = 0; i < claim.Lines.Count; i++)
        {
            var line = claim.Lines[i];
            if (!(isOpen?.Invoke(line.Ordinal) ?? true))
            {
                continue;
            }

            if (matching.Of(claim, line) is { } match)
            {
                Postings.Add(amounts.Of(remittanceId, line, match));
            }
            else
            {
                Unmatched.Add((new(remittanceId, claim.Ordinal, line.Ordinal), line.PaidCents));
            }
        }
    }

    private void AddWhole(long remittanceId, RemittedClaim claim, PostingAmounts amounts)
    {
        if (matching.Of(claim) is { } match)
        {
            Postings.AddRange(amounts.Of(remittanceId, match));
        }
        else
        {
            Unmatched.Add((new(remittanceId, claim.Ordinal, 0), claim.PaidCents));
        }
    }
}
