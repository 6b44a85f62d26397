using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Core.Findings;

/// <summary>The words for one code, as docs/findings.md has them.</summary>
/// <param name="Group">The document's heading: Log, Student, Plan…</param>
/// <param name="Severity">As written there: a severity, or the rule pack's value that decides it.</param>
/// <param name="Message">With <c>{0}</c>, <c>{0:date}</c>, <c>{0:time}</c> for what the check saw.</param>
/// <param name="Who">Who can fix it: provider, supervisor, office or biller.</param>
/// <param name="Task">What findings of the code have in common that one stroke mends, one of <see cref="FindingTexts.Tasks"/>.</param>
public sealed record FindingText(
    string Code, string Group, string Title, string Severity, string Message, string Fix, string Who, string Source, string Task = "entry");

/// <summary>The words for findings, read from docs/findings.md, the one place where they stand.</summary>
public static partial class FindingTexts
{
    private const string Resource = "findings.md";

    /// <summary>What findings of one code may have in common; the first where the document says nothing.</summary>
    public static readonly string[] Tasks =
        ["entry", "provider", "student", "service of a student", "school day", "service", "procedure", "record"];

    private static readonly FrozenDictionary<string, FindingText> _texts =
        Read(Document()).ToFrozenDictionary(text => text.Code, StringComparer.Ordinal);

    public static IEnumerable<FindingText> All => _texts.Values;

    /// <summary>The words for a code; for one that the program no longer knows, the code itself, so that an old finding can still be read.</summary>
    public static FindingText Of(string code) =>
        _texts.GetValueOrDefault(code) ?? new(code, "", code, "", "", "", "", "");

    /// <summary>The message with the values that the check saw, dates and times as people write them.</summary>
    public static string MessageOf(string code, IReadOnlyList<string> saw) => Placeholder().Replace(Of(code).Message, match =>
    {
        var index = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
        return index < saw.Count ? Written(saw[index], match.Groups["kind"].Value) : Show.Nothing;
    });

    /// <summary>Reads the document's form: <c>## group</c>, <c>### CODE</c>, <c>- **key**: value</c>.</summary>
    /// <exception cref="FormatException">A code lacks one of its six lines, or a placeholder has a kind that we do not know.</exception>
    public static IEnumerable<FindingText> Read(string document)
    {
        var group = "";
        foreach (var section in SectionStart().Split(document.ReplaceLineEndings("\n")))
        {
            var lines = section.Split('\n');
            var code = lines[0].Trim();
            if (CodeForm().IsMatch(code))
            {
                yield return Text(code, group, KeyValue().Matches(section)
                    .ToDictionary(line => line.Groups["key"].Value, line => line.Groups["value"].Value.Trim()));
            }

            group = lines.LastOrDefault(line => line.StartsWith("## ", StringComparison.Ordinal))?[3..].Trim() ?? group;
        }
    }

    private static FindingText Text(string code, string group, Dictionary<string, string> values)
    {
        string Value(string key) =>
            values.GetValueOrDefault(key) ?? throw new FormatException($"docs/findings.md: {code} lacks its line '{key}'.");

        var message = Value("message");
        if (Placeholder().Matches(message).FirstOrDefault(match => match.Groups["kind"].Value is not ("" or "date" or "time")) is { } strange)
        {
            throw new FormatException($"docs/findings.md: {code} has the placeholder {strange.Value}.");
        }

        var task = values.GetValueOrDefault("task", Tasks[0]);
        if (!Tasks.Contains(task))
        {
            throw new FormatException($"docs/findings.md: {code} has the task {task}, which is none of {string.Join(", ", Tasks)}.");
        }

        return new(code, group, Value("title"), Value("severity"), message, Value("fix"), Value("who"), Value("source"), task);
    }

    private static string Written(string value, string kind) => kind switch
    {
        _ when value.Length == 0 => Show.Nothing,
        "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Show.Date(day),
        "time" when TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => Show.Time(time),
        _ => value,
    };

    private static string Document()
    {
        using var reader = new StreamReader(typeof(FindingTexts).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^### ", RegexOptions.Multiline)]
    private static partial Regex SectionStart();

    [GeneratedRegex(@"^[A-Z]+(_[A-Z]+)?$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^- \*\*(?<key>[a-z]+)\*\*: (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex KeyValue();

    [GeneratedRegex(@"\{(?<index>\d)(:(?<kind>[a-z]+))?\}")]
    private static partial Regex Placeholder();
}
