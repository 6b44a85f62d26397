using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>A remitted claim in the store.</summary>
internal readonly record struct RemitKey(long RemittanceId, int ClaimOrdinal);

/// <summary>Reads remitted claims back as they were posted.</summary>
internal static class StoredRemits
{
    [Sql]
    private const string ClaimsSql = """
        select c.remittance_id, c.claim_ordinal, c.segment, c.claim_number, c.status, c.charge_cents, c.paid_cents, c.patient_cents,
               c.payer_claim_number, c.member_id, c.forwarded_to, c.remarks
        from unnest(@remittanceIds::bigint[], @ordinals::int[]) as k(remittance_id, claim_ordinal)
        join billing.remit_claim c
          on c.district_id = @districtId and c.remittance_id = k.remittance_id and c.claim_ordinal = k.claim_ordinal
        order by c.remittance_id, c.claim_ordinal
        """;

    [Sql]
    private const string LinesSql = """
        select l.remittance_id, l.claim_ordinal, l.line_ordinal, l.segment, l.line_control_number, l.service_date, l.procedure, l.modifiers,
               l.charge_cents, l.paid_cents, l.remarks
        from unnest(@remittanceIds::bigint[], @ordinals::int[]) as k(remittance_id, claim_ordinal)
        join billing.remit_line l
          on l.district_id = @districtId and l.remittance_id = k.remittance_id and l.claim_ordinal = k.claim_ordinal
        order by l.remittance_id, l.claim_ordinal, l.line_ordinal
        """;

    [Sql]
    private const string AdjustmentsSql = """
        select a.remittance_id, a.claim_ordinal, a.line_ordinal, a.adjustment_group, a.reason, a.cents
        from unnest(@remittanceIds::bigint[], @ordinals::int[]) as k(remittance_id, claim_ordinal)
        join billing.remit_adjustment a
          on a.district_id = @districtId and a.remittance_id = k.remittance_id and a.claim_ordinal = k.claim_ordinal
        order by a.remittance_id, a.claim_ordinal, a.line_ordinal, a.ordinal
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
        var adjustments = (await QueryAsync<AdjustmentRow>(AdjustmentsSql)).ToLookup(
            row => (new RemitKey(row.RemittanceId, row.ClaimOrdinal), row.LineOrdinal),
            row => new Adjustment(row.AdjustmentGroup, row.Reason, row.Cents));
        return [.. claims.Select(row => (row.RemittanceId, Claim(row)))];

        RemittedClaim Claim(ClaimRow row)
        {
            var key = new RemitKey(row.RemittanceId, row.ClaimOrdinal);
            return new(
                row.ClaimOrdinal, row.Segment, row.ClaimNumber, row.Status, row.ChargeCents, row.PaidCents, row.PatientCents, row.PayerClaimNumber,
                row.MemberId, row.ForwardedTo, row.Remarks, [.. adjustments[(key, 0)]], [.. lines[key].Select(line => Line(key, line))]);
        }

        RemittedLine Line(RemitKey key, LineRow row) => new(
            row.LineOrdinal, row.Segment, row.LineControlNumber, row.ServiceDate, row.Procedure, row.Modifiers, row.ChargeCents, row.PaidCents,
            row.Remarks, [.. adjustments[(key, row.LineOrdinal)]]);

        Task<IEnumerable<T>> QueryAsync<T>(string sql) => transaction.Connection!.QueryAsync<T>(new CommandDefinition(
            sql, parameters, transaction, cancellationToken: cancellationToken));
    }

    private sealed record ClaimRow(
        long RemittanceId, int ClaimOrdinal, long Segment, string ClaimNumber, string Status, long ChargeCents, long PaidCents, long PatientCents,
        string PayerClaimNumber, string MemberId, string ForwardedTo, string Remarks);

    private sealed record LineRow(
        long RemittanceId, int ClaimOrdinal, int LineOrdinal, long Segment, string LineControlNumber, DateOnly? ServiceDate, string Procedure,
        string Modifiers, long ChargeCents, long PaidCents, string Remarks);

    private sealed record AdjustmentRow(long RemittanceId, int ClaimOrdinal, int LineOrdinal, string AdjustmentGroup, string Reason, long Cents);
}
