namespace MedicaidLogs.Billing.X12;

/// <summary>Reads one 277CA, from behind ST up to SE, and holds its totals against its claims.</summary>
internal static class Ack277CAReader
{
    private const int MaxClaims = 100_000;
    private const int MaxBatches = 10_000;

    public static Ack277CA Read(X12Cursor x12)
    {
        x12.Expect("BHT");
        var (segment, reportId, createdDate) = (x12.Number, x12.Text(3), x12.Date(4));
        x12.Step();
        var payer = Level(x12, "20");
        var batches = new List<AnsweredBatch>();
        while (!x12.IsAtEnvelope)
        {
            x12.Add(batches, Batch(x12), MaxBatches);
        }

        return new()
        {
            Segment = segment,
            ReportId = reportId,
            CreatedDate = createdDate,
            PayerName = payer.EntityName,
            PayerId = payer.EntityId,
            Batches = batches,
        };
    }

    private static AnsweredBatch Batch(X12Cursor x12)
    {
        var level = Level(x12, "21");
        var providers = new List<AnsweredProvider>();
        while (IsAt(x12, "19"))
        {
            x12.Add(providers, Provider(x12), MaxClaims);
        }

        return new()
        {
            BatchId = level.Trace,
            SubmitterId = level.EntityId,
            Statuses = level.Statuses,
            Totals = level.Totals,
            Providers = providers,
            Differences = Differences(level.Totals, providers.SelectMany(provider => provider.Claims)),
        };
    }

    private static AnsweredProvider Provider(X12Cursor x12)
    {
        var level = Level(x12, "19");
        var claims = new List<AnsweredClaim>();
        while (IsAt(x12, "PT"))
        {
            x12.Add(claims, Claim(Level(x12, "PT")), MaxClaims);
        }

        return new() { ProviderId = level.EntityId, Statuses = level.Statuses, Totals = level.Totals, Claims = claims };
    }

    private static AnsweredClaim Claim(Level277CA level) => new()
    {
        Segment = level.Segment,
        ClaimNumber = level.Trace,
        Statuses = level.Statuses,
        PayerClaimNumber = level.PayerClaimNumber,
        ClearinghouseNumber = level.ClearinghouseNumber,
        ServiceDate = level.ServiceDate,
        MemberId = level.EntityId,
        Lines = level.Lines,
    };

    private static bool IsAt(X12Cursor x12, string code) => x12.Name == "HL" && x12.Is(3, code);

    private static Level277CA Level(X12Cursor x12, string code)
    {
        x12.Expect("HL");
        return x12.Is(3, code) ? Level277CA.Read(x12) : throw x12.Refused(RefusalReasons.Order, 3);
    }

    /// <summary>Only what is told and can be counted: a batch that is refused as a whole names no claims.</summary>
    private static List<TotalsDifference> Differences(AnsweredTotals told, IEnumerable<AnsweredClaim> claims)
    {
        var (acceptedCount, acceptedCents, rejectedCount, rejectedCents) = (0L, 0L, 0L, 0L);
        foreach (var claim in claims)
        {
            if (claim.Verdict == ClaimVerdict.Rejected)
            {
                rejectedCount++;
                rejectedCents += claim.ChargeCents ?? 0;
            }
            else
            {
                acceptedCount++;
                acceptedCents += claim.ChargeCents ?? 0;
            }
        }

        var differences = new List<TotalsDifference>();
        if (acceptedCount + rejectedCount > 0)
        {
            Compare("QTY*90", told.AcceptedCount, acceptedCount);
            Compare("QTY*AA", told.RejectedCount, rejectedCount);
            Compare("AMT*YU", told.AcceptedCents, acceptedCents);
            Compare("AMT*YY", told.RejectedCents, rejectedCents);
        }

        return differences;

        void Compare(string total, long? says, long found)
        {
            if (says is { } number && number != found)
            {
                differences.Add(new(total, number, found));
            }
        }
    }
}
