using System.Collections.Frozen;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rules 17 to 19, the payer of loop 2010BB, and how many claims a student may have (34).</summary>
internal static class SubscriberRules837P
{
    private const int MaxClaims = 100;

    /// <summary>SBR09, X12 code list 1032 as 005010X222A1 takes it.</summary>
    private static readonly FrozenSet<string> FilingIndicators =
        "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ".Split(' ').ToFrozenSet();

    public static void Check(Checker837P checker, Subscriber837P subscriber)
    {
        Coverage(checker, subscriber.GroupNumber, subscriber.GroupName, subscriber.FilingIndicator);
        checker.Text(subscriber.MedicaidId.Value, "NM1", 9, MedicaidId.MaxLength, X12Rules.Required);
        PartyRules837P.Person(checker, subscriber.Name);
        PartyRules837P.Address(checker, subscriber.Address, X12Rules.SubscriberAddress);
        checker.That(Dates837P.IsKnown(subscriber.BirthDate) && subscriber.BirthDate <= checker.Context.Today, X12Rules.BirthDate, "DMG", 2);

        var payer = subscriber.Payer;
        checker.Name(payer.Name, "NM1", 3, 60, X12Rules.Required);
        checker.Text(payer.Id, "NM1", 9, 80, X12Rules.Required);
        checker.Text(payer.BillingProviderId, "REF", 2, 50);

        checker.That(subscriber.Claims.Count is > 0 and <= MaxClaims, X12Rules.ClaimCount, "CLM", 0);
    }

    /// <summary>SBR03, SBR04 and SBR09.</summary>
    public static void Coverage(Checker837P checker, string? groupNumber, string? groupName, string filingIndicator)
    {
        checker.Text(groupNumber, "SBR", 3, 50);
        if (checker.Name(groupName, "SBR", 4, 60))
        {
            checker.That(string.IsNullOrWhiteSpace(groupNumber), X12Rules.GroupName, "SBR", 4);
        }

        checker.That(FilingIndicators.Contains(filingIndicator), X12Rules.FilingIndicator, "SBR", 9);
    }
}
