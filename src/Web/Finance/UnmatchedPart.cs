using Dapper;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A part of a remittance that matched nothing by itself, whether it still waits or a person decided.</summary>
/// <param name="Decided"><c>assigned</c> or <c>not-ours</c>; null while it waits.</param>
public sealed record UnmatchedPart(
    DateOnly PaidDate, string PayerName, string TraceNumber, string ClaimNumber, string LineControlNumber, string Status, string PayerClaimNumber,
    DateOnly? ServiceDate, string Procedure, string Modifiers, long ChargeCents, long PaidCents, string? Decided, string? Reason)
{
    /// <summary>What was assigned is in the queue no more; its decision still says so.</summary>
    [Sql]
    private const string FindSql = """
        select r.paid_date, r.payer_name, r.trace_number, c.claim_number, coalesce(l.line_control_number, '') as line_control_number, c.status,
               c.payer_claim_number, l.service_date, coalesce(l.procedure, '') as procedure, coalesce(l.modifiers, '') as modifiers,
               coalesce(l.charge_cents, c.charge_cents) as charge_cents, coalesce(l.paid_cents, c.paid_cents) as paid_cents, d.kind as decided, d.reason
        from billing.remit_claim c
        join billing.remittance r on r.district_id = c.district_id and r.remittance_id = c.remittance_id
        left join billing.remit_line l
          on l.district_id = c.district_id and l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal and l.line_ordinal = @lineOrdinal
        left join billing.unmatched_decision d
          on d.district_id = c.district_id and d.remittance_id = c.remittance_id and d.claim_ordinal = c.claim_ordinal and d.line_ordinal = @lineOrdinal
        where c.district_id = @districtId and c.remittance_id = @remittanceId and c.claim_ordinal = @claimOrdinal
          and (l.line_ordinal is not null or @lineOrdinal = 0)
          and (d.kind is not null or exists (
            select from billing.unmatched_line u
            where u.district_id = c.district_id and u.remittance_id = c.remittance_id and u.claim_ordinal = c.claim_ordinal and u.line_ordinal = @lineOrdinal))
        """;

    /// <summary>The district's part of that number, or null where there is none or it was matched.</summary>
    public static Task<UnmatchedPart?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, UnmatchedId id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<UnmatchedPart?>(new CommandDefinition(
            FindSql, new { districtId, id.RemittanceId, id.ClaimOrdinal, id.LineOrdinal }, cancellationToken: cancellationToken));
}
