using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>What matching by the payer's number and by the member came to.</summary>
/// <param name="Unmatched">Lines, and claims without lines, of the file that are on none of ours.</param>
/// <param name="MatchedLater">Of earlier files.</param>
internal readonly record struct Rematched(int UnmatchedAnswers, int Unmatched, long UnmatchedPaidCents, int MatchedLater);

/// <summary>Matches what names no claim of ours, once all that a file says is stored: so the order of answers, within a file and of files, does not matter.</summary>
/// <remarks>
/// Again with every file that says more of a payer's claim number: what waits under that number, and what was inferred before with less
/// knowledge. What gave back a number of ours, and what a person decided, stays.
/// </remarks>
internal sealed class Rematching(NpgsqlTransaction transaction, DistrictId districtId)
{
    private const int ClaimsAtOnce = 4_096;

    /// <summary>What looks like a number of ours and names no claim is a contradiction, and no reason to infer.</summary>
    private const string OurForm = "^M[0-9A-HJKMNP-TV-Z]{13}$";

    [Sql]
    private const string ToMatchSql = """
        create temporary table to_match (remittance_id bigint, claim_ordinal int, primary key (remittance_id, claim_ordinal)) on commit drop
        """;

    /// <summary>The new file's own open claims, and older ones whose payer number it tells something of.</summary>
    [Sql(After = ToMatchSql)]
    private const string SelectSql = """
        insert into to_match (remittance_id, claim_ordinal)
        select o.remittance_id, o.claim_ordinal
        from (select u.remittance_id, u.claim_ordinal
              from billing.unmatched_line u where u.district_id = @districtId
              union
              select p.remittance_id, p.claim_ordinal
              from billing.line_posting p where p.district_id = @districtId and p.matched_by in ('payer-number', 'member')) o
        join billing.remit_claim c
          on c.district_id = @districtId and c.remittance_id = o.remittance_id and c.claim_ordinal = o.claim_ordinal
        where @all or o.remittance_id >= @firstRemittanceId or c.payer_claim_number = @payerNumber
           or (c.payer_claim_number <> '' and (
               exists (select from billing.claim_answer a
                       where a.district_id = @districtId and a.payer_claim_number = c.payer_claim_number and a.response_file_id = @responseFileId)
               or exists (select from billing.remit_claim n
                          where n.district_id = @districtId and n.payer_claim_number = c.payer_claim_number
                            and n.remittance_id >= @firstRemittanceId)))
        """;

    [Sql(After = ToMatchSql)]
    private const string KeysSql = "select remittance_id, claim_ordinal from to_match order by remittance_id, claim_ordinal";

    /// <summary>What was inferred is open again; what a person decided is not.</summary>
    [Sql(After = ToMatchSql)]
    private const string ReopenSql = """
        with lines as (
            update billing.remit_line l
            set posted_claim_id = null, posted_line_number = null, posted_paid_cents = null, posted_adjusted_cents = null,
                posted_denied_cents = null, matched_by = null
            from to_match m
            where l.district_id = @districtId and l.remittance_id = m.remittance_id and l.claim_ordinal = m.claim_ordinal
              and l.matched_by in ('payer-number', 'member')
            returning l.remittance_id, l.claim_ordinal, l.line_ordinal),
        parts as (
            delete from billing.posted_part p
            using to_match m
            where p.district_id = @districtId and p.remittance_id = m.remittance_id and p.claim_ordinal = m.claim_ordinal
              and p.matched_by in ('payer-number', 'member')
            returning p.remittance_id, p.claim_ordinal)
        insert into billing.unmatched_line (district_id, remittance_id, claim_ordinal, line_ordinal)
        select @districtId, remittance_id, claim_ordinal, line_ordinal from lines
        union
        select @districtId, remittance_id, claim_ordinal, 0 from parts
        """;

    [Sql(After = ToMatchSql)]
    private const string OpenSql = """
        delete from billing.unmatched_line u
        using to_match m
        where u.district_id = @districtId and u.remittance_id = m.remittance_id and u.claim_ordinal = m.claim_ordinal
          and not exists (
            select from billing.unmatched_decision d
            where d.district_id = u.district_id and d.remittance_id = u.remittance_id and d.claim_ordinal = u.claim_ordinal
              and d.line_ordinal = u.line_ordinal)
        returning u.remittance_id, u.claim_ordinal, u.line_ordinal
        """;

    /// <summary>277CA: by the payer's number, then by member, first day and charge; what fits two claims fits none.</summary>
    [Sql]
    private const string AnswersSql = """
        with found as (
            select o.response_file_id, o.ordinal, coalesce(n.claim_id, m.claim_id) as claim_id,
                   case when n.claim_id is not null then 'payer-number' when m.claim_id is not null then 'member' end as matched_by
            from billing.claim_answer o
            left join lateral (
                select min(k.claim_id) as claim_id
                from billing.payer_claim_number k
                where k.district_id = @districtId and k.payer_claim_number = o.payer_claim_number
                having count(*) = 1) n on true
            left join lateral (
                select min(c.claim_id) as claim_id
                from billing.claim c
                where c.district_id = @districtId and c.medicaid_id = o.member_id and c.charge_cents = o.charge_cents and c.frequency <> '8'
                  and (select min(l.service_date) from billing.claim_line l
                       where l.district_id = c.district_id and l.claim_id = c.claim_id) = o.service_date
                  and not exists (
                    select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)
                having count(*) = 1) m on true
            where o.district_id = @districtId and o.matched_by is distinct from 'claim-number' and o.claim_number !~* @ourForm
              and (@all or o.response_file_id = @responseFileId or o.payer_claim_number = @payerNumber
                   or (o.payer_claim_number <> '' and (
                       exists (select from billing.claim_answer t
                               where t.district_id = @districtId and t.payer_claim_number = o.payer_claim_number
                                 and t.response_file_id = @responseFileId)
                       or exists (select from billing.remit_claim t
                                  where t.district_id = @districtId and t.payer_claim_number = o.payer_claim_number
                                    and t.remittance_id >= @firstRemittanceId)))))
        update billing.claim_answer a
        set claim_id = f.claim_id, matched_by = f.matched_by
        from found f
        where a.district_id = @districtId and a.response_file_id = f.response_file_id and a.ordinal = f.ordinal
          and (a.claim_id, a.matched_by) is distinct from (f.claim_id, f.matched_by)
        """;

    [Sql]
    private const string UnmatchedAnswersSql = """
        select (select count(*)::int from billing.claim_answer
                where district_id = @districtId and response_file_id = @responseFileId and claim_id is null)
             + (select count(*)::int from billing.run_answer
                where district_id = @districtId and response_file_id = @responseFileId and claim_run_id is null)
        """;

    /// <summary>After a file's own parts are stored.</summary>
    /// <param name="firstRemittanceId">Of those that the file brought; null where it brought none.</param>
    public Task<Rematched> AfterAsync(long responseFileId, long? firstRemittanceId, CancellationToken cancellationToken) =>
        RunAsync(new(responseFileId, firstRemittanceId ?? long.MaxValue, null, All: false), cancellationToken);

    /// <summary>After a person said which claim the payer calls so.</summary>
    /// <param name="payerNumber">Empty where it calls it nothing.</param>
    public Task<Rematched> OfNumberAsync(string payerNumber, CancellationToken cancellationToken) => payerNumber.Length > 0
        ? RunAsync(new(ResponseFileId: 0, long.MaxValue, payerNumber, All: false), cancellationToken)
        : Task.FromResult(default(Rematched));

    /// <summary>Everything that waits or was inferred.</summary>
    public Task<Rematched> AllAsync(CancellationToken cancellationToken) => RunAsync(new(ResponseFileId: 0, long.MaxValue, null, All: true), cancellationToken);

    private async Task<Rematched> RunAsync(Scope scope, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var parameters = new { districtId, scope.ResponseFileId, scope.FirstRemittanceId, scope.PayerNumber, scope.All, ourForm = OurForm };
        await ExecuteAsync(AnswersSql, parameters, cancellationToken);
        await ExecuteAsync(ToMatchSql, parameters, cancellationToken);
        var result = default(Rematched);
        if (await ExecuteAsync(SelectSql, parameters, cancellationToken) > 0)
        {
            var inferred = await ExecuteAsync(ReopenSql, parameters, cancellationToken);
            var open = (await connection.QueryAsync<UnmatchedId>(new CommandDefinition(
                OpenSql, parameters, transaction, cancellationToken: cancellationToken))).ToHashSet();
            result = await MatchAsync(open, scope.FirstRemittanceId, cancellationToken);
            result = result with { MatchedLater = open.Count(id => id.RemittanceId < scope.FirstRemittanceId) - inferred - result.MatchedLater };
        }

        var unmatchedAnswers = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            UnmatchedAnswersSql, parameters, transaction, cancellationToken: cancellationToken));
        return result with { UnmatchedAnswers = unmatchedAnswers };
    }

    /// <returns>With what stays unmatched of earlier files as <see cref="Rematched.MatchedLater"/>.</returns>
    private async Task<Rematched> MatchAsync(HashSet<UnmatchedId> open, long firstRemittanceId, CancellationToken cancellationToken)
    {
        var keys = (await transaction.Connection!.QueryAsync<RemitKey>(new CommandDefinition(
            KeysSql, transaction: transaction, cancellationToken: cancellationToken))).AsList();
        var result = default(Rematched);
        foreach (var some in keys.Chunk(ClaimsAtOnce))
        {
            var claims = await StoredRemits.LoadAsync(transaction, districtId, some, cancellationToken);
            var ours = await OurClaims.LikelyAsync(transaction, districtId, [.. claims.Select(each => each.Claim)], cancellationToken);
            var lines = new PostedLines(new Matching(districtId, ours));
            foreach (var (remittanceId, claim) in claims)
            {
                lines.Add(remittanceId, claim, line => open.Contains(new(remittanceId, claim.Ordinal, line)));
            }

            await StoredRemits.PostAsync(transaction, districtId, lines.Postings, cancellationToken);
            await RemitCopy.WriteUnmatchedAsync(transaction.Connection!, districtId, lines.Unmatched, cancellationToken);
            foreach (var (id, paidCents) in lines.Unmatched)
            {
                result = id.RemittanceId >= firstRemittanceId
                    ? result with { Unmatched = result.Unmatched + 1, UnmatchedPaidCents = result.UnmatchedPaidCents + paidCents }
                    : result with { MatchedLater = result.MatchedLater + 1 };
            }
        }

        return result;
    }

    /// <param name="PayerNumber">Null for none.</param>
    private sealed record Scope(long ResponseFileId, long FirstRemittanceId, string? PayerNumber, bool All);

    private Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
}
