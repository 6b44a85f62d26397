using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>A remitted claim in the store.</summary>
internal readonly record struct RemitKey(long RemittanceId, int ClaimOrdinal);

/// <summary>Reads remitted claims back as they came, and posts what waited.</summary>
internal static class StoredRemits
{
    [Sql]
    private const string ClaimsSql = """
        select c.remittance_id, c.claim_ordinal, c.segment, c.claim_number, c.status, c.charge_cents, c.paid_cents, c.patient_cents,
               c.adjustments, c.payer_claim_number, c.member_id, c.forwarded_to, c.remarks
        from unnest(@remittanceIds::bigint[], @ordinals::int[]) as k(remittance_id, claim_ordinal)
        join billing.remit_claim c
          on c.district_id = @districtId and c.remittance_id = k.remittance_id and c.claim_ordinal = k.claim_ordinal
        order by c.remittance_id, c.claim_ordinal
        """;

    [Sql]
    private const string LinesSql = """
        select l.remittance_id, l.claim_ordinal, l.line_ordinal, l.segment, l.line_control_number, l.service_date, l.procedure, l.modifiers,
               l.charge_cents, l.paid_cents, l.adjustments, l.remarks
        from unnest(@remittanceIds::bigint[], @ordinals::int[]) as k(remittance_id, claim_ordinal)
        join billing.remit_line l
          on l.district_id = @districtId and l.remittance_id = k.remittance_id and l.claim_ordinal = k.claim_ordinal
        order by l.remittance_id, l.claim_ordinal, l.line_ordinal
        """;

    /// <summary>What became of a line, since it came or anew.</summary>
    [Sql]
    private const string PostSql = """
        update billing.remit_line l
        set posted_claim_id = p.claim_id, posted_line_number = p.line_number, posted_paid_cents = p.paid_cents,
            posted_adjusted_cents = l.charge_cents - p.paid_cents - p.denied_cents, posted_denied_cents = p.denied_cents, matched_by = p.matched_by
        from unnest(@remittanceIds::bigint[], @claimOrdinals::int[], @lineOrdinals::int[], @claimIds::bigint[], @lineNumbers::int[], @paid::bigint[],
                    @denied::bigint[], @matchedBy::text[])
            as p(remittance_id, claim_ordinal, line_ordinal, claim_id, line_number, paid_cents, denied_cents, matched_by)
        where l.district_id = @districtId and l.remittance_id = p.remittance_id and l.claim_ordinal = p.claim_ordinal and l.line_ordinal = p.line_ordinal
        """;

    public static async Task<RemittedClaim> LoadAsync(
        NpgsqlTransaction transaction, DistrictId districtId, UnmatchedId id, CancellationToken cancellationToken) =>
        (await LoadAsync(transaction, districtId, [new RemitKey(id.RemittanceId, id.ClaimOrdinal)], cancellationToken))[0].Claim;

    public static async Task<IReadOnlyList<(long RemittanceId, RemittedClaim Claim)>> LoadAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<RemitKey> keys, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            districtId,
            remittanceIds = keys.Select(key => key.RemittanceId).ToArray(),
            ordinals = keys.Select(key => key.ClaimOrdinal).ToArray(),
        };
        var claims = await QueryAsync<ClaimRow>(ClaimsSql);
        var lines = (await QueryAsync<LineRow>(LinesSql)).ToLookup(row => new RemitKey(row.RemittanceId, row.ClaimOrdinal));
        return [.. claims.Select(row => (row.RemittanceId, Claim(row)))];

        RemittedClaim Claim(ClaimRow row)
        {
            var key = new RemitKey(row.RemittanceId, row.ClaimOrdinal);
            return new(
                row.ClaimOrdinal, row.Segment, row.ClaimNumber, row.Status, row.ChargeCents, row.PaidCents, row.PatientCents, row.PayerClaimNumber,
                row.MemberId, row.ForwardedTo, row.Remarks, AdjustmentText.Parse(row.Adjustments), [.. lines[key].Select(Line)]);
        }

        static RemittedLine Line(LineRow row) => new(
            row.LineOrdinal, row.Segment, row.LineControlNumber, row.ServiceDate, row.Procedure, row.Modifiers, row.ChargeCents, row.PaidCents,
            row.Remarks, AdjustmentText.Parse(row.Adjustments));

        Task<IEnumerable<T>> QueryAsync<T>(string sql) => transaction.Connection!.QueryAsync<T>(new CommandDefinition(
            sql, parameters, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Posts parts of remittances that came before.</summary>
    public static async Task PostAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyList<LinePosting> postings, CancellationToken cancellationToken)
    {
        LinePosting[] ofLines = [.. postings.Where(posting => posting.LineOrdinal > 0)];
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            PostSql,
            new
            {
                districtId,
                remittanceIds = ofLines.Select(posting => posting.RemittanceId).ToArray(),
                claimOrdinals = ofLines.Select(posting => posting.ClaimOrdinal).ToArray(),
                lineOrdinals = ofLines.Select(posting => posting.LineOrdinal).ToArray(),
                claimIds = ofLines.Select(posting => posting.ClaimId).ToArray(),
                lineNumbers = ofLines.Select(posting => posting.LineNumber).ToArray(),
                paid = ofLines.Select(posting => posting.PaidCents).ToArray(),
                denied = ofLines.Select(posting => posting.DeniedCents).ToArray(),
                matchedBy = ofLines.Select(posting => MatchedByText.Of(posting.By)).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await RemitCopy.WritePartsAsync(transaction.Connection!, districtId, postings, cancellationToken);
    }

    private sealed record ClaimRow(
        long RemittanceId, int ClaimOrdinal, long Segment, string ClaimNumber, string Status, long ChargeCents, long PaidCents, long PatientCents,
        string Adjustments, string PayerClaimNumber, string MemberId, string ForwardedTo, string Remarks);

    private sealed record LineRow(
        long RemittanceId, int ClaimOrdinal, int LineOrdinal, long Segment, string LineControlNumber, DateOnly? ServiceDate, string Procedure,
        string Modifiers, long ChargeCents, long PaidCents, string Adjustments, string Remarks);
}
