using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Claims of one transaction on their way into the file: numbered, held to the 837P rules, the faulty ones taken out.</summary>
internal sealed class ClaimBatch(ClaimFileModel model, int transactionNumber, long firstClaimId, List<BilledClaim> claims)
{
    /// <summary>Those that may go, numbered without a gap.</summary>
    public IReadOnlyList<BilledClaim> Claims => claims;

    /// <summary>A fault of the file as a whole: no claim of it may go.</summary>
    public IReadOnlyList<X12Finding> FileFindings { get; private set; } = [];

    /// <returns>Null when no claim is left, or when the fault is the file's.</returns>
    public Validated837P? Validate(Services837P earlier, Action<Unbilled> unbilled)
    {
        while (claims.Count > 0)
        {
            Number();
            var part = model.PartOf(transactionNumber, claims);
            if (Validated837P.TryCreate(part.Interchange, model.Validation, earlier, out var findings) is { } validated)
            {
                return validated;
            }

            FileFindings = [.. findings.Where(finding => part.ClaimsAt(finding.Place, claims.Count) is null)];
            if (FileFindings.Count > 0)
            {
                return null;
            }

            TakeOut(part, findings, unbilled);
        }

        return null;
    }

    private void Number()
    {
        for (var i = 0; i < claims.Count; i++)
        {
            claims[i] = claims[i] with { ClaimId = firstClaimId + i, TransactionNumber = transactionNumber };
        }
    }

    private void TakeOut(ClaimFileModel.Part part, IReadOnlyList<X12Finding> findings, Action<Unbilled> unbilled)
    {
        var codes = new SortedDictionary<int, SortedSet<string>>();
        foreach (var finding in findings)
        {
            var (from, count) = part.ClaimsAt(finding.Place, claims.Count)!.Value.GetOffsetAndLength(claims.Count);
            for (var i = from; i < from + count; i++)
            {
                if (!codes.TryGetValue(i, out var ofClaim))
                {
                    codes[i] = ofClaim = new(StringComparer.Ordinal);
                }

                ofClaim.Add(finding.Rule.Code);
            }
        }

        foreach (var i in codes.Keys.ToArray())
        {
            SpreadOver(codes, i);
        }

        foreach (var (i, ofClaim) in codes.Reverse())
        {
            unbilled(new([.. ofClaim], [.. claims[i].Lines.SelectMany(line => line.Entries).Select(each => each.Entry)], claims[i].InPlaceOf));
            claims.RemoveAt(i);
        }
    }

    /// <summary>Claims that stand in the place of one go together or not at all.</summary>
    private void SpreadOver(SortedDictionary<int, SortedSet<string>> codes, int faulty)
    {
        for (var i = 0; claims[faulty].InPlaceOf is { } replaced && i < claims.Count; i++)
        {
            if (claims[i].InPlaceOf == replaced)
            {
                codes.TryAdd(i, codes[faulty]);
            }
        }
    }
}
