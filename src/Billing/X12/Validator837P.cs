namespace MedicaidLogs.Billing.X12;

/// <summary>Holds an outgoing claim file to every rule of <see cref="X12Rules"/>; all of them run, each fault is one finding.</summary>
/// <remarks>Sources: 005010X222A1 and X12.6, numbered as in docs/x12-rules.md.</remarks>
public static class Validator837P
{
    /// <returns>All faults in the order of the file; empty when it may be written.</returns>
    public static IReadOnlyList<X12Finding> Check(Interchange837P interchange, ValidationContext837P context) =>
        Check(interchange, context, new Services837P());

    internal static IReadOnlyList<X12Finding> Check(Interchange837P interchange, ValidationContext837P context, Services837P services)
    {
        var checker = new Checker837P(context, interchange.Envelope.Syntax, services);
        if (!interchange.Envelope.Syntax.Separators.AreUsable)
        {
            checker.That(false, X12Rules.Separators, "ISA", 16);
            return checker.Findings; // Every text would seem to hold a separator; one fault, one finding.
        }

        EnvelopeRules837P.Check(checker, interchange.Envelope);
        checker.That(interchange.Transactions.Count > 0, X12Rules.ClaimCount, "ST", 0);
        for (var t = 0; t < interchange.Transactions.Count; t++)
        {
            checker.Place = new(Transaction: t);
            Check(checker, interchange.Transactions[t]);
        }

        return checker.Findings;
    }

    private static void Check(Checker837P checker, Transaction837P transaction)
    {
        EnvelopeRules837P.Check(checker, transaction);
        PartyRules837P.Check(checker, transaction);
        var place = checker.Place;
        for (var s = 0; s < transaction.Subscribers.Count; s++)
        {
            checker.Place = place with { Subscriber = s };
            Check(checker, transaction.BillingProvider, transaction.Subscribers[s]);
        }
    }

    private static void Check(Checker837P checker, BillingProvider district, Subscriber837P subscriber)
    {
        SubscriberRules837P.Check(checker, subscriber);
        var place = checker.Place;
        for (var c = 0; c < subscriber.Claims.Count; c++)
        {
            checker.Place = place with { Claim = c };
            Check(checker, district, subscriber, subscriber.Claims[c]);
        }
    }

    private static void Check(Checker837P checker, BillingProvider district, Subscriber837P subscriber, Claim837P claim)
    {
        ClaimRules837P.Check(checker, district, claim);
        OtherPayerRules837P.Check(checker, subscriber, claim);
        var place = checker.Place;
        for (var l = 0; l < claim.Lines.Count; l++)
        {
            checker.Place = place with { Line = l };
            LineRules837P.Check(checker, district, subscriber, claim, claim.Lines[l]);
            OtherPayerRules837P.Check(checker, claim, claim.Lines[l]);
        }
    }
}
