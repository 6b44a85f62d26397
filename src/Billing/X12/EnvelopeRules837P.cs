using System.Collections.Frozen;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rules 1 to 9, and how many claims a transaction may have (34).</summary>
internal static class EnvelopeRules837P
{
    private const int MaxControlNumber = 999_999_999;

    /// <summary>ISA05 and ISA07.</summary>
    private static readonly FrozenSet<string> PartyQualifiers =
        new[] { "01", "14", "20", "27", "28", "29", "30", "33", "ZZ" }.ToFrozenSet();

    public static void Check(Checker837P checker, Envelope envelope)
    {
        Party(checker, envelope.Sender, element: 5);
        Party(checker, envelope.Receiver, element: 7);
        checker.That(IsControlNumber(envelope.InterchangeNumber), X12Rules.InterchangeNumber, "ISA", 13);

        GroupParty(checker, envelope.GroupSender, element: 2);
        GroupParty(checker, envelope.GroupReceiver, element: 3);
        checker.That(IsControlNumber(envelope.GroupNumber), X12Rules.GroupNumber, "GS", 6);
    }

    public static void Check(Checker837P checker, Transaction837P transaction)
    {
        checker.That(
            IsControlNumber(transaction.ControlNumber) && checker.TransactionNumbers.Add(transaction.ControlNumber),
            X12Rules.TransactionNumber, "ST", 2);
        if (checker.Text(transaction.BatchId, "BHT", 3, 30, X12Rules.BatchId))
        {
            checker.That(checker.IsFirst(checker.BatchIds, transaction.BatchId), X12Rules.BatchId, "BHT", 3);
        }

        var claims = transaction.Subscribers.Sum(subscriber => subscriber.Claims.Count);
        checker.That(claims <= checker.Context.MaxClaimsPerTransaction && claims > 0, X12Rules.ClaimCount, "ST", 0);
    }

    private static bool IsControlNumber(int number) => number is > 0 and <= MaxControlNumber;

    private static void Party(Checker837P checker, InterchangeParty party, int element)
    {
        checker.That(PartyQualifiers.Contains(party.Qualifier), X12Rules.InterchangeId, "ISA", element);
        checker.Text(party.Id, "ISA", element + 1, 15, X12Rules.InterchangeId);
    }

    private static void GroupParty(Checker837P checker, string id, int element)
    {
        if (checker.Text(id, "GS", element, 15, X12Rules.InterchangeId))
        {
            checker.That(id.Trim().Length > 1, X12Rules.InterchangeId, "GS", element);
        }
    }
}
