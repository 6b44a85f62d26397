using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>A Medicaid payer over months: takes our 837P files and answers each with TA1, 999, 277CA and, when it pays, 835.</summary>
/// <remarks>
/// It knows claims by its own numbers, pays no service twice, takes back what is replaced or voided and never pays less than nothing.
/// All its 835 balance. The same seed, files, decisions and days always give the same bytes.
/// </remarks>
public sealed class SimulatedPayer
{
    private readonly PayerStyle _style;
    private readonly ClaimDesk _desk;
    private readonly Purse _purse;
    private readonly HashSet<int> _interchangesSeen = [];
    private Func<Transaction837P, BatchDecision> _decideBatch = _ => BatchDecision.Accept();
    private Func<Interchange837P, FileDecision> _decideFile = _ => FileDecision.Accept();
    private Interchange837P? _ours;
    private IReadOnlyList<Payment> _lastPaid = [];
    private int _interchanges;

    /// <summary>Takes everything, and pays four fifths of it.</summary>
    public SimulatedPayer(PayerStyle? style = null)
    {
        _style = style ?? new();
        _desk = new(_style, Books);
        _purse = new(_style);
    }

    /// <summary>Decides at random: see <see cref="RandomDecisions"/>.</summary>
    public SimulatedPayer(int seed, PayerStyle? style = null)
        : this(style) =>
        _desk.Decide = new RandomDecisions(seed).Of;

    /// <summary>What it knows, to hold our ledger against.</summary>
    public PayerBooks Books { get; } = new();

    /// <summary>Claims that it took and that stand in no remittance yet.</summary>
    public IReadOnlyList<ReceivedClaim> Waiting => _desk.Waiting;

    /// <summary>Decides of claims from now on: when they come, and again at each payment where they were pended.</summary>
    public SimulatedPayer Decide(Func<ReceivedClaim, Decision> rule)
    {
        _desk.Decide = rule;
        return this;
    }

    /// <summary>Decides of transactions from now on: 999.</summary>
    public SimulatedPayer DecideBatch(Func<Transaction837P, BatchDecision> rule)
    {
        _decideBatch = rule;
        return this;
    }

    /// <summary>Decides of interchanges from now on: TA1.</summary>
    public SimulatedPayer DecideFile(Func<Interchange837P, FileDecision> rule)
    {
        _decideFile = rule;
        return this;
    }

    /// <summary>Takes a file of ours. An interchange number that it took before is rejected (TA1 note 025).</summary>
    /// <param name="on">The day of the answers; the file's own where it is not said.</param>
    public PayerAnswers Take(byte[] file, DateOnly? on = null)
    {
        var ours = Read837P.Model(file);
        _ours = ours;
        var day = on ?? ours.Envelope.CreatedDate;
        var decision = _interchangesSeen.Contains(ours.Envelope.InterchangeNumber) ? FileDecision.Reject("025") : _decideFile(ours);
        var ta1 = ours.Envelope.AskForTa1 || decision.Verdict != ResponseVerdict.Accepted
            ? File(day, answer => WriteAcknowledgements.Ta1(answer, ours.Envelope, decision))
            : null;
        if (decision.Verdict == ResponseVerdict.Rejected)
        {
            return new(ta1, null, null);
        }

        _interchangesSeen.Add(ours.Envelope.InterchangeNumber);
        var decisions = ours.Transactions.Select(_decideBatch).ToList();
        var batches = ours.Transactions.Zip(decisions)
            .Where(batch => batch.Second.Verdict != ResponseVerdict.Rejected)
            .Select(batch => new AnsweredBatchAs(batch.First, batch.Second.Refusal, batch.Second.Refusal is null ? Claims(batch.First, day) : []))
            .ToList();
        return new(
            ta1,
            File(day, answer => WriteAcknowledgements.Ack999(answer, ours, new SegmentMap(file), decisions)),
            batches.Count == 0 ? null : File(day, answer => new Write277CA(answer, _style, day).Batches(ours.Envelope, batches)));
    }

    /// <summary>Says what it decided since the last time, and pays: one 835 file, also where there is nothing to pay.</summary>
    /// <exception cref="InvalidOperationException">No file ever came.</exception>
    public byte[] Remit(DateOnly paidOn)
    {
        var ours = _ours ?? throw new InvalidOperationException("The payer knows nobody to pay.");
        var statements = _desk.Settle();
        statements.ForEach(Books.Add);
        _lastPaid = _purse.Pay(paidOn, ours.Transactions[0].BillingProvider, statements, _desk.Dues);
        _desk.Dues.Clear();
        foreach (var payment in _lastPaid)
        {
            Books.Add(new BookedRemittance(
                payment.TraceNumber, paidOn, payment.PaymentCents, payment.Claims.Sum(claim => claim.PaidCents), payment.ProviderAdjustments));
        }

        return RemitAgain();
    }

    /// <summary>The last remittance in another file.</summary>
    public byte[] RemitAgain() => File(_lastPaid[0].PaidOn, answer => Write835.To(answer, _style, _lastPaid));

    /// <summary>The last remittance, its first payment out of balance at one level alone. The payer's books stay true.</summary>
    /// <param name="offByCents">What <see cref="Imbalance.OffByCents"/> comes to; below nothing for <see cref="BalanceLevel.NegativePayment"/>.</param>
    public byte[] RemitUnbalanced(BalanceLevel level, long offByCents) =>
        File(_lastPaid[0].PaidOn, answer => Write835.To(answer, _style, [Unbalanced.At(level, offByCents, _lastPaid[0]), .. _lastPaid.Skip(1)]));

    /// <summary>Takes a claim back in the next remittance, on the payer's own account.</summary>
    /// <param name="instead">What it pays for the claim then, under a new number of its own; null for nothing more.</param>
    public void TakeBack(string claimNumber, Adjudication? instead = null) => _desk.TakeBack(claimNumber, instead);

    /// <summary>We paid a claim back by cheque: the next remittance takes it back, and PLB 72 leaves the money in the payment.</summary>
    public void TakeRefund(string claimNumber) => _desk.TakeRefund(claimNumber);

    /// <summary>PLB of the next remittance.</summary>
    /// <param name="reason">CS, and what else a payer may think of.</param>
    /// <param name="cents">Positive makes the payment smaller.</param>
    public void Adjust(string reason, string reference, long cents) => _desk.Dues.Add(new(reason, reference, cents));

    private List<AnsweredAs> Claims(Transaction837P transaction, DateOnly day) =>
        [.. transaction.Subscribers.SelectMany(student => student.Claims.Select(claim => _desk.Take(claim, student, day))).OfType<AnsweredAs>()];

    private byte[] File(DateOnly on, Action<PayerFile> write)
    {
        var file = new PayerFile(_style, _ours!.Envelope, ++_interchanges, on);
        write(file);
        return file.Close();
    }
}
