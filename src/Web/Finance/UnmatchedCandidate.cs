using Dapper;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A claim line of ours that a part of a remittance may be an answer to.</summary>
/// <param name="SameMember">The payer's member is the claim's student.</param>
/// <param name="OpenCents">Of its charge, what nobody answered yet.</param>
public sealed record UnmatchedCandidate(
    long ClaimId, int LineNumber, string LineControlNumber, DateOnly ServiceDate, string Procedure, string Modifiers, long ChargeCents, long OpenCents,
    bool SameMember, bool SameDay, bool SameCode, bool SameCharge)
{
    private const int Limit = 20;

    /// <summary>Days that a payer may be wrong by.</summary>
    private const int DaysApart = 45;

    /// <summary>Lines of the same member, or of the payer's number; the more they have in common the further up they stand.</summary>
    [Sql]
    private const string OfPartSql = """
        with part as (
            select c.member_id, c.payer_claim_number, l.service_date, coalesce(l.procedure, '') as procedure, coalesce(l.charge_cents, c.charge_cents) as charge_cents
            from billing.remit_claim c
            left join billing.remit_line l
              on l.district_id = c.district_id and l.remittance_id = c.remittance_id and l.claim_ordinal = c.claim_ordinal and l.line_ordinal = @lineOrdinal
            where c.district_id = @districtId and c.remittance_id = @remittanceId and c.claim_ordinal = @claimOrdinal),
        likely as (
            select c.claim_id from part p join billing.claim c on c.district_id = @districtId and c.medicaid_id = p.member_id and p.member_id <> ''
            union
            select n.claim_id
            from part p
            cross join lateral (
                select n.claim_id
                from billing.payer_claim_number n
                where n.district_id = @districtId and n.payer_claim_number = p.payer_claim_number and p.payer_claim_number <> ''
                offset 0) n)
        select c.claim_id, s.line_number, s.line_control_number, s.service_date, s.procedure, s.modifiers, s.charge_cents, s.outstanding_cents as open_cents,
               c.medicaid_id = p.member_id as same_member, s.service_date is not distinct from p.service_date as same_day, s.procedure = p.procedure as same_code,
               s.charge_cents = p.charge_cents as same_charge
        from likely k
        cross join part p
        join billing.claim c on c.district_id = @districtId and c.claim_id = k.claim_id
        cross join lateral (
            select s.*
            from billing.line_standing s
            where s.district_id = @districtId and s.claim_id = k.claim_id and s.stage not in ('built', 'withdrawn')
            offset 0) s
        where p.service_date is null or s.service_date between p.service_date - @daysApart::int and p.service_date + @daysApart::int
        order by (s.service_date is not distinct from p.service_date)::int + (s.procedure = p.procedure)::int + (s.charge_cents = p.charge_cents)::int
                 + (s.outstanding_cents > 0)::int desc, s.service_date, c.claim_id, s.line_number
        limit @limit
        """;

    public static async Task<IReadOnlyList<UnmatchedCandidate>> OfPartAsync(
        NpgsqlConnection connection, DistrictId districtId, UnmatchedId id, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<UnmatchedCandidate>(new CommandDefinition(
            OfPartSql,
            new { districtId, id.RemittanceId, id.ClaimOrdinal, id.LineOrdinal, daysApart = DaysApart, limit = Limit },
            cancellationToken: cancellationToken))];
}
