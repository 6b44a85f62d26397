using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Posts one file within the caller's transaction, which holds the district's lock.</summary>
/// <remarks>Reading, looking our claims up and writing go on at once, some thousand lines apart.</remarks>
/// <param name="lookup">Of another connection: nobody changes our claims while the lock is held.</param>
internal sealed class ResponsePosting(
    NpgsqlTransaction transaction, NpgsqlTransaction lookup, DistrictId districtId, long responseFileId, DateTimeOffset postedAt)
{
    /// <summary>A test pays nothing, and says nothing of claims that are none: it counts while all of our own files are tests too.</summary>
    [Sql]
    private const string IsLiveSql = """
        select exists (
            select from billing.claim_run
            where district_id = @districtId and (terms #>> '{payer,interchange,production}')::boolean)
        """;

    private ResponseInterchange? _interchange;
    private ResponseSummary _summary = new();
    private bool _isLive;

    /// <exception cref="X12RefusedException">The file cannot be read to its end.</exception>
    /// <exception cref="PostingRefusedException">It can be read and not be posted.</exception>
    public async Task<ResponseSummary> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        _isLive = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsLiveSql, new { districtId }, transaction, cancellationToken: cancellationToken));
        await AdjustmentReasons.StoreAsync(connection, transaction, cancellationToken);
        var payments = new RemittancePosting(transaction, districtId, responseFileId, postedAt);
        var (ofRuns, ofClaims) = (new RunAnswers(districtId), new ClaimAnswers(districtId));
        using (Steps.Begin("read and post"))
        {
            var inputs = Ahead.Of(PostingInput.Read(content).ToAsyncEnumerable(), cancellationToken);
            await foreach (var input in Ahead.Of(WithOursAsync(inputs, cancellationToken), cancellationToken))
            {
                await TakeAsync(input, payments, ofRuns, ofClaims, cancellationToken);
            }
        }

        payments.RequireBalance();
        using var step = Steps.Begin("match the rest");
        var runs = await ofRuns.WriteAsync(transaction, responseFileId, cancellationToken);
        var claims = await ofClaims.WriteAsync(transaction, responseFileId, cancellationToken);
        var rematched = await new Rematching(transaction, districtId)
            .AfterAsync(responseFileId, payments.FirstRemittanceId, cancellationToken);
        await AnsweredClaims.SettleAsync(transaction, districtId, cancellationToken);
        return _summary with
        {
            RunAnswers = ofRuns.Count,
            ClaimAnswers = ofClaims.Count,
            KnownAnswers = ofRuns.Count + ofClaims.Count - runs - claims,
            UnmatchedAnswers = rematched.UnmatchedAnswers,
            Unmatched = rematched.Unmatched,
            UnmatchedPaidCents = rematched.UnmatchedPaidCents,
            MatchedLater = rematched.MatchedLater,
        };
    }

    private async IAsyncEnumerable<PostingInput> WithOursAsync(
        IAsyncEnumerable<PostingInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var input in inputs.WithCancellation(cancellationToken))
        {
            yield return input is PostingInput.Claims claims
                ? claims with { Ours = await OurClaims.NamedAsync(lookup, districtId, claims.All, cancellationToken) }
                : input;
        }
    }

    private async Task TakeAsync(
        PostingInput input, RemittancePosting payments, RunAnswers ofRuns, ClaimAnswers ofClaims, CancellationToken cancellationToken)
    {
        if (input is PostingInput.Part { What: ResponseInterchange interchange })
        {
            _interchange = interchange;
            return;
        }

        if (_interchange is { Usage: not Usage.Production } && _isLive)
        {
            _summary = _summary with { TestParts = _summary.TestParts + (input is PostingInput.Part ? 1 : 0) };
            return;
        }

        switch (input)
        {
            case PostingInput.Part { What: Ta1 ta1 }:
                ofRuns.Add(_interchange!, ta1);
                break;
            case PostingInput.Part { What: Ack999 ack }:
                ofRuns.Add(_interchange!, ack);
                break;
            case PostingInput.Part { What: Ack277CA ack }:
                ofRuns.Add(_interchange!, ack);
                ofClaims.Add(ack);
                break;
            case PostingInput.Part { What: RemitPayment payment }:
                await payments.BeginAsync(payment, _interchange!.CreatedDate, cancellationToken);
                break;
            case PostingInput.Claims claims:
                await payments.AddAsync(claims.All, claims.Ours!, cancellationToken);
                break;
            case PostingInput.PaymentEnd end:
                _summary = await payments.EndAsync(_summary, end, cancellationToken);
                break;
        }
    }
}
