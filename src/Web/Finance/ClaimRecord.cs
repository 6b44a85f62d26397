using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>A claim with its lines, the sessions that they bill, and what the payer and people said of them.</summary>
public sealed record ClaimRecord(
    ClaimHead Head, IReadOnlyList<ClaimLine> Lines, ILookup<int, BilledSession> Sessions, ILookup<int, LineAnswer> Answers, ILookup<int, PayersCode> Codes,
    ILookup<int, LineWriteOff> WriteOffs)
{
    /// <summary>A claim has 50 lines at most; a line is billed and answered a few times.</summary>
    private const int Limit = 1_000;

    [Sql]
    private const string HeadSql = """
        select c.claim_number, c.frequency, c.stage, c.payer, c.service_month, c.file_name, c.released_at, c.charge_cents, c.student_id, s.student_number,
               c.replaces_claim_id, n.claim_id as in_its_place_id, billing.payer_number_of(c.district_id, c.claim_id) as payer_claim_number
        from billing.claim_standing c
        left join intake.student s on s.district_id = c.district_id and s.student_id = c.student_id
        left join lateral (
            select n.claim_id
            from billing.claim n
            where n.district_id = c.district_id and n.replaces_claim_id = c.claim_id
            order by n.claim_id desc
            limit 1) n on true
        where c.district_id = @districtId and c.claim_id = @claimId
        """;

    /// <summary>A void bills nothing: its lines have no standing.</summary>
    [Sql]
    private const string LinesSql = """
        select l.line_number, l.service_date, l.procedure, l.modifiers, l.minutes, l.units_milli, l.charge_cents, s.claim_id is not null as bills,
               coalesce(s.paid_cents, 0) as paid_cents, coalesce(s.adjusted_cents, 0) as adjusted_cents, coalesce(s.denied_cents, 0) as denied_cents,
               coalesce(s.written_off_cents, 0) as written_off_cents, coalesce(s.outstanding_cents, 0) as outstanding_cents
        from billing.claim_line l
        left join billing.line_standing s on s.district_id = l.district_id and s.claim_id = l.claim_id and s.line_number = l.line_number
        where l.district_id = @districtId and l.claim_id = @claimId
        order by l.line_number
        limit @limit
        """;

    [Sql]
    private const string SessionsSql = """
        select x.line_number, x.entry_id, x.charge_cents, x.live
        from billing.claim_line_entry x
        where x.district_id = @districtId and x.claim_id = @claimId
        order by x.line_number, x.entry_id
        limit @limit
        """;

    [Sql]
    private const string AnswersSql = """
        select p.line_number, p.remittance_id, p.claim_ordinal, r.paid_date, r.trace_number, p.paid_cents, p.adjusted_cents, p.denied_cents, p.matched_by,
               d.bank_line_id
        from billing.line_posting p
        join billing.remittance r on r.district_id = p.district_id and r.remittance_id = p.remittance_id
        left join billing.deposit d on d.district_id = p.district_id and d.remittance_id = p.remittance_id
        where p.district_id = @districtId and p.claim_id = @claimId
        order by p.line_number, r.paid_date, p.remittance_id, p.claim_ordinal
        limit @limit
        """;

    [Sql]
    private const string CodesSql = """
        select coalesce(c.line_number, 0) as line_number, string_agg(distinct c.source || ' ' || c.code, ';') as codes
        from billing.payer_code c
        where c.district_id = @districtId and c.claim_id = @claimId
        group by 1
        limit @limit
        """;

    [Sql]
    private const string WriteOffsSql = """
        select w.line_number, w.of_bucket, w.cents, w.reason, w.written_at, coalesce(u.display_name, w.written_by) as written_by
        from billing.write_off w
        left join ops.user_account u on u.district_id = w.district_id and 'user:' || u.user_id = w.written_by
        where w.district_id = @districtId and w.claim_id = @claimId
        order by w.line_number, w.write_off_id
        limit @limit
        """;

    /// <summary>The district's claim of that number, or null.</summary>
    public static async Task<ClaimRecord?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimId, CancellationToken cancellationToken)
    {
        CommandDefinition Of(string sql) => new(sql, new { districtId, claimId, limit = Limit }, cancellationToken: cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ClaimHead?>(Of(HeadSql)) is { } head
            ? new(
                head,
                (await connection.QueryAsync<ClaimLine>(Of(LinesSql))).AsList(),
                (await connection.QueryAsync<BilledSession>(Of(SessionsSql))).ToLookup(session => session.LineNumber),
                (await connection.QueryAsync<LineAnswer>(Of(AnswersSql))).ToLookup(answer => answer.LineNumber),
                (await connection.QueryAsync<(int Line, string Codes)>(Of(CodesSql)))
                    .SelectMany(said => PayersCode.Parse(said.Codes).Select(code => (said.Line, Code: code)))
                    .ToLookup(said => said.Line, said => said.Code),
                (await connection.QueryAsync<LineWriteOff>(Of(WriteOffsSql))).ToLookup(each => each.LineNumber))
            : null;
    }
}

/// <param name="Frequency">1, or 7 and 8 where it stands in the place of another or takes it back.</param>
/// <param name="StudentNumber">Null where the district has the student no more.</param>
/// <param name="InItsPlaceId">The last claim that replaces or voids this one.</param>
public sealed record ClaimHead(
    string ClaimNumber, string Frequency, string Stage, string Payer, DateOnly ServiceMonth, string FileName, DateTime? ReleasedAt, long ChargeCents,
    long StudentId, string? StudentNumber, long? ReplacesClaimId, long? InItsPlaceId, string? PayerClaimNumber);

/// <param name="Bills">False for a line of a void.</param>
public sealed record ClaimLine(
    int LineNumber, DateOnly ServiceDate, string Procedure, string Modifiers, int Minutes, long UnitsMilli, long ChargeCents, bool Bills, long PaidCents,
    long AdjustedCents, long DeniedCents, long WrittenOffCents, long OutstandingCents);

/// <param name="ChargeCents">Of the line's charge, what this session brings.</param>
/// <param name="Live">False once another claim stands in its place.</param>
public sealed record BilledSession(int LineNumber, long EntryId, long ChargeCents, bool Live);

/// <summary>What one remittance says of a line of ours.</summary>
/// <param name="BankLineId">The deposit; null where the remittance is tied to none.</param>
public sealed record LineAnswer(
    int LineNumber, long RemittanceId, int ClaimOrdinal, DateOnly PaidDate, string TraceNumber, long PaidCents, long AdjustedCents, long DeniedCents,
    string MatchedBy, long? BankLineId);

/// <param name="Cents">Below nothing where it was taken back.</param>
public sealed record LineWriteOff(int LineNumber, string OfBucket, long Cents, string Reason, DateTime WrittenAt, string WrittenBy);
