using Dapper;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Claims;

/// <summary>One claim: its lines and the entries behind them, what the payer said, the claims before and after it, and what happened. Money in cents.</summary>
public sealed record ClaimRecord
{
    private const int Most = 500;

    [Sql]
    private const string ClaimSql = """
        select s.claim_id, s.claim_number, s.claim_run_id, s.frequency, s.charge_cents, s.student_id, s.payer, s.service_month, s.file_name, s.stage,
               coalesce(billing.payer_number_of(s.district_id, s.claim_id), '') as payer_claim_number,
               c.student_last_name || ', ' || c.student_first_name as student_name, t.student_number,
               (select d.kind from billing.claim_decision d
                where d.district_id = s.district_id and d.claim_id = s.claim_id and d.claim_run_id is null and d.dropped_at is null and d.kind <> 'again'
                limit 1) as waiting,
               exists (select from billing.claim_line_entry x where x.district_id = s.district_id and x.claim_id = s.claim_id and x.live) as stands,
               s.stage = 'decided' and billing.is_denied(s.district_id, s.claim_id, s.charge_cents) as is_denied,
               (select p.answer from billing.claim_in_place p where p.district_id = s.district_id and p.claim_id = s.claim_id) as in_place_answer
        from billing.claim_standing s
        join billing.claim c on c.district_id = s.district_id and c.claim_id = s.claim_id
        left join intake.student t on t.district_id = s.district_id and t.student_id = s.student_id
        where s.district_id = @districtId and s.claim_id = @claimId
          and (@schools::text[] is null or exists (
              select from billing.claim_line l
              join intake.student_school t on t.district_id = l.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
                and l.service_date between t.from_day and t.to_day
              where l.district_id = s.district_id and l.claim_id = s.claim_id))
        """;

    [Sql]
    private const string LinesSql = """
        select l.line_number, l.service_date, l.procedure, l.modifiers, l.units_milli, l.charge_cents,
               coalesce(s.paid_cents, 0)::bigint as paid_cents, coalesce(s.adjusted_cents, 0)::bigint as adjusted_cents,
               coalesce(s.denied_cents, 0)::bigint as denied_cents, coalesce(s.written_off_cents, 0)::bigint as written_off_cents,
               (select string_agg(x.entry_id::text, ' ' order by x.entry_id) from billing.claim_line_entry x
                where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number) as entries,
               (select string_agg(p.source || ' ' || p.code, ';' order by p.source, p.code) from billing.payer_code p
                where p.district_id = l.district_id and p.claim_id = l.claim_id and p.line_number = l.line_number) as codes
        from billing.claim_line l
        left join billing.line_standing s on s.district_id = l.district_id and s.claim_id = l.claim_id and s.line_number = l.line_number
        where l.district_id = @districtId and l.claim_id = @claimId
        order by l.line_number
        limit @limit
        """;

    [Sql]
    private const string ClaimCodesSql = """
        select string_agg(distinct p.source || ' ' || p.code, ';')
        from billing.payer_code p
        where p.district_id = @districtId and p.claim_id = @claimId and p.line_number is null
        """;

    /// <summary>Up to the first claim of the chain, and then all that were made in the place of one in it.</summary>
    [Sql]
    private const string ChainSql = """
        with recursive before as (
            select claim_id, replaces_claim_id, 0 as step from billing.claim where district_id = @districtId and claim_id = @claimId
            union all
            select c.claim_id, c.replaces_claim_id, b.step + 1
            from before b
            join billing.claim c on c.district_id = @districtId and c.claim_id = b.replaces_claim_id
            where b.step < 50),
        chain as (
            (select claim_id, 0 as step from before order by step desc limit 1)
            union
            select c.claim_id, k.step + 1
            from chain k
            join billing.claim c on c.district_id = @districtId and c.replaces_claim_id = k.claim_id
            where k.step < 50)
        select s.claim_id, s.claim_number, s.frequency, s.stage, s.charge_cents
        from (select distinct claim_id from chain) k
        join billing.claim_standing s on s.district_id = @districtId and s.claim_id = k.claim_id
        order by s.claim_id
        limit @limit
        """;

    [Sql]
    private const string EventsSql = """
        select e.at, e.what, e.verdict, coalesce(u.display_name, '') as who, e.reason
        from (
            select 1 as step, r.built_at as at, 'built' as what, '' as verdict, r.built_by as actor, '' as reason
            from billing.claim_run r where r.district_id = @districtId and r.claim_run_id = @claimRunId
            union all
            select 2, f.released_at, 'released', '', f.released_by, ''
            from billing.claim_release f where f.district_id = @districtId and f.claim_run_id = @claimRunId
            union all
            select 3, w.withdrawn_at, 'withdrawn', '', w.withdrawn_by, w.reason
            from billing.claim_withdrawal w where w.district_id = @districtId and w.claim_run_id = @claimRunId
            union
            select 4, f.received_at, a.kind, a.verdict, '', ''
            from billing.run_answer a
            join billing.claim c on c.district_id = a.district_id and c.claim_run_id = a.claim_run_id and c.claim_id = @claimId
            join billing.response_file f on f.district_id = a.district_id and f.response_file_id = a.response_file_id
            where a.district_id = @districtId and a.claim_run_id = @claimRunId
              and (a.transaction_number is null or a.transaction_number = c.transaction_number)
            union all
            select 5, f.received_at, '277CA of the claim', a.verdict, '', ''
            from billing.claim_answer a
            join billing.response_file f on f.district_id = a.district_id and f.response_file_id = a.response_file_id
            where a.district_id = @districtId and a.claim_id = @claimId
            union all
            select 6, m.posted_at, 'remittance', sum(p.paid_cents)::text, '', m.trace_number
            from billing.line_posting p
            join billing.remittance m on m.district_id = p.district_id and m.remittance_id = p.remittance_id
            where p.district_id = @districtId and p.claim_id = @claimId
            group by m.remittance_id, m.posted_at, m.trace_number
            union all
            select 7, d.decided_at, 'decided', d.kind, d.decided_by, d.reason
            from billing.claim_decision d where d.district_id = @districtId and d.claim_id = @claimId
            union all
            select 8, d.dropped_at, 'dropped', d.kind, '', ''
            from billing.claim_decision d where d.district_id = @districtId and d.claim_id = @claimId and d.dropped_at is not null
            union all
            select 9, v.answered_at, 'void-answer', v.answer, v.answered_by, v.reason
            from billing.void_answer v where v.district_id = @districtId and v.claim_id = @claimId
            union all
            select 10, w.written_at, 'write-off', w.cents::text, w.written_by, w.reason
            from billing.write_off w where w.district_id = @districtId and w.claim_id = @claimId) e
        left join ops.user_account u on u.district_id = @districtId and 'user:' || u.user_id = e.actor
        order by e.at, e.step
        limit @limit
        """;

    public long ClaimId { get; init; }

    public string ClaimNumber { get; init; } = "";

    public long ClaimRunId { get; init; }

    /// <summary>1, 7 or 8: CLM05-3.</summary>
    public string Frequency { get; init; } = "";

    public long ChargeCents { get; init; }

    public long StudentId { get; init; }

    public string StudentName { get; init; } = "";

    public string? StudentNumber { get; init; }

    public string Payer { get; init; } = "";

    public DateOnly ServiceMonth { get; init; }

    public string FileName { get; init; } = "";

    public string Stage { get; init; } = "";

    /// <summary>Empty where it is not known.</summary>
    public string PayerClaimNumber { get; init; } = "";

    /// <summary>What somebody decided and the next file carries out: replace or void; null where nothing waits.</summary>
    public string? Waiting { get; init; }

    /// <summary>It bills sessions.</summary>
    public bool Stands { get; init; }

    /// <summary>The payer decided on all of it and paid nothing.</summary>
    public bool IsDenied { get; init; }

    /// <summary>Of a replacement or void: what became of it, waiting, done or refused.</summary>
    public string? InPlaceAnswer { get; init; }

    public IReadOnlyList<ClaimRecordLine> Lines { get; private init; } = [];

    /// <summary>What the payer said of the claim as a whole.</summary>
    public IReadOnlyList<PayersCode> Codes { get; private init; } = [];

    /// <summary>This claim and those that it stands in place of, or that stand in its place, the oldest first.</summary>
    public IReadOnlyList<ChainedClaim> Chain { get; private init; } = [];

    public IReadOnlyList<ClaimEvent> Events { get; private init; } = [];

    /// <summary>A void that the payer has not answered.</summary>
    public bool IsOpenVoid => Frequency == "8" && InPlaceAnswer == "waiting" && Stage is not ("built" or "withdrawn");

    /// <summary>A person may decide about it.</summary>
    public bool IsOpenToDecision => Stands && Waiting is null && Stage is not ("built" or "withdrawn");

    public static string KindOf(string frequency) => frequency switch
    {
        "7" => "replacement",
        "8" => "void",
        _ => "",
    };

    /// <summary>Null where the district has no such claim.</summary>
    /// <param name="schools">Only a claim with a day on which the student was of one of these; null: any.</param>
    public static async Task<ClaimRecord?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, string[]? schools, long claimId, CancellationToken cancellationToken)
    {
        if (await connection.QuerySingleOrDefaultAsync<ClaimRecord?>(new CommandDefinition(
            ClaimSql, new { districtId, schools, claimId }, cancellationToken: cancellationToken)) is not { } claim)
        {
            return null;
        }

        var of = new { districtId, claimId, claim.ClaimRunId, limit = Most };
        CommandDefinition Of(string sql) => new(sql, of, cancellationToken: cancellationToken);
        return claim with
        {
            Lines = [.. await connection.QueryAsync<ClaimRecordLine>(Of(LinesSql))],
            Codes = PayersCode.Parse(await connection.ExecuteScalarAsync<string?>(Of(ClaimCodesSql)) ?? ""),
            Chain = [.. await connection.QueryAsync<ChainedClaim>(Of(ChainSql))],
            Events = [.. await connection.QueryAsync<ClaimEvent>(Of(EventsSql))],
        };
    }
}

/// <param name="Entries">Ids of the entries that it bills, or billed, between blanks.</param>
/// <param name="Codes">What the payer said, as <see cref="PayersCode.Parse"/> reads it.</param>
public sealed record ClaimRecordLine(
    int LineNumber, DateOnly ServiceDate, string Procedure, string Modifiers, long UnitsMilli, long ChargeCents, long PaidCents, long AdjustedCents,
    long DeniedCents, long WrittenOffCents, string? Entries, string? Codes)
{
    public IEnumerable<string> EntryIds => (Entries ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every reason for which less was paid than charged, the agreed ones among them.</summary>
    public IReadOnlyList<PayersCode> Said => [.. (Codes ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).SelectMany(code =>
        code.StartsWith("CARC ", StringComparison.Ordinal) ? [Adjustment(code[5..])] : PayersCode.Parse(code))];

    /// <param name="code">Group and reason: CO-45.</param>
    private static PayersCode Adjustment(string code)
    {
        var reason = PayerCodes.Carc(code[(code.IndexOf('-', StringComparison.Ordinal) + 1)..]);
        return new("CARC", code, reason.Words, reason.Fix);
    }
}

public sealed record ChainedClaim(long ClaimId, string ClaimNumber, string Frequency, string Stage, long ChargeCents);

/// <param name="What">What happened, as the store calls it.</param>
/// <param name="Verdict">A verdict, a kind of decision, or cents.</param>
/// <param name="Who">Empty where no account of the district did it.</param>
public sealed record ClaimEvent(DateTimeOffset At, string What, string Verdict, string Who, string Reason);
