using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>A Medicaid payer over months: takes our 837P files and answers each with TA1, 999, 277CA and, when it pays, 835.</summary>
/// <remarks>The same seed, files, decisions and days always give the same bytes.</remarks>
public sealed class SimulatedPayer(PayerStyle? style = null)
{
    private readonly PayerStyle _style = style ?? new();
    private readonly List<ReceivedClaim> _waiting = [];
    private Func<ReceivedClaim, Decision> _decide = _ => Decision.Pay();
    private Interchange837P? _last;
    private int _icns;
    private int _interchanges;
    private int _payments;

    /// <summary>What it knows, to hold our ledger against.</summary>
    public PayerBooks Books { get; } = new();

    /// <summary>Decides from now on.</summary>
    public SimulatedPayer Decide(Func<ReceivedClaim, Decision> rule)
    {
        _decide = rule;
        return this;
    }

    /// <summary>Takes a file of ours.</summary>
    /// <param name="on">The day of the answers; the file's own where it is not said.</param>
    public PayerAnswers Take(byte[] file, DateOnly? on = null)
    {
        var ours = Read837P.Model(file);
        var day = on ?? ours.Envelope.CreatedDate;
        _last = ours;
        var batches = ours.Transactions.Select(transaction => (transaction, (IReadOnlyList<AnsweredAs>)[.. Claims(transaction, day)])).ToList();
        return new(
            File(day, answer => WriteAcknowledgements.Ta1(answer, ours.Envelope)),
            File(day, answer => WriteAcknowledgements.Ack999(answer, ours)),
            File(day, answer => new Write277CA(answer, _style, day).Batches(ours.Envelope, batches)));
    }

    /// <summary>Pays what was decided since the last time.</summary>
    /// <exception cref="InvalidOperationException">It has never heard of us.</exception>
    public byte[] Remit(DateOnly paidOn)
    {
        var ours = _last ?? throw new InvalidOperationException("The payer knows nobody to pay.");
        var claims = _waiting.Select(claim => Adjudicated.Of(claim, (Adjudication)_decide(claim))).ToList();
        _waiting.Clear();
        foreach (var claim in claims)
        {
            Books.Add(claim);
        }

        var payment = new Payment(
            string.Create(CultureInfo.InvariantCulture, $"EFT{paidOn:yyMMdd}{++_payments:0000}"), paidOn, claims.Sum(claim => claim.PaidCents),
            ours.Transactions[0].BillingProvider, claims, []);
        Books.Add(new BookedRemittance(payment.TraceNumber, paidOn, payment.PaymentCents, claims.Sum(claim => claim.PaidCents), payment.ProviderAdjustments));
        return File(paidOn, answer => Write835.To(answer, _style, [payment]));
    }

    private IEnumerable<AnsweredAs> Claims(Transaction837P transaction, DateOnly day)
    {
        foreach (var student in transaction.Subscribers)
        {
            foreach (var claim in student.Claims)
            {
                var received = new ReceivedClaim(claim, student, string.Create(CultureInfo.InvariantCulture, $"{day:yy}{day.DayOfYear:000}{++_icns:00000000}"));
                _waiting.Add(received);
                yield return new(received, [new("A2", "20", "PR")], IsRejected: false);
            }
        }
    }

    private byte[] File(DateOnly on, Action<PayerFile> write)
    {
        var file = new PayerFile(_style, _last!.Envelope, ++_interchanges, on);
        write(file);
        return file.Close();
    }
}
