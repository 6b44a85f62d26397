using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Sent claims that no longer say what is known now, or that the payer sent back, with what may be done. A person decides.</summary>
public sealed class ClaimProposals(NpgsqlDataSource database)
{
    /// <summary>At most so many; those who decide on them see the next ones.</summary>
    public const int Limit = 10_000;

    /// <summary>Asked for the few that are listed, each by its own chain of claims.</summary>
    [Sql]
    private const string PayerNumbersSql = """
        select i.claim_id, n.payer_claim_number
        from unnest(@claimIds::bigint[]) i (claim_id)
        cross join lateral billing.payer_number_of(@districtId, i.claim_id) n (payer_claim_number)
        where n.payer_claim_number is not null
        """;

    /// <summary>Why sessions of listed claims are not billable any more.</summary>
    [Sql]
    private const string CodesSql = """
        select distinct x.claim_id, f.code
        from unnest(@claimIds::bigint[]) i (claim_id)
        join billing.claim_line_entry x on x.district_id = @districtId and x.claim_id = i.claim_id and x.live
        join intake.blocking_finding f on f.district_id = x.district_id and f.service_month = x.service_month and f.entry_id = x.entry_id
        order by x.claim_id, f.code
        """;

    /// <summary>
    /// A session has changed if what its newer version says would be billed otherwise, or if its code or day is not that of its line.
    /// A line's modifiers may be the payer's own words for telehealth, so they are compared between versions alone. Sessions that are ready
    /// come beside their student's claims before days and codes are compared: all students have sessions of the same days and codes.
    /// </summary>
    [Sql]
    private const string OfMonthSql = """
        with live as (
            select x.claim_id, c.student_id, count(*)::int as sessions, count(*) filter (where e.entry_id is null)::int as not_billable,
                   count(*) filter (
                       where e.entry_id is not null
                         and (e.procedure <> l.procedure or e.service_date <> l.service_date or e.student_id <> c.student_id
                           or (v.student_id, v.provider_id, v.service_date, v.minutes, v.procedure, v.modifiers, v.place, v.telehealth)
                              is distinct from (e.student_id, e.provider_id, e.service_date, e.minutes, e.procedure, e.modifiers, e.place, e.telehealth)
                              and e.version > x.entry_version))::int as changed
            from billing.claim_line_entry x
            join billing.claim_line l on l.district_id = x.district_id and l.claim_id = x.claim_id and l.line_number = x.line_number
            join billing.claim c on c.district_id = x.district_id and c.claim_id = x.claim_id
            left join intake.billable_entry e on e.district_id = x.district_id and e.service_month = x.service_month and e.entry_id = x.entry_id
            left join intake.earlier_version v on v.district_id = x.district_id and v.entry_id = x.entry_id and v.version = x.entry_version
            where x.district_id = @districtId and x.service_month = @month and x.live
            group by x.claim_id, c.student_id),
        beside as materialized (
            select live.claim_id, e.entry_id, e.service_date, e.procedure, e.modifiers
            from intake.billable_entry e
            join live on live.student_id = e.student_id
            where e.district_id = @districtId and e.service_month = @month
              and not exists (
                select from billing.claim_line_entry x
                where x.district_id = @districtId and x.service_month = @month and x.entry_id = e.entry_id and x.live)),
        late as (
            select l.claim_id, count(distinct e.entry_id)::int as late
            from beside e
            join billing.claim_line l
              on l.district_id = @districtId and l.claim_id = e.claim_id and l.service_date = e.service_date and l.procedure = e.procedure
             and l.modifiers = e.modifiers
            group by l.claim_id),
        posted as (
            select p.claim_id, sum(p.charge_cents) as charge_cents, sum(p.paid_cents) as paid_cents, sum(p.denied_cents) as denied_cents
            from billing.claim_run r
            join billing.claim c on c.district_id = r.district_id and c.claim_run_id = r.claim_run_id
            join billing.line_posting p on p.district_id = c.district_id and p.claim_id = c.claim_id
            where r.district_id = @districtId and r.service_month = @month and p.district_id = @districtId
            group by p.claim_id),
        written_off as (
            select w.claim_id, sum(w.cents) as cents
            from billing.write_off w
            where w.district_id = @districtId and w.of_bucket = 'denied'
            group by w.claim_id),
        in_place as (
            select distinct on (p.of_claim_id) p.of_claim_id as claim_id, p.claim_number, p.frequency, p.answer
            from billing.claim_in_place p
            join billing.claim_run r on r.district_id = p.district_id and r.claim_run_id = p.claim_run_id and r.service_month = @month
            where p.district_id = @districtId and (p.answer = 'refused' or p.frequency = '8' and p.answer = 'waiting')
            order by p.of_claim_id, p.claim_id desc)
        select s.claim_id, s.claim_number, s.frequency, s.stage, s.denied, coalesce(r.terms #>> '{payer,claims,deniedAgainAs}', '') as denied_again_as,
               d.kind as waiting, n.answer = 'waiting' as voiding, n.claim_number as in_place_number, n.frequency as in_place_frequency,
               s.file_name, s.charge_cents, live.sessions, live.changed, live.not_billable, coalesce(late.late, 0) as late
        from (
            select c.*, coalesce(c.stage = 'decided' and p.charge_cents = c.charge_cents and p.paid_cents = 0
                                 and p.denied_cents > coalesce(w.cents, 0), false) as denied
            from billing.claim_standing c
            left join posted p on p.claim_id = c.claim_id
            left join written_off w on w.claim_id = c.claim_id
            where c.district_id = @districtId and c.service_month = @month and c.released_at is not null) s
        join billing.claim_run r on r.district_id = s.district_id and r.claim_run_id = s.claim_run_id
        join live on live.claim_id = s.claim_id
        left join in_place n on n.claim_id = s.claim_id
        left join late on late.claim_id = s.claim_id
        left join billing.claim_decision d
          on d.district_id = s.district_id and d.claim_id = s.claim_id and d.claim_run_id is null and d.dropped_at is null and d.kind <> 'again'
        where live.changed > 0 or live.not_billable > 0 or late.late > 0 or s.denied or s.stage = 'rejected' or d.kind is not null
           or n.claim_id is not null
        order by s.claim_id
        limit @limit
        """;

    /// <param name="month">First day of the month.</param>
    public async Task<IReadOnlyList<ClaimProposal>> OfMonthAsync(DistrictId districtId, DateOnly month, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await RowsAsync(connection, districtId, month, cancellationToken);
        var numbers = (await connection.QueryAsync<(long ClaimId, string Number)>(new CommandDefinition(
            PayerNumbersSql, new { districtId, claimIds = rows.Select(row => row.ClaimId).ToArray() }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.ClaimId, row => row.Number);
        var codes = (await connection.QueryAsync<(long ClaimId, string Code)>(new CommandDefinition(
            CodesSql, new { districtId, claimIds = rows.Where(row => row.NotBillable > 0).Select(row => row.ClaimId).ToArray() },
            cancellationToken: cancellationToken)))
            .ToLookup(row => row.ClaimId, row => row.Code);
        return [.. rows.Select(row => row.ToProposal(numbers.GetValueOrDefault(row.ClaimId, ""), [.. codes[row.ClaimId]]))];
    }

    private static async Task<List<Row>> RowsAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken)
    {
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        return (await connection.QueryAsync<Row>(new CommandDefinition(
            OfMonthSql, new { districtId, month, limit = Limit }, transaction, cancellationToken: cancellationToken))).AsList();
    }

    private sealed record Row(
        long ClaimId, string ClaimNumber, string Frequency, string Stage, bool Denied, string DeniedAgainAs, string? Waiting, bool? Voiding,
        string? InPlaceNumber, string? InPlaceFrequency, string FileName, long ChargeCents, int Sessions, int Changed, int NotBillable, int Late)
    {
        /// <param name="payerClaimNumber">Empty where the payer's number is not known.</param>
        /// <param name="codes">Why its sessions are not billable any more.</param>
        public ClaimProposal ToProposal(string payerClaimNumber, IReadOnlyList<string> codes)
        {
            var claim = new ClaimDecisions.SentClaim(
                ClaimId, ClaimNumber, Frequency, Stage, Released: true, Stands: true, Denied, DeniedAgainAs, Waiting,
                VoidedBy: Voiding == true ? InPlaceNumber : null, RefusedFor: null, payerClaimNumber);
            var noneLeft = NotBillable == Sessions && Late == 0;
            var kind = Stage == "rejected" ? ClaimDecisionKind.Again
                : noneLeft || InPlaceFrequency == "8" ? ClaimDecisionKind.Void
                : Denied ? ClaimDecisionKind.Again
                : ClaimDecisionKind.Replace;
            var sentAs = kind == ClaimDecisionKind.Again ? ClaimDecisions.AgainAs(claim)!.Value : kind;
            return new(
                ClaimNumber, FileName, Stage, Denied, ChargeCents, Sessions, Changed, NotBillable, codes, Late, kind, sentAs,
                payerClaimNumber.Length > 0, claim.WaitingKind, Refused: Voiding == false ? InPlaceNumber : null, claim.VoidedBy);
        }
    }
}

/// <summary>A sent claim that may need to be replaced, voided or sent again.</summary>
/// <param name="Stage">As billing.claim_standing says: released, accepted, rejected, decided.</param>
/// <param name="Denied">The payer decided on all of it and paid nothing.</param>
/// <param name="Changed">Sessions that would be billed otherwise now.</param>
/// <param name="NotBillable">Sessions that would not be billed any more.</param>
/// <param name="Codes">The findings that keep them from it: <c>LOG_EDITED</c> goes once the provider has signed again.</param>
/// <param name="Late">Ready sessions of a day and procedure that it bills (DUP_CLAIM).</param>
/// <param name="Proposed">What a person may decide.</param>
/// <param name="SentAs">What then goes out: a rejected replacement goes again as a replacement.</param>
/// <param name="PayerNumberKnown">A replacement or void needs it.</param>
/// <param name="Decided">What somebody decided, and waits for the next run.</param>
/// <param name="Refused">The last replacement or void of it, if the payer refused it: what was proposed then is proposed again, or it stays as it is.</param>
/// <param name="VoidedBy">The void of it that the payer has not answered: until then nothing may be decided.</param>
public sealed record ClaimProposal(
    string ClaimNumber, string FileName, string Stage, bool Denied, long ChargeCents, int Sessions, int Changed, int NotBillable,
    IReadOnlyList<string> Codes, int Late, ClaimDecisionKind Proposed, ClaimDecisionKind SentAs, bool PayerNumberKnown, ClaimDecisionKind? Decided, string? Refused, string? VoidedBy)
{
    /// <summary>Why it is proposed, for a person.</summary>
    public string Why => string.Join(", ", new[]
    {
        VoidedBy is { } number ? $"waiting for the payer's answer to the void {number}" : null,
        Refused is { } refused ? $"the payer refused {refused}, so it stands: decide again, or leave it" : null,
        Stage == "rejected" ? "the payer rejected it" : null,
        Denied ? "the payer denied it" : null,
        NotBillable > 0 ? $"{Show.Count(NotBillable)} of {Show.Count(Sessions, "session", "sessions")} not billable any more ({string.Join(' ', Codes)})" : null,
        Changed > 0 ? $"{Show.Count(Changed)} of {Show.Count(Sessions, "session", "sessions")} corrected" : null,
        Late > 0 ? $"{Show.Count(Late, "more session", "more sessions")} of its days and codes" : null,
        SentAs != ClaimDecisionKind.Again && !PayerNumberKnown ? "the payer's number of it is not known yet" : null,
    }.OfType<string>());
}
