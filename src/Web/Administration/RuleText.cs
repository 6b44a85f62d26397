using System.Text.RegularExpressions;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Web.Administration;

/// <summary>What rule packs and payer profiles say, in the words of docs/packs.md and docs/payers.md.</summary>
public static partial class RuleText
{
    private static readonly Dictionary<string, (string Meaning, string Unit)> _values = DocumentTable.Rows(DocumentTable.Read("packs.md"), "## Values")
        .Where(cells => cells.Length >= 4 && cells[0].StartsWith('`'))
        .ToDictionary(cells => cells[0].Trim('`'), cells => (Plain(cells[3]), cells[2].Trim()));

    private static readonly Dictionary<string, string> _payer = DocumentTable.Rows(DocumentTable.Read("payers.md"))
        .Where(cells => cells.Length == 2 && cells[0].StartsWith('`'))
        .SelectMany(cells => cells[0].Split(", ").Select(member => (Member: member.Trim('`'), Meaning: Plain(cells[1]))))
        .GroupBy(each => each.Member)
        .ToDictionary(each => each.Key, each => each.First().Meaning);

    /// <summary>What a value of a pack means; its path where the document does not say.</summary>
    public static string MeaningOf(PackEntry entry) => _values.TryGetValue(entry.Path, out var value) ? value.Meaning : entry.Path;

    /// <summary>What a pack says, with its unit.</summary>
    public static string SaidOf(PackEntry entry) =>
        _values.TryGetValue(entry.Path, out var value) && value.Unit.Length > 0 ? $"{entry.Said} {value.Unit}" : entry.Said;

    /// <summary>What a member of a payer profile means; the member where the document does not say.</summary>
    public static string MeaningOf(string payerMember) => _payer.GetValueOrDefault(payerMember, payerMember);

    /// <summary>Without the marks of a link and of code letters, as a sentence begins.</summary>
    private static string Plain(string markdown)
    {
        var text = Link().Replace(markdown, "${text}").Replace("`", "", StringComparison.Ordinal).Trim();
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
