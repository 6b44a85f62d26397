using System.Text.Json;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.Core.Packs;

/// <summary>Reads a pack's values as they hold on one day. Faults are gathered, so that the pack's author sees all of them at once.</summary>
/// <remarks>What is asked for is what there is: a key that nobody reads does not exist.</remarks>
internal sealed class PackValues(PackFile file, DateOnly day)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public int Number(string key, int least = 0) =>
        Value(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least
            ? number
            : Fault(key, $"a whole number, {least} or more", least);

    public bool YesNo(string key) =>
        Value(key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : Fault(key, "true or false", false);

    public string Text(string key) =>
        Value(key) is var value && IsText(value) ? value.GetString()! : Fault(key, "a text", "");

    public string[] Texts(string key) =>
        Value(key) is { ValueKind: JsonValueKind.Array } value && value.EnumerateArray().All(IsText)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : Fault(key, "a list of texts", Array.Empty<string>());

    public Severity Severity(string key) =>
        Value(key) is var value && IsText(value) && SeverityText.TryParse(value.GetString()!, out var severity)
            ? severity
            : Fault(key, "'reject', 'not-billable' or 'warn'", Findings.Severity.Reject);

    public Regex Pattern(string key)
    {
        try
        {
            return PatternOf(Text(key));
        }
        catch (ArgumentException exception)
        {
            return Fault(key, $"a regular expression ({exception.Message})", PatternOf(""));
        }
        catch (NotSupportedException)
        {
            return Fault(key, "a regular expression without look-around and back-references", PatternOf(""));
        }
    }

    /// <exception cref="PackException">A value is missing, of the wrong type, or of a key that nobody reads.</exception>
    public void DemandFaultless()
    {
        _faults.AddRange(file.Values.Keys.Where(key => !_read.Contains(key)).Select(key => $"{PathOf(key)}: there is no such value; docs/packs.md lists them."));
        if (_faults.Count > 0)
        {
            throw new PackException(string.Join(Environment.NewLine, _faults));
        }
    }

    private static Regex PatternOf(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;

    private static string PathOf(string key) => $"$.values['{key}']";

    /// <summary>Undefined where the pack lacks the key.</summary>
    private JsonElement Value(string key)
    {
        _read.Add(key);
        return file.Values.TryGetValue(key, out var dated) ? (dated.LastOrDefault(value => value.From <= day) ?? dated[0]).Value : default;
    }

    private T Fault<T>(string key, string wanted, T standIn)
    {
        _faults.Add($"{PathOf(key)} {(file.Values.ContainsKey(key) ? $"on {day:yyyy-MM-dd}" : "is missing")}: {wanted} is wanted.");
        return standIn;
    }
}
