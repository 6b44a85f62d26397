using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Web.Closing;

namespace MedicaidLogs.Web.Claims;

/// <summary>What happened to a claim, in words.</summary>
public static class ClaimEventText
{
    public static string Of(ClaimEvent happened) => happened.What switch
    {
        "built" => "Built into its file",
        "released" => "Released to the payer",
        "withdrawn" => "Its file was withdrawn",
        "TA1" or "999" or "277CA" => $"The payer's answer to the file ({happened.What}): {Lower(AnswerText.VerdictOf(happened.Verdict).Words)}",
        "277CA of the claim" => $"The payer's answer to the claim (277CA): {Lower(AnswerText.VerdictOf(happened.Verdict).Words)}",
        "remittance" => $"Remittance: {Show.Dollars(Cents(happened))} paid",
        "decided" => $"Decided: {DecisionOf(happened.Verdict)}",
        "dropped" => $"Taken back: {DecisionOf(happened.Verdict)}",
        "void-answer" => happened.Verdict == "done" ? "The payer said that the void is done" : "The payer said that it refuses the void",
        "write-off" => Cents(happened) > 0 ? $"{Show.Dollars(Cents(happened))} written off" : $"{Show.Dollars(-Cents(happened))} of a write-off taken back",
        _ => happened.What,
    };

    /// <param name="kind">As billing.claim_decision has it.</param>
    public static string DecisionOf(string kind) => kind switch
    {
        "replace" => "replace it",
        "void" => "void it",
        _ => "send it again",
    };

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];

    private static long Cents(ClaimEvent happened) => long.Parse(happened.Verdict, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
