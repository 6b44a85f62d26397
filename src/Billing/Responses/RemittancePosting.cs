using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Responses;

/// <summary>Posts the payments of one file, one after the other: what they say, and what of it is on which of our lines.</summary>
/// <remarks>Here only answers that give back numbers of ours are matched; what is left is for <see cref="Rematching"/>, when all is read.</remarks>
internal sealed class RemittancePosting(NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, DateTimeOffset postedAt)
{
    private const string CounterName = "remittance";

    /// <summary>The day is told by ISA09 where a payment names none itself: then another file may tell another.</summary>
    [Sql]
    private const string KnownSql = """
        select content_hash
        from billing.remittance
        where district_id = @districtId and payer_trace = @payerTrace and trace_number = @traceNumber and payment_cents = @paymentCents
          and (@paidDate::date is null or paid_date = @paidDate::date)
        order by remittance_id
        limit 1
        """;

    /// <summary>N1*PE: by its NPI, else by its tax number (FI, else REF*TJ); as the district is now, or as a file of ours said. Where neither is told, nobody can say.</summary>
    [Sql]
    private const string IsForUsSql = """
        select exists (
            select
            from (select npi, tax_id
                  from ops.district
                  where district_id = @districtId
                  union
                  select terms #>> '{district,npi}', terms #>> '{district,taxId}'
                  from billing.claim_run
                  where district_id = @districtId) d
            where case when @npi <> '' then d.npi = @npi else regexp_replace(d.tax_id, '\D', '', 'g') = @taxId end)
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.remittance
            (district_id, remittance_id, response_file_id, segment, payer_name, payer_trace, trace_number, handling, method, paid_date, payee_id,
             payment_cents, claims, lines, charge_cents, adjusted_cents, paid_cents, provider_adjusted_cents, content_hash, posted_at)
        values (@districtId, @remittanceId, @responseFileId, @segment, @payerName, @payerTrace, @traceNumber, @handling, @method, @paidDate, @payeeId,
                @paymentCents, @claims, @lines, @chargeCents, @adjustedCents, @paidCents, @providerAdjustedCents, @contentHash, @postedAt)
        """;

    [Sql]
    private const string InsertAdjustmentsSql = """
        insert into billing.provider_adjustment (district_id, remittance_id, ordinal, reason, reference, cents, claim_id)
        select @districtId, @remittanceId, a.ordinal, a.reason, a.reference, a.cents, c.claim_id
        from unnest(@ordinals::int[], @reasons::text[], @references::text[], @cents::bigint[], @claimNumbers::text[])
            as a(ordinal, reason, reference, cents, claim_number)
        left join billing.claim c on c.district_id = @districtId and c.claim_number = a.claim_number
        """;

    private readonly List<OffBalance> _offBalances = [];
    private int _offBalanceCount;
    private int _payments;
    private bool _isOff;
    private RemitPayment? _payment;
    private DateOnly? _envelopeDay;
    private byte[]? _knownContent;
    private long _remittanceId;

    /// <summary>Of the remittances that this file brought; null before the first.</summary>
    public long? FirstRemittanceId { get; private set; }

    /// <param name="envelopeDay">ISA09.</param>
    /// <exception cref="PostingRefusedException">It pays somebody else.</exception>
    public async Task BeginAsync(RemitPayment payment, DateOnly? envelopeDay, CancellationToken cancellationToken)
    {
        (_payment, _envelopeDay) = (payment, envelopeDay);
        _payments++;
        await RequireOurselvesAsync(payment, cancellationToken);
        _knownContent = await transaction.Connection!.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            KnownSql,
            new { districtId, payment.PayerTrace, payment.TraceNumber, payment.PaymentCents, paidDate = PaidDate(payment) },
            transaction,
            cancellationToken: cancellationToken));
        if (_knownContent is null)
        {
            _remittanceId = await Counters.TakeAsync(transaction, districtId, CounterName, 1, cancellationToken);
            FirstRemittanceId ??= _remittanceId;
        }
    }

    public async Task AddAsync(IReadOnlyList<RemittedClaim> claims, OurClaims ours, CancellationToken cancellationToken)
    {
        _isOff = _isOff || claims.Any(claim => !claim.LinesBalance);
        if (_knownContent is not null || _isOff)
        {
            return; // only its hash is wanted, or its balance: the store takes no line that does not balance
        }

        var lines = new PostedLines(new Matching(districtId, ours));
        foreach (var claim in claims)
        {
            lines.Add(_remittanceId, claim);
        }

        await RemitCopy.WriteAsync(transaction.Connection!, districtId, _remittanceId, claims, lines, cancellationToken);
    }

    /// <returns>What the payment adds to the file's summary.</returns>
    /// <exception cref="PostingRefusedException">Another file said other things of the same payment.</exception>
    public async Task<ResponseSummary> EndAsync(
        ResponseSummary summary, PostingInput.PaymentEnd end, CancellationToken cancellationToken)
    {
        var (payment, totals) = (_payment!, end.What.Totals);
        NoteBalance(end.What);
        if (_isOff)
        {
            return summary; // the file is refused when all of its payments were looked at
        }

        if (_knownContent is { } known)
        {
            return known.AsSpan().SequenceEqual(end.ContentHash)
                ? summary with { KnownPayments = summary.KnownPayments + 1 }
                : throw PostingRefusedException.Of(PostingRefusals.OtherContent, payment.Segment);
        }

        await InsertAsync(payment, end, cancellationToken);
        return summary with
        {
            Payments = summary.Payments + 1,
            Claims = summary.Claims + totals.Claims,
            Lines = summary.Lines + (int)totals.Lines,
            ChargeCents = summary.ChargeCents + totals.ChargeCents,
            AdjustedCents = summary.AdjustedCents + totals.AdjustedCents,
            PaidCents = summary.PaidCents + totals.PaidCents,
            ProviderAdjustedCents = summary.ProviderAdjustedCents + totals.ProviderAdjustedCents,
            PaymentCents = summary.PaymentCents + payment.PaymentCents,
        };
    }

    /// <exception cref="PostingRefusedException">A payment of the file does not balance.</exception>
    public void RequireBalance()
    {
        if (_offBalanceCount > 0)
        {
            var reason = _offBalances.All(off => off.Level == nameof(BalanceLevel.NegativePayment)) ? PostingRefusals.Negative : PostingRefusals.Unbalanced;
            throw new PostingRefusedException(new(reason.Code, reason.Words, _offBalances[0].Segment)
            {
                OffBalances = _offBalances,
                OffBalanceCount = _offBalanceCount,
            });
        }
    }

    private async Task RequireOurselvesAsync(RemitPayment payment, CancellationToken cancellationToken)
    {
        var payee = payment.Payee;
        var npi = payee.Qualifier == "XX" ? payee.Id : "";
        var taxId = string.Concat((payee.Qualifier == "FI" ? payee.Id : payee.TaxId).Where(char.IsAsciiDigit));
        if ((npi.Length > 0 || taxId.Length > 0) && !await transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsForUsSql, new { districtId, npi, taxId }, transaction, cancellationToken: cancellationToken)))
        {
            throw PostingRefusedException.Of(PostingRefusals.OtherPayee, payment.Segment);
        }
    }

    private void NoteBalance(RemitEnd end)
    {
        _isOff = _isOff || !end.Balances;
        _offBalanceCount += end.ImbalanceCount;
        _offBalances.AddRange(end.Imbalances
            .Take(ResponseRefusal.MaxTold - _offBalances.Count)
            .Select(off => new OffBalance(_payments, off.Level.ToString(), off.Claim, off.Line, off.Segment, off.OffByCents)));
    }

    private async Task InsertAsync(RemitPayment payment, PostingInput.PaymentEnd end, CancellationToken cancellationToken)
    {
        var totals = end.What.Totals;
        await ExecuteAsync(
            InsertSql,
            new
            {
                districtId,
                remittanceId = _remittanceId,
                responseFileId,
                payment.Segment,
                payerName = payment.Payer.Name,
                payment.PayerTrace,
                payment.TraceNumber,
                payment.Handling,
                payment.Method,
                paidDate = PaidDate(payment) ?? _envelopeDay ?? DateOnly.FromDateTime(postedAt.UtcDateTime),
                payeeId = payment.Payee.Id,
                payment.PaymentCents,
                totals.Claims,
                lines = (int)totals.Lines,
                totals.ChargeCents,
                totals.AdjustedCents,
                totals.PaidCents,
                totals.ProviderAdjustedCents,
                end.ContentHash,
                postedAt,
            },
            cancellationToken);
        var adjustments = end.What.ProviderAdjustments;
        await ExecuteAsync(
            InsertAdjustmentsSql,
            new
            {
                districtId,
                remittanceId = _remittanceId,
                ordinals = Enumerable.Range(1, adjustments.Count).ToArray(),
                reasons = adjustments.Select(adjustment => adjustment.Reason).ToArray(),
                references = adjustments.Select(adjustment => adjustment.Reference).ToArray(),
                cents = adjustments.Select(adjustment => adjustment.AmountCents).ToArray(),
                claimNumbers = adjustments.Select(adjustment => adjustment.Reference.ToUpperInvariant()).ToArray(),
            },
            cancellationToken);
    }

    private Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private static DateOnly? PaidDate(RemitPayment payment) => payment.PaidDate ?? payment.ProducedDate;
}
