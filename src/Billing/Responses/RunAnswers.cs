using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>TA1, 999 and the batches of a 277CA: what became of our files and transactions, gathered and then written at once.</summary>
/// <remarks>An answer that another file gave already, in the same words, is not stored again.</remarks>
internal sealed class RunAnswers(DistrictId districtId)
{
    private const int MaxFaultsTold = 1_000;

    /// <summary>By the run that the answer names, else by the number that we sent and the two that the answer goes between, ours the other way about.</summary>
    [Sql]
    private const string InsertSql = """
        insert into billing.run_answer
            (district_id, response_file_id, ordinal, segment, kind, sent_number, claim_run_id, transaction_number, verdict, codes, detail)
        select @districtId, @responseFileId, a.ordinal, a.segment, a.kind, a.sent_number, r.claim_run_id, a.transaction_number, a.verdict, a.codes,
               a.detail::jsonb
        from unnest(@ordinals::int[], @segments::bigint[], @kinds::text[], @sentNumbers::text[], @controlNumbers::bigint[], @runIds::bigint[],
                    @senders::text[], @receivers::text[], @transactions::int[], @verdicts::text[], @codes::text[], @details::text[])
            as a(ordinal, segment, kind, sent_number, control_number, claim_run_id, sender, receiver, transaction_number, verdict, codes, detail)
        left join lateral (
            select case when count(*) = 1 then min(r.claim_run_id) end as claim_run_id
            from billing.claim_run r
            where r.district_id = @districtId
              and (r.claim_run_id = a.claim_run_id
                   or (r.control_number = a.control_number
                       and r.terms #>> '{payer,interchange,receiverId}' = a.sender and r.terms #>> '{payer,interchange,senderId}' = a.receiver))) r on true
        where not exists (
            select from billing.run_answer k
            where k.district_id = @districtId and k.sent_number = a.sent_number and k.kind = a.kind and k.verdict = a.verdict and k.codes = a.codes
              and k.transaction_number is not distinct from a.transaction_number and k.claim_run_id is not distinct from r.claim_run_id
              and k.detail = a.detail::jsonb)
        """;

    private readonly List<Answer> _answers = [];

    public int Count => _answers.Count;

    public void Add(ResponseInterchange from, Ta1 ta1) => _answers.Add(new(
        ta1.Segment, "TA1", Number(ta1.InterchangeNumber), ta1.InterchangeNumber, null, from.SenderId, from.ReceiverId, null, VerdictOf(ta1.Verdict), ta1.Note, []));

    public void Add(ResponseInterchange from, Ack999 ack)
    {
        var group = new Answer(
            ack.Segment, "999", Number(ack.GroupNumber), ack.GroupNumber, null, from.SenderId, from.ReceiverId, null, VerdictOf(ack.Verdict), Joined(ack.Codes),
            new JsonArray(new JsonObject
            {
                ["included"] = ack.IncludedCount,
                ["received"] = ack.ReceivedCount,
                ["accepted"] = ack.AcceptedCount,
            }));
        _answers.Add(group);
        _answers.AddRange(ack.Transactions.Select(answer => group with
        {
            Transaction = int.TryParse(answer.ControlNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Verdict = VerdictOf(answer.Verdict),
            Codes = Joined(answer.Codes),
            Detail = [.. answer.Errors.Take(MaxFaultsTold).Select(Fault)],
        }));
    }

    public void Add(ResponseInterchange from, Ack277CA ack)
    {
        foreach (var batch in ack.Batches)
        {
            var sent = BatchNumber.Of(batch.BatchId, districtId);
            var answer = new Answer(
                ack.Segment, "277CA", batch.BatchId, null, sent?.ClaimRunId, from.SenderId, from.ReceiverId, sent?.Transaction, VerdictOf(batch.Verdict), Codes(batch.Statuses),
                [.. batch.Differences.Select(off => new JsonObject { ["total"] = off.Total, ["told"] = off.Told, ["found"] = off.Found })]);
            _answers.Add(answer);
            _answers.AddRange(batch.Providers
                .Where(provider => provider.Statuses.Count > 0)
                .Select(provider => answer with { Verdict = VerdictOf(ClaimVerdicts.Of(provider.Statuses)), Codes = Codes(provider.Statuses), Detail = [] }));
        }
    }

    /// <returns>How many were new.</returns>
    public Task<int> WriteAsync(NpgsqlTransaction transaction, long responseFileId, CancellationToken cancellationToken) => _answers.Count == 0
        ? Task.FromResult(0)
        : transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                responseFileId,
                ordinals = Enumerable.Range(1, _answers.Count).ToArray(),
                segments = _answers.Select(answer => answer.Segment).ToArray(),
                kinds = _answers.Select(answer => answer.Kind).ToArray(),
                sentNumbers = _answers.Select(answer => answer.SentNumber).ToArray(),
                controlNumbers = _answers.Select(answer => answer.ControlNumber).ToArray(),
                runIds = _answers.Select(answer => answer.ClaimRunId).ToArray(),
                senders = _answers.Select(answer => answer.Sender).ToArray(),
                receivers = _answers.Select(answer => answer.Receiver).ToArray(),
                transactions = _answers.Select(answer => answer.Transaction).ToArray(),
                verdicts = _answers.Select(answer => answer.Verdict).ToArray(),
                codes = _answers.Select(answer => answer.Codes).ToArray(),
                details = _answers.Select(answer => answer.Detail.ToJsonString()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    internal static string Codes(IEnumerable<ClaimStatus> statuses) =>
        string.Join(' ', statuses.SelectMany(status => status.Codes).Select(code => $"{code.Category}:{code.Status}:{code.Entity}".TrimEnd(':')));

    /// <summary>Where the fault is, and in which claim of ours; never what stood there.</summary>
    private static JsonObject Fault(SegmentError error) => new()
    {
        ["segment"] = error.SegmentId,
        ["position"] = error.Position,
        ["loop"] = error.Loop,
        ["code"] = error.Code,
        ["claim"] = error.Contexts.Select(context => context.Value).FirstOrDefault(value => ClaimNumber.TryParse(value, out _)),
        ["elements"] = new JsonArray([.. error.Elements.Select(element => (JsonNode)new JsonObject
        {
            ["element"] = element.Element,
            ["component"] = element.Component,
            ["code"] = element.Code,
        })]),
    };

    private static string VerdictOf(ResponseVerdict verdict) => verdict switch
    {
        ResponseVerdict.Accepted => "accepted",
        ResponseVerdict.AcceptedWithErrors => "with-errors",
        ResponseVerdict.PartlyAccepted => "partly",
        _ => "rejected",
    };

    private static string VerdictOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Accepted or ClaimVerdict.Forwarded => "accepted",
        ClaimVerdict.Rejected => "rejected",
        _ => "unclear",
    };

    private static string Joined(IReadOnlyList<string> codes) => string.Join(' ', codes);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="ControlNumber">ISA13 or GS06 of ours, which are one.</param>
    /// <param name="ClaimRunId">Where the number names the run itself.</param>
    private sealed record Answer(
        long Segment, string Kind, string SentNumber, long? ControlNumber, long? ClaimRunId, string Sender, string Receiver, int? Transaction, string Verdict, string Codes,
        JsonArray Detail);
}
