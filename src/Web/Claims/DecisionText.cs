using MedicaidLogs.Billing.Claims;

namespace MedicaidLogs.Web.Claims;

/// <summary>What came of deciding about a claim, in words for the page.</summary>
public static class DecisionText
{
    public static string DoneOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Decided { Kind: ClaimDecisionKind.Again } => "Its sessions are ready again. Close and build the month to send them.",
        DecisionOutcome.Decided decided => $"The next file of the month makes a {Noun(decided.Kind)} of it.",
        DecisionOutcome.Dropped dropped => $"No {Noun(dropped.Kind)} will be made.",
        _ => "",
    };

    public static string RefusalOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.DecidedBefore before => $"Somebody decided that already: a {Noun(before.Kind)} waits for the next file.",
        DecisionOutcome.NothingWaits => "No decision waits any more.",
        DecisionOutcome.NotSent => "Its file is not released. Withdraw the file instead.",
        DecisionOutcome.NotStanding { Original: { } original } => $"The payer refused it, and {original} stands: decide about that one.",
        DecisionOutcome.NotStanding => "It was voided, replaced or sent again, or is a void itself.",
        DecisionOutcome.VoidNotAnswered waits => $"It waits for the payer's answer to the void {waits.VoidNumber}.",
        DecisionOutcome.NotSentBack => "The payer neither rejected it nor denied all of it.",
        DecisionOutcome.NoPayerNumber { Rejected: true } => "The payer never took it. Send it again.",
        DecisionOutcome.NoPayerNumber => "The payer's number of it is not known yet. It comes with the payer's answer or remittance.",
        _ => "That cannot be decided here.",
    };

    public static string RefusalOf(VoidAnswerOutcome outcome) => outcome switch
    {
        VoidAnswerOutcome.KnownBefore => "That is known already.",
        VoidAnswerOutcome.BilledSince => "Sessions of the claim that it took back are billed anew: it cannot stand again.",
        VoidAnswerOutcome.NotSent => "Its file is not released, so the payer cannot know it.",
        _ => "It is no void.",
    };

    private static string Noun(ClaimDecisionKind kind) => kind == ClaimDecisionKind.Void ? "void" : "replacement";
}
