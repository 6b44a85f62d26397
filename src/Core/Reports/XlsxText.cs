using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace MedicaidLogs.Core.Reports;

/// <summary>Text as a cell of a spreadsheet can hold it.</summary>
internal static partial class XlsxText
{
    /// <summary>Excel's own limit; a longer text is cut and ends with an ellipsis.</summary>
    public const int MaxCharacters = 32_767;

    /// <summary>Leaves out what XML cannot say, and writes what would come out changed as <c>_xHHHH_</c>: returns, and texts that look like that already.</summary>
    /// <remarks>Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).</remarks>
    public static string Of(string text)
    {
        var legal = text.Length <= MaxCharacters ? text : text[..(MaxCharacters - 1)] + "…";
        if (legal.Any(IsDoubtful))
        {
            legal = Legal(legal);
        }

        return legal.Contains("_x", StringComparison.Ordinal) || legal.Contains('\r', StringComparison.Ordinal)
            ? Escape().Replace(legal, found => found.Value == "\r" ? "_x000D_" : "_x005F_")
            : legal;
    }

    private static bool IsDoubtful(char c) => !XmlConvert.IsXmlChar(c);

    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Half of a surrogate pair comes as the replacement character.
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
            {
                legal.Append(rune);
            }
        }

        return legal.ToString();
    }

    [GeneratedRegex("\r|_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
