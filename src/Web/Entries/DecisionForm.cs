using System.Globalization;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Entries;

/// <summary>One of the forms that decide about an entry, as it was sent.</summary>
/// <param name="Kind">The word of <see cref="EntryDecision.Kind"/>.</param>
/// <param name="Version">Of the entry, as the person had it before them.</param>
/// <param name="Reason">Of a return, the comment.</param>
public sealed record DecisionForm(string Kind, int Version, string Reason, string Code, string Until, string Original, string DecisionId)
{
    public const string KindField = "decision";
    public const string VersionField = "version";
    public const string ReasonField = "why";
    public const string CodeField = "code_to_override";
    public const string UntilField = "until";
    public const string OriginalField = "original";
    public const string DecisionIdField = "decision_id";

    /// <summary>Where the person goes on after it: see <see cref="WayOn"/>.</summary>
    public const string ThenField = "then";

    public static DecisionForm Read(IFormCollection sent) => new(
        sent[KindField].ToString(),
        int.TryParse(sent[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        sent[ReasonField].ToString().Trim().ReplaceLineEndings("\n"),
        sent[CodeField].ToString(),
        sent[UntilField].ToString(),
        sent[OriginalField].ToString(),
        sent[DecisionIdField].ToString());

    /// <summary>What was decided; null where the form does not say it, and then <paramref name="problem"/> says what is missing.</summary>
    public EntryDecision? Decision(out string problem)
    {
        problem = Reason.Length is 0 or > EntryDecision.MostReasonCharacters
            ? $"Say {(Kind == EntryDecision.ReturnKind ? "what the provider should do" : "why")}, in at most {EntryDecision.MostReasonCharacters:#,0} characters."
            : "";
        EntryDecision? decision = Kind switch
        {
            EntryDecision.ReturnKind => new EntryDecision.ReturnToProvider(),
            EntryDecision.NotBillableKind => new EntryDecision.NotBillable(),
            EntryDecision.OverrideKind when Day(Until) is { } until => new EntryDecision.Override(Code, until),
            EntryDecision.DuplicateKind when Number(Original) is { } original => new EntryDecision.MergeInto(original),
            EntryDecision.TakeBackKind when Number(DecisionId) is { } taken => new EntryDecision.TakeBack(taken),
            _ => null,
        };
        if (decision is null)
        {
            problem = Kind == EntryDecision.OverrideKind ? "Choose the last day on which the override holds." : "Choose what to do.";
        }

        return problem.Length == 0 ? decision : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Where a person goes on after a correction or a decision.</summary>
public static class WayOn
{
    public const string Next = "next";
    public const string List = "list";
}
