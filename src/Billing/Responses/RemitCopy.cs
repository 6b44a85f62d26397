using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Copies remitted claims, and what became of them, into the store, some thousand lines at a time.</summary>
internal static class RemitCopy
{
    [Sql]
    private const string ClaimsSql = """
        copy billing.remit_claim
            (district_id, remittance_id, claim_ordinal, segment, claim_number, status, charge_cents, paid_cents, patient_cents, adjusted_cents,
             adjustments, payer_claim_number, member_id, forwarded_to, remarks)
        from stdin (format binary)
        """;

    [Sql]
    private const string LinesSql = """
        copy billing.remit_line
            (district_id, remittance_id, claim_ordinal, line_ordinal, segment, line_control_number, service_date, procedure, modifiers, charge_cents,
             paid_cents, adjusted_cents, adjustments, remarks, posted_claim_id, posted_line_number, posted_paid_cents, posted_adjusted_cents,
             posted_denied_cents, matched_by)
        from stdin (format binary)
        """;

    [Sql]
    private const string PartsSql = """
        copy billing.posted_part
            (district_id, remittance_id, claim_ordinal, claim_id, line_number, charge_cents, paid_cents, adjusted_cents, denied_cents, matched_by)
        from stdin (format binary)
        """;

    [Sql]
    private const string UnmatchedSql = """
        copy billing.unmatched_line (district_id, remittance_id, claim_ordinal, line_ordinal) from stdin (format binary)
        """;

    /// <param name="posted">What became of these claims, in their order.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, DistrictId districtId, long remittanceId, IReadOnlyList<RemittedClaim> claims, PostedLines posted,
        CancellationToken cancellationToken)
    {
        await BulkCopy.WriteAsync(connection, ClaimsSql, claims.Count, (row, i) => Write(row, districtId, remittanceId, claims[i]), cancellationToken);
        var lines = LinesOf(claims, posted);
        await BulkCopy.WriteAsync(connection, LinesSql, lines.Count, (row, i) => Write(row, districtId, remittanceId, lines[i]), cancellationToken);
        await WritePartsAsync(connection, districtId, posted.Postings, cancellationToken);
        await WriteUnmatchedAsync(connection, districtId, posted.Unmatched, cancellationToken);
    }

    /// <summary>Those of claims that came without lines; the others stand on their lines.</summary>
    public static Task WritePartsAsync(
        NpgsqlConnection connection, DistrictId districtId, IEnumerable<LinePosting> postings, CancellationToken cancellationToken)
    {
        LinePosting[] parts = [.. postings.Where(posting => posting.LineOrdinal == 0)];
        return BulkCopy.WriteAsync(connection, PartsSql, parts.Length, (row, i) => Write(row, districtId, parts[i]), cancellationToken);
    }

    public static Task WriteUnmatchedAsync(
        NpgsqlConnection connection, DistrictId districtId, IReadOnlyList<(UnmatchedId Id, long PaidCents)> unmatched, CancellationToken cancellationToken) =>
        BulkCopy.WriteAsync(connection, UnmatchedSql, unmatched.Count, (row, i) => Write(row, districtId, unmatched[i].Id), cancellationToken);

    /// <summary>Postings come in the order of the lines; a line without one waits, or moves no money.</summary>
    private static List<(int ClaimOrdinal, RemittedLine Line, LinePosting? Posting)> LinesOf(IReadOnlyList<RemittedClaim> claims, PostedLines posted)
    {
        var lines = new List<(int, RemittedLine, LinePosting?)>();
        var (postings, next) = (posted.Postings, 0);
        foreach (var claim in claims)
        {
            for (var i = 0; i < claim.Lines.Count; i++)
            {
                for (; next < postings.Count && postings[next].LineOrdinal == 0; next++)
                {
                    // A part of a claim without lines.
                }

                var isPosted = next < postings.Count && postings[next].ClaimOrdinal == claim.Ordinal && postings[next].LineOrdinal == i + 1;
                lines.Add((claim.Ordinal, claim.Lines[i], isPosted ? postings[next++] : null));
            }
        }

        return lines;
    }

    private static void Write(CopyRows row, DistrictId districtId, long remittanceId, RemittedClaim claim)
    {
        row.Begin(15);
        row.Write(districtId.Value);
        row.Write(remittanceId);
        row.Write(claim.Ordinal);
        row.Write(claim.Segment);
        row.Write(claim.ClaimNumber);
        row.Write(claim.Status);
        row.Write(claim.ChargeCents);
        row.Write(claim.PaidCents);
        row.Write(claim.PatientCents);
        row.Write(RemittedLine.Sum(claim.Adjustments));
        row.Write(AdjustmentText.Of(claim.Adjustments));
        row.Write(claim.PayerClaimNumber);
        row.Write(claim.MemberId);
        row.Write(claim.ForwardedTo);
        row.Write(claim.Remarks);
    }

    private static void Write(
        CopyRows row, DistrictId districtId, long remittanceId, in (int ClaimOrdinal, RemittedLine Line, LinePosting? Posting) remitted)
    {
        var line = remitted.Line;
        row.Begin(20);
        row.Write(districtId.Value);
        row.Write(remittanceId);
        row.Write(remitted.ClaimOrdinal);
        row.Write(line.Ordinal);
        row.Write(line.Segment);
        row.Write(line.ControlNumber);
        row.Write(line.Date);
        row.Write(line.Procedure);
        row.Write(line.Modifiers);
        row.Write(line.ChargeCents);
        row.Write(line.PaidCents);
        row.Write(RemittedLine.Sum(line.Adjustments));
        row.Write(AdjustmentText.Of(line.Adjustments));
        row.Write(line.Remarks);
        if (remitted.Posting is not { } posting)
        {
            for (var i = 0; i < 6; i++)
            {
                row.WriteNull();
            }

            return;
        }

        row.Write(posting.ClaimId);
        row.Write(posting.LineNumber);
        row.Write(posting.PaidCents);
        row.Write(posting.AdjustedCents);
        row.Write(posting.DeniedCents);
        row.Write(MatchedByText.Of(posting.By));
    }

    private static void Write(CopyRows row, DistrictId districtId, in LinePosting posting)
    {
        row.Begin(10);
        row.Write(districtId.Value);
        row.Write(posting.RemittanceId);
        row.Write(posting.ClaimOrdinal);
        row.Write(posting.ClaimId);
        row.Write(posting.LineNumber);
        row.Write(posting.ChargeCents);
        row.Write(posting.PaidCents);
        row.Write(posting.AdjustedCents);
        row.Write(posting.DeniedCents);
        row.Write(MatchedByText.Of(posting.By));
    }

    private static void Write(CopyRows row, DistrictId districtId, UnmatchedId id)
    {
        row.Begin(4);
        row.Write(districtId.Value);
        row.Write(id.RemittanceId);
        row.Write(id.ClaimOrdinal);
        row.Write(id.LineOrdinal);
    }
}
