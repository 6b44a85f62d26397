using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>The claims of 277CAs: gathered and then written at once, matched where they give the number of a claim back that went out.</summary>
/// <remarks>
/// An answer that stands already, in the same words, is not stored again. One that names none of our claims is left for <see cref="Rematching"/>.
/// </remarks>
internal sealed class ClaimAnswers(DistrictId districtId)
{
    [Sql]
    private const string StageSql = """
        create temporary table claim_answer_in (
            ordinal int, segment bigint, claim_number text, claim_id bigint, verdict text, payer_claim_number text, codes text, detail text,
            service_date date, charge_cents bigint, member_id text) on commit drop
        """;

    [Sql(After = StageSql)]
    private const string CopySql = """
        copy claim_answer_in
            (ordinal, segment, claim_number, claim_id, verdict, payer_claim_number, codes, detail, service_date, charge_cents, member_id)
        from stdin (format binary)
        """;

    [Sql(After = StageSql)]
    private const string InsertSql = """
        insert into billing.claim_answer
            (district_id, response_file_id, ordinal, segment, claim_number, claim_id, matched_by, verdict, payer_claim_number, codes, detail,
             service_date, charge_cents, member_id)
        select @districtId, @responseFileId, a.ordinal, a.segment, a.claim_number, c.claim_id,
               case when c.claim_id is not null then 'claim-number' end, a.verdict, a.payer_claim_number, a.codes, a.detail::jsonb,
               a.service_date, a.charge_cents, a.member_id
        from claim_answer_in a
        left join billing.claim c
          on c.district_id = @districtId and c.claim_id = a.claim_id
         and not exists (select from billing.claim_withdrawal w where w.district_id = c.district_id and w.claim_run_id = c.claim_run_id)
        where not exists (
            select from billing.claim_answer k
            where k.district_id = @districtId and k.claim_number = a.claim_number and k.verdict = a.verdict
              and k.payer_claim_number = a.payer_claim_number and k.codes = a.codes and k.member_id = a.member_id
              and k.service_date is not distinct from a.service_date and k.charge_cents is not distinct from a.charge_cents
              and k.detail = a.detail::jsonb)
        """;

    private readonly List<Answer> _answers = [];

    public int Count => _answers.Count;

    public void Add(Ack277CA ack) => _answers.AddRange(
        from batch in ack.Batches
        from provider in batch.Providers
        from claim in provider.Claims
        select new Answer(
            claim.Segment, claim.ClaimNumber, OursOf(claim.ClaimNumber), VerdictOf(claim.Verdict), claim.PayerClaimNumber,
            RunAnswers.Codes(claim.Statuses), Lines(claim.Lines), claim.ServiceDate, claim.ChargeCents, claim.MemberId));

    /// <returns>How many were new.</returns>
    public async Task<int> WriteAsync(NpgsqlTransaction transaction, long responseFileId, CancellationToken cancellationToken)
    {
        if (_answers.Count == 0)
        {
            return 0;
        }

        var connection = transaction.Connection!;
        await connection.ExecuteAsync(new CommandDefinition(StageSql, transaction: transaction, cancellationToken: cancellationToken));
        await BulkCopy.WriteAsync(connection, CopySql, _answers.Count, (row, i) => Write(row, i + 1, _answers[i]), cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            InsertSql, new { districtId, responseFileId }, transaction, cancellationToken: cancellationToken));
    }

    private static void Write(CopyRows row, int ordinal, Answer answer)
    {
        row.Begin(11);
        row.Write(ordinal);
        row.Write(answer.Segment);
        row.Write(answer.ClaimNumber);
        row.Write(answer.ClaimId);
        row.Write(answer.Verdict);
        row.Write(answer.PayerClaimNumber);
        row.Write(answer.Codes);
        row.Write(answer.Detail);
        row.Write(answer.ServiceDate);
        row.Write(answer.ChargeCents);
        row.Write(answer.MemberId);
    }

    private long? OursOf(string claimNumber) =>
        ClaimNumber.TryParse(claimNumber, out var number) && number.DistrictId == districtId ? number.ClaimId : null;

    private static string Lines(IEnumerable<AnsweredLine> lines) => new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject
    {
        ["line"] = OurNumber.TryParseLine(line.LineNumber, out var number) ? number.Line : null,
        ["codes"] = RunAnswers.Codes(line.Statuses),
    })]).ToJsonString();

    private static string VerdictOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Accepted => "accepted",
        ClaimVerdict.Forwarded => "forwarded",
        ClaimVerdict.Rejected => "rejected",
        ClaimVerdict.NotFound => "not-found",
        _ => "unclear",
    };

    private sealed record Answer(
        long Segment, string ClaimNumber, long? ClaimId, string Verdict, string PayerClaimNumber, string Codes, string Detail, DateOnly? ServiceDate,
        long? ChargeCents, string MemberId);
}
