using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Makes payments of what is said of claims: numbers them, and keeps what we owe the payer until it can be taken.</summary>
internal sealed class Purse(PayerStyle style)
{
    private readonly List<Due> _owed = [];
    private int _payments;

    /// <summary>One or several payments, none of them below nothing.</summary>
    /// <param name="others">PLB of the first payment: interest, refunds and what else is due. Positive makes it smaller.</param>
    public IReadOnlyList<Payment> Pay(
        DateOnly paidOn, BillingProvider payee, IReadOnlyList<Statement> statements, IReadOnlyList<Due> others)
    {
        var owed = _owed.ToList();
        _owed.Clear();
        var size = Math.Max(1, (statements.Count + style.PaymentsPerFile - 1) / style.PaymentsPerFile);
        var shares = statements.Count == 0 ? [[]] : statements.Chunk(size).ToList();
        var payments = new List<Payment>();
        foreach (var share in shares)
        {
            payments.Add(One(paidOn, payee, share, payments.Count == 0 ? others : [], owed));
        }

        _owed.AddRange(owed);
        return payments;
    }

    private Payment One(
        DateOnly paidOn, BillingProvider payee, IReadOnlyList<Statement> statements,
        IReadOnlyList<Due> others, List<Due> owed)
    {
        var trace = string.Create(CultureInfo.InvariantCulture, $"EFT{paidOn:yyMMdd}{++_payments:0000}");
        var claimCents = statements.Sum(statement => statement.Told.PaidCents);
        var adjustments = others.ToList();
        var leftCents = claimCents - others.Sum(other => other.Cents);
        TakeOwed(owed, adjustments, ref leftCents);
        if (leftCents < 0)
        {
            Defer(trace, statements, adjustments, ref leftCents);
        }

        return new(trace, paidOn, leftCents, payee, [.. statements.Select(statement => statement.Told)],
            [.. adjustments.Select(due => new ProviderAdjustment(payee.Npi?.ToString() ?? "", new DateOnly(paidOn.Year, 12, 31), due.Reason, due.Reference, due.Cents))]);
    }

    /// <summary>What was carried forward is taken whole, and may be carried on; what was written off is taken as far as there is money.</summary>
    private static void TakeOwed(List<Due> owed, List<Due> adjustments, ref long leftCents)
    {
        for (var i = 0; i < owed.Count; i++)
        {
            var (reason, reference, cents) = owed[i];
            var takenCents = reason == "FB" ? cents : Math.Clamp(leftCents, 0, cents);
            if (takenCents > 0)
            {
                adjustments.Add(new(reason, reference, takenCents));
            }

            leftCents -= takenCents;
            owed[i] = new(reason, reference, cents - takenCents);
        }

        owed.RemoveAll(debt => debt.Cents == 0);
    }

    private void Defer(string trace, IReadOnlyList<Statement> statements, List<Due> adjustments, ref long leftCents)
    {
        var reversals = style.Recovery == Recovery.WritesOff ? statements.Where(statement => statement.Told.IsReversal) : [];
        foreach (var reversal in reversals)
        {
            Owe("WO", reversal.Told.PayerClaimNumber, Math.Min(-leftCents, -reversal.Told.PaidCents), ref leftCents);
        }

        Owe("FB", trace, -leftCents, ref leftCents);

        void Owe(string reason, string reference, long cents, ref long leftCents)
        {
            if (cents > 0)
            {
                adjustments.Add(new(reason, reference, -cents));
                _owed.Add(new(reason, reference, cents));
                leftCents += cents;
            }
        }
    }
}

/// <summary>One pair of a PLB.</summary>
/// <param name="Reason">WO, L6, FB, 72, CS…</param>
/// <param name="Reference">The payer's number of a claim, or a trace number.</param>
/// <param name="Cents">Positive makes the payment smaller.</param>
internal readonly record struct Due(string Reason, string Reference, long Cents);
