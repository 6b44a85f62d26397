using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Queue;

/// <summary>What a person does with several entries of a list at once, as the form was sent.</summary>
/// <param name="Act">A kind of <see cref="EntryDecision"/>, or <see cref="CheckAct"/>.</param>
/// <param name="Entries">Those that were ticked, with the versions that the list showed.</param>
/// <param name="WholeList">Not only the ticked ones: all that the list's filter lets through.</param>
public sealed record ChosenEntries(string Act, string Reason, IReadOnlyList<EntrySeen> Entries, bool WholeList)
{
    public const string ActField = "act";
    public const string ReasonField = "why";
    public const string EntryField = "entry";
    public const string WholeListField = "whole_list";

    /// <summary>No decision: they are checked again.</summary>
    public const string CheckAct = "check";

    public static string KeyOf(ListedEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.EntryId}:{entry.Version}");

    public static ChosenEntries Read(IFormCollection sent) => new(
        sent[ActField].ToString(),
        sent[ReasonField].ToString().Trim().ReplaceLineEndings("\n"),
        [.. sent[EntryField].Take(EntryList.PageSize).Select(Seen).OfType<EntrySeen>().DistinctBy(seen => seen.EntryId)],
        sent[WholeListField].Count > 0);

    /// <summary>What is missing or is not done so; null where it can be tried.</summary>
    public string? Problem => this switch
    {
        { Act: not (EntryDecision.ReturnKind or EntryDecision.NotBillableKind or CheckAct) } => "Choose what to do with them.",
        { Act: EntryDecision.NotBillableKind, WholeList: true } => "Only entries that you ticked can be marked as not billable: look each over first.",
        { WholeList: false, Entries.Count: 0 } => "Tick the entries first.",
        { Act: not CheckAct, Reason.Length: 0 or > EntryDecision.MostReasonCharacters } =>
            $"Say {(Act == EntryDecision.ReturnKind ? "what the providers should do" : "why")}, in at most {EntryDecision.MostReasonCharacters:#,0} characters.",
        _ => null,
    };

    private static EntrySeen? Seen(string? key) =>
        key?.Split(':') is [var id, var version]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entryId)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(entryId, number)
            : null;
}

/// <summary>What came of an act on several entries: "12 entries are returned to their providers. 1 was so already. 2 were not:" and which.</summary>
public sealed class ChosenNote(string act)
{
    /// <summary>As many as a page names.</summary>
    private const int MostNamed = 20;

    private readonly List<string> _refused = [];
    private readonly HashSet<long> _siblings = [];
    private int _done;
    private int _already;

    public void Add(DecisionsMade made)
    {
        _siblings.UnionWith(made.SiblingsChanged);
        foreach (var (entryId, outcome) in made.Outcomes.OrderBy(each => each.Key))
        {
            switch (outcome)
            {
                case EntryDecisionOutcome.Done:
                    _done++;
                    break;
                case EntryDecisionOutcome.Already:
                    _already++;
                    break;
                default:
                    _refused.Add($"Entry {entryId}: {WhyOf(outcome)}");
                    break;
            }
        }
    }

    public string Said
    {
        get
        {
            var what = act == EntryDecision.ReturnKind
                ? _done == 1 ? "is returned to its provider" : "are returned to their providers"
                : _done == 1 ? "is marked as not billable" : "are marked as not billable";
            var already = _already == 0 ? "" : $" {Entries(_already)} stood so already.";
            var siblings = _siblings.Count == 0 ? "" : $" {Show.Count(_siblings.Count, "other entry", "other entries")} changed with them.";
            return $"{Entries(_done)} {what}.{already}{siblings}";
        }
    }

    /// <summary>One line for each entry that it was not done with, and why; empty where there is none.</summary>
    public IReadOnlyList<string> Refused => _refused.Count <= MostNamed
        ? _refused
        : [.. _refused.Take(MostNamed), $"And {Show.Count(_refused.Count - MostNamed)} more."];

    private static string Entries(int count) => Show.Count(count, "entry", "entries");

    private static string WhyOf(EntryDecisionOutcome outcome) => outcome switch
    {
        EntryDecisionOutcome.Refused refused => refused.Why,
        EntryDecisionOutcome.Stale => "Someone changed it since you opened the list.",
        EntryDecisionOutcome.Frozen { Sent: true } => "It is billed on a claim that went out.",
        EntryDecisionOutcome.Frozen => "It is frozen by its month's close or on a claim that is not released yet.",
        _ => "It is not there any more.",
    };
}
