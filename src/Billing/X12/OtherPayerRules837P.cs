using System.Collections.Frozen;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rule 43: payers asked before, on the claim (loops 2320 and 2330) and on its lines (2430).</summary>
internal static class OtherPayerRules837P
{
    /// <summary>SBR02, X12 code list 1069 as 005010X222A1 takes it.</summary>
    private static readonly FrozenSet<string> Relationships = "01 18 19 20 21 39 40 53 G8".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> AdjustmentGroups = "CO CR OA PI PR".Split(' ').ToFrozenSet();

    public static void Check(Checker837P checker, Subscriber837P subscriber, Claim837P claim)
    {
        // Secondary means one payer before, tertiary two.
        checker.That(claim.OtherPayers.Count == (int)subscriber.Sequence, X12Rules.OtherPayer, "SBR", 1);
        var places = 0;
        foreach (var payer in claim.OtherPayers)
        {
            var place = 1 << (int)payer.Sequence;
            checker.That(payer.Sequence < subscriber.Sequence && (places & place) == 0, X12Rules.OtherPayer, "SBR", 1);
            places |= place;
            Payer(checker, claim, payer);
        }
    }

    public static void Check(Checker837P checker, Claim837P claim, ServiceLine837P line)
    {
        foreach (var adjudication in line.Adjudications)
        {
            var isKnown = claim.OtherPayers.Any(payer => payer.PayerId == adjudication.PayerId);
            checker.That(isKnown, X12Rules.OtherPayer, "SVD", 1);
            checker.Amount(adjudication.PaidCents, "SVD", 2);
            LineRules837P.Service(checker, adjudication.Service, "SVD", element: 3);
            checker.That(adjudication.Units > ServiceUnits.Zero, X12Rules.Units, "SVD", 5);
            Adjustments(checker, adjudication.Adjustments);
            PaidDate(checker, adjudication.PaidDate);
            checker.That(line.ChargeCents == Judged(line, adjudication.PayerId), X12Rules.LineBalance, "SVD", 2);
        }
    }

    private static void Payer(Checker837P checker, Claim837P claim, OtherPayer payer)
    {
        checker.That(Relationships.Contains(payer.Relationship), X12Rules.OtherPayer, "SBR", 2);
        SubscriberRules837P.Coverage(checker, payer.GroupNumber, payer.GroupName, payer.FilingIndicator);
        Adjustments(checker, payer.Adjustments);
        checker.Amount(payer.PaidCents, "AMT", 2);
        PartyRules837P.Person(checker, payer.Insured);
        checker.Text(payer.MemberId, "NM1", 9, 80, X12Rules.OtherPayer);
        checker.Name(payer.PayerName, "NM1", 3, 60, X12Rules.OtherPayer);
        checker.Text(payer.PayerId, "NM1", 9, 80, X12Rules.OtherPayer);
        checker.Text(payer.PayerClaimNumber, "REF", 2, 50);
        PaidDate(checker, payer.PaidDate);

        var onLines = claim.Lines.SelectMany(line => line.Adjudications).Where(adjudication => adjudication.PayerId == payer.PayerId).ToList();
        checker.That(payer.PaidDate is not null || (onLines.Count > 0 && onLines.TrueForAll(adjudication => adjudication.PaidDate is not null)),
            X12Rules.OtherPayer, "DTP", 3);
        checker.That(
            claim.ChargeCents == payer.PaidCents + Total(payer.Adjustments) + onLines.Aggregate(Int128.Zero, (sum, adjudication) => sum + Total(adjudication.Adjustments)),
            X12Rules.ClaimBalance, "AMT", 2);
    }

    private static void Adjustments(Checker837P checker, IReadOnlyList<Adjustment> adjustments)
    {
        foreach (var adjustment in adjustments)
        {
            checker.That(AdjustmentGroups.Contains(adjustment.Group), X12Rules.Adjustment, "CAS", 1);
            checker.Text(adjustment.Reason, "CAS", 2, 5, X12Rules.Adjustment);
            checker.SignedAmount(adjustment.AmountCents, "CAS", 3);
            checker.That(adjustment.AmountCents != 0, X12Rules.Adjustment, "CAS", 3);
        }
    }

    private static void PaidDate(Checker837P checker, DateOnly? paidDate) =>
        checker.That(paidDate is not { } date || (Dates837P.IsKnown(date) && date <= checker.Context.Today), X12Rules.OtherPayer, "DTP", 3);

    /// <summary>All that one payer paid and took off on a line.</summary>
    private static Int128 Judged(ServiceLine837P line, string payerId) =>
        line.Adjudications.Where(adjudication => adjudication.PayerId == payerId)
            .Aggregate(Int128.Zero, (sum, adjudication) => sum + adjudication.PaidCents + Total(adjudication.Adjustments));

    private static Int128 Total(IReadOnlyList<Adjustment> adjustments) =>
        adjustments.Aggregate(Int128.Zero, (sum, adjustment) => sum + adjustment.AmountCents);
}
