using System.Globalization;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Web.Entries;

/// <summary>The correction form: what it shows, what was typed, and what is wrong with it.</summary>
/// <remarks>
/// Two people may have one entry open. The form names the version that it was made from; what a person changed is what differs
/// from that version, so their words can be laid over a newer one without taking back the other person's.
/// </remarks>
public sealed class CorrectionForm
{
    public const string VersionField = "version";
    public const string ReasonField = "reason";

    /// <summary>The claim on which the person was told that the entry was billed; absent where it was on none.</summary>
    public const string SentOnField = "sent_on";
    public const int MostReasonCharacters = 500;

    private CorrectionForm(int version, string reason, Dictionary<string, string> texts) => (Version, Reason, Texts) = (version, reason, texts);

    /// <summary>The version that the form is laid over.</summary>
    public int Version { get; }

    public string Reason { get; }

    /// <summary>Field → text, as in docs/file-formats.md.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>Field → what to enter instead.</summary>
    public Dictionary<string, string> Problems { get; } = [];

    /// <summary>Field → what another person made of it in the meantime, where this person typed something else.</summary>
    public IReadOnlyDictionary<string, string> Others { get; private init; } = new Dictionary<string, string>();

    /// <summary>A fresh form over the entry as it stands.</summary>
    public static CorrectionForm Of(LoggedVersions logged) => new(logged.Entry.Version, "", new(logged.Texts));

    /// <summary>As it was sent; a field that did not come along keeps the entry's text.</summary>
    public static CorrectionForm Read(IFormCollection sent, LoggedVersions logged)
    {
        var version = VersionOf(sent);
        var made = MadeFrom(version, logged);
        var texts = LoggedField.ByName.Keys.ToDictionary(
            field => field,
            field => sent.TryGetValue(field, out var text) ? LoggedField.Normal(text.ToString()) : made[field],
            StringComparer.Ordinal);
        return new(version, ReasonOf(sent), texts);
    }

    /// <summary>What a form that was sent changes of an entry: field → new text.</summary>
    /// <param name="log">The version that the form was made from.</param>
    public static IReadOnlyDictionary<string, string> ChangesOf(IFormCollection sent, SessionLog log) =>
        (from field in LoggedField.TextsOf(log)
         where sent.ContainsKey(field.Key)
         let text = LoggedField.Normal(sent[field.Key].ToString())
         where text != field.Value
         select (field.Key, text)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The version that a form was made from; 0 where it names none.</summary>
    public static int VersionOf(IFormCollection sent) =>
        int.TryParse(sent[VersionField], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static string ReasonOf(IFormCollection sent) => sent[ReasonField].ToString().Trim();

    /// <summary>This person's words over the entry as it stands now.</summary>
    public CorrectionForm Over(LoggedVersions logged)
    {
        var made = MadeFrom(Version, logged);
        var changes = Texts.Where(field => field.Value != made[field.Key]).ToDictionary(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(logged.Texts, StringComparer.Ordinal);
        foreach (var (field, text) in changes)
        {
            texts[field] = text;
        }

        return new(logged.Entry.Version, Reason, texts)
        {
            Others = changes.Keys
                .Where(field => logged.Texts[field] != made[field] && logged.Texts[field] != texts[field])
                .ToDictionary(field => field, field => logged.Texts[field], StringComparer.Ordinal),
        };
    }

    /// <summary>The texts that the form showed before anything was typed.</summary>
    private static IReadOnlyDictionary<string, string> MadeFrom(int version, LoggedVersions logged) =>
        logged.Earlier.FirstOrDefault(earlier => earlier.Version == version)?.Texts ?? logged.Texts;
}
