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
             payer_claim_number, member_id, forwarded_to, remarks)
        from stdin (format binary)
        """;

    [Sql]
    private const string LinesSql = """
        copy billing.remit_line
            (district_id, remittance_id, claim_ordinal, line_ordinal, segment, line_control_number, service_date, procedure, modifiers, charge_cents,
             paid_cents, adjusted_cents, remarks)
        from stdin (format binary)
        """;

    [Sql]
    private const string AdjustmentsSql = """
        copy billing.remit_adjustment
            (district_id, remittance_id, claim_ordinal, line_ordinal, ordinal, adjustment_group, reason, cents)
        from stdin (format binary)
        """;

    [Sql]
    private const string PostingsSql = """
        copy billing.line_posting
            (district_id, remittance_id, claim_ordinal, line_ordinal, claim_id, line_number, charge_cents, paid_cents, adjusted_cents, denied_cents,
             matched_by)
        from stdin (format binary)
        """;

    [Sql]
    private const string UnmatchedSql = """
        copy billing.unmatched_line (district_id, remittance_id, claim_ordinal, line_ordinal) from stdin (format binary)
        """;

    public static async Task WriteAsync(
        NpgsqlConnection connection, DistrictId districtId, long remittanceId, IReadOnlyList<RemittedClaim> claims, CancellationToken cancellationToken)
    {
        await BulkCopy.WriteAsync(connection, ClaimsSql, claims.Count, (row, i) => Write(row, districtId, remittanceId, claims[i]), cancellationToken);

        (RemittedClaim Claim, RemittedLine Line)[] lines = [.. claims.SelectMany(claim => claim.Lines, (claim, line) => (claim, line))];
        await BulkCopy.WriteAsync(
            connection, LinesSql, lines.Length, (row, i) => Write(row, districtId, remittanceId, lines[i].Claim.Ordinal, lines[i].Line), cancellationToken);

        RemittedAdjustment[] adjustments = [.. claims.SelectMany(RemittedAdjustment.Of)];
        await BulkCopy.WriteAsync(
            connection, AdjustmentsSql, adjustments.Length, (row, i) => Write(row, districtId, remittanceId, adjustments[i]), cancellationToken);
    }

    public static async Task WriteAsync(
        NpgsqlConnection connection, DistrictId districtId, PostedLines posted, CancellationToken cancellationToken)
    {
        await WriteAsync(connection, districtId, posted.Postings, cancellationToken);
        var unmatched = posted.Unmatched;
        await BulkCopy.WriteAsync(connection, UnmatchedSql, unmatched.Count, (row, i) => Write(row, districtId, unmatched[i].Id), cancellationToken);
    }

    public static Task WriteAsync(
        NpgsqlConnection connection, DistrictId districtId, IReadOnlyList<LinePosting> postings, CancellationToken cancellationToken) =>
        BulkCopy.WriteAsync(connection, PostingsSql, postings.Count, (row, i) => Write(row, districtId, postings[i]), cancellationToken);

    private static void Write(CopyRows row, DistrictId districtId, long remittanceId, RemittedClaim claim)
    {
        row.Begin(14);
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
        row.Write(claim.PayerClaimNumber);
        row.Write(claim.MemberId);
        row.Write(claim.ForwardedTo);
        row.Write(claim.Remarks);
    }

    private static void Write(CopyRows row, DistrictId districtId, long remittanceId, int claimOrdinal, RemittedLine line)
    {
        row.Begin(13);
        row.Write(districtId.Value);
        row.Write(remittanceId);
        row.Write(claimOrdinal);
        row.Write(line.Ordinal);
        row.Write(line.Segment);
        row.Write(line.ControlNumber);
        row.Write(line.Date);
        row.Write(line.Procedure);
        row.Write(line.Modifiers);
        row.Write(line.ChargeCents);
        row.Write(line.PaidCents);
        row.Write(RemittedLine.Sum(line.Adjustments));
        row.Write(line.Remarks);
    }

    private static void Write(CopyRows row, DistrictId districtId, long remittanceId, RemittedAdjustment adjustment)
    {
        row.Begin(8);
        row.Write(districtId.Value);
        row.Write(remittanceId);
        row.Write(adjustment.ClaimOrdinal);
        row.Write(adjustment.LineOrdinal);
        row.Write(adjustment.Ordinal);
        row.Write(adjustment.What.Group);
        row.Write(adjustment.What.Reason);
        row.Write(adjustment.What.AmountCents);
    }

    private static void Write(CopyRows row, DistrictId districtId, in LinePosting posting)
    {
        row.Begin(11);
        row.Write(districtId.Value);
        row.Write(posting.RemittanceId);
        row.Write(posting.ClaimOrdinal);
        row.Write(posting.LineOrdinal);
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

    /// <param name="LineOrdinal">0: of the claim as a whole.</param>
    private readonly record struct RemittedAdjustment(int ClaimOrdinal, int LineOrdinal, int Ordinal, X12.Adjustment What)
    {
        public static IEnumerable<RemittedAdjustment> Of(RemittedClaim claim)
        {
            for (var i = 0; i < claim.Adjustments.Count; i++)
            {
                yield return new(claim.Ordinal, 0, i + 1, claim.Adjustments[i]);
            }

            for (var line = 0; line < claim.Lines.Count; line++)
            {
                for (var i = 0; i < claim.Lines[line].Adjustments.Count; i++)
                {
                    yield return new(claim.Ordinal, line + 1, i + 1, claim.Lines[line].Adjustments[i]);
                }
            }
        }
    }
}
