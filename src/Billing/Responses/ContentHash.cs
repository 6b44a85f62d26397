using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Responses;

/// <summary>SHA-256 of what a payment says, part by part in its order: the same in any envelope, any separators, any spelling.</summary>
/// <remarks>
/// Numbers have eight bytes, each text its UTF-8 length before it and each list its count, so that nothing runs into the next.
/// Where a part stands in the file (segments) is not in it.
/// </remarks>
internal sealed class ContentHash : IDisposable
{
    private const int Full = 1 << 16;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _bytes = new(2 * Full);

    public void Add(RemitPayment payment)
    {
        Add(payment.Handling);
        Add(payment.PaymentCents);
        Add(payment.CreditOrDebit);
        Add(payment.Method);
        Add(payment.PaidDate);
        Add(payment.TraceNumber);
        Add(payment.PayerTrace);
        Add(payment.ProducedDate);
        Add(payment.Payer);
        Add(payment.Payee);
    }

    public void Add(RemitClaim claim)
    {
        Add(claim.ClaimNumber);
        Add(claim.Status);
        Add(claim.ChargeCents);
        Add(claim.PaidCents);
        Add(claim.PatientCents);
        Add(claim.FilingIndicator);
        Add(claim.PayerClaimNumber);
        Add(claim.Frequency);
        Add(claim.Adjustments);
        Add(claim.Names.Count);
        foreach (var name in claim.Names)
        {
            Add(name.Entity);
            Add(name.LastName);
            Add(name.FirstName);
            Add(name.MiddleName);
            Add(name.Qualifier);
            Add(name.Id);
        }

        Add(claim.Remarks);
        Add(claim.References.Count);
        foreach (var reference in claim.References)
        {
            Add(reference.Qualifier);
            Add(reference.Value);
        }

        Add(claim.Dates);
        Add(claim.Amounts);
        Add(claim.Lines.Count);
        for (var i = 0; i < claim.Lines.Count; i++)
        {
            Add(claim.Lines[i]);
        }

        if (_bytes.WrittenCount >= Full)
        {
            Flush();
        }
    }

    /// <summary>The hash of all that was added since the last one.</summary>
    public byte[] End(IReadOnlyList<ProviderAdjustment> adjustments)
    {
        Add(adjustments.Count);
        foreach (var adjustment in adjustments)
        {
            Add(adjustment.ProviderId);
            Add(adjustment.FiscalYearEnd);
            Add(adjustment.Reason);
            Add(adjustment.Reference);
            Add(adjustment.AmountCents);
        }

        Flush();
        return _sha256.GetHashAndReset();
    }

    public void Dispose() => _sha256.Dispose();

    private void Add(RemitLine line)
    {
        Add(line.Service);
        Add(line.ChargeCents);
        Add(line.PaidCents);
        Add(line.PaidMilliunits);
        Add(line.SentService);
        Add(line.SentMilliunits);
        Add(line.Dates);
        Add(line.Adjustments);
        Add(line.LineNumber);
        Add(line.Amounts);
        Add(line.Remarks);
    }

    private void Add(RemitParty party)
    {
        Add(party.Name);
        Add(party.Qualifier);
        Add(party.Id);
        Add(party.TaxId);
    }

    private void Add(RemitService? service)
    {
        Add(service?.Qualifier ?? "");
        Add(service?.Procedure ?? "");
        Add(service?.Modifiers ?? []);
    }

    private void Add(IReadOnlyList<Adjustment> adjustments)
    {
        Add(adjustments.Count);
        for (var i = 0; i < adjustments.Count; i++)
        {
            Add(adjustments[i].Group);
            Add(adjustments[i].Reason);
            Add(adjustments[i].AmountCents);
            Add(adjustments[i].QuantityMilliunits);
        }
    }

    private void Add(IReadOnlyList<RemitDate> dates)
    {
        Add(dates.Count);
        for (var i = 0; i < dates.Count; i++)
        {
            Add(dates[i].Qualifier);
            Add(dates[i].Date);
        }
    }

    private void Add(IReadOnlyList<RemitAmount> amounts)
    {
        Add(amounts.Count);
        for (var i = 0; i < amounts.Count; i++)
        {
            Add(amounts[i].Qualifier);
            Add(amounts[i].Cents);
        }
    }

    private void Add(IReadOnlyList<string> texts)
    {
        Add(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            Add(texts[i]);
        }
    }

    private void Add(string text)
    {
        var room = _bytes.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, written);
        _bytes.Advance(sizeof(int) + written);
    }

    private void Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
    }

    private void Add(long? number) => Add(number ?? long.MinValue);

    private void Add(DateOnly? day) => Add(day?.DayNumber ?? -1L);

    private void Flush()
    {
        _sha256.AppendData(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }
}
