using System.Text.Json;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.Core.Packs;

/// <summary>Reads a pack's values as they hold on one day. Their types are pack.schema.json's to hold; here another one is a bug.</summary>
/// <remarks>What is asked for is what there is: a key that nobody reads does not exist.</remarks>
internal sealed class PackValues(PackFile file, DateOnly day)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public int Number(string key, int least = 0) =>
        Value(key).TryGetInt32(out var number) && number >= least ? number : throw Mistaken(key);

    public bool YesNo(string key) => Value(key).GetBoolean();

    public string Text(string key) => Value(key).GetString() ?? throw Mistaken(key);

    public string[] Texts(string key) => [.. Value(key).EnumerateArray().Select(item => item.GetString() ?? throw Mistaken(key))];

    public Severity Severity(string key) => SeverityText.TryParse(Text(key), out var severity) ? severity : throw Mistaken(key);

    public Regex Pattern(string key) => PackPattern.TryParse(Text(key), out var regex) ? regex : throw Mistaken(key);

    /// <exception cref="InvalidOperationException">A value is of a key that nobody reads.</exception>
    public void DemandAllRead()
    {
        if (file.Values.Keys.FirstOrDefault(key => !_read.Contains(key)) is { } unread)
        {
            throw Mistaken(unread);
        }
    }

    private static InvalidOperationException Mistaken(string key) => new($"PackRules and pack.schema.json do not agree on '{key}'.");

    private JsonElement Value(string key)
    {
        _read.Add(key);
        return file.Values.TryGetValue(key, out var dated) ? (dated.LastOrDefault(value => value.From <= day) ?? dated[0]).Value : throw Mistaken(key);
    }
}
