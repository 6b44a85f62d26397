using MedicaidLogs.Core.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>Turns text into the upper-case ASCII that data may hold under one syntax, or says why it cannot.</summary>
/// <remarks>
/// Source: X12.6 appendix B, basic and extended character sets. X12 has no escape, and receivers rewrite files with
/// separators of their own, so the usual four are kept out of data as well as the four in use.
/// </remarks>
public sealed class Alphabet
{
    private const string Basic = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !\"&'()+,-./;?=";
    private const string Extended = "%@[]_{}\\|<>#$";

    /// <summary>ASCII to what is written for it; 0 where nothing may be.</summary>
    private readonly byte[] _written = new byte[128];

    private readonly Separators _separators;

    public Alphabet(X12Syntax syntax)
    {
        _separators = syntax.Separators;
        foreach (var c in syntax.CharacterSet == CharacterSet.Extended ? Basic + Extended : Basic)
        {
            if (!IsSeparator(c))
            {
                _written[c] = (byte)c;
                _written[char.ToLowerInvariant(c)] = (byte)c;
            }
        }
    }

    /// <summary>Encodes trimmed text. On <see cref="TextFault.Length"/> the target holds what fitted.</summary>
    public TextFault Encode(ReadOnlySpan<char> text, Span<byte> target, out int written)
    {
        text = text.Trim();
        written = EncodePlain(text, target);
        foreach (var c in text[written..])
        {
            var fault = c < _written.Length && _written[c] != 0 ? Append(_written[c], target, ref written) : EncodeReplacement(c, target, ref written);
            if (fault != TextFault.None)
            {
                return fault;
            }
        }

        return TextFault.None;
    }

    /// <summary>Nothing of the text changes but its case.</summary>
    public bool Keeps(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c >= _written.Length || _written[c] == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Encodes up to the first character that needs a replacement: nearly always all of the text.</summary>
    private int EncodePlain(ReadOnlySpan<char> text, Span<byte> target)
    {
        var table = _written;
        var count = Math.Min(text.Length, target.Length);
        for (var i = 0; i < count; i++)
        {
            var c = text[i];
            if (c >= table.Length || table[c] == 0)
            {
                return i;
            }

            target[i] = table[c];
        }

        return count;
    }

    private TextFault EncodeReplacement(char c, Span<byte> target, ref int written)
    {
        if (IsSeparator(c))
        {
            return TextFault.Separator;
        }

        if (Transliteration.Of(c) is not { } replacement)
        {
            return TextFault.Character;
        }

        foreach (var r in replacement)
        {
            var fault = _written[r] == 0 ? TextFault.Separator : Append(_written[r], target, ref written);
            if (fault != TextFault.None)
            {
                return fault;
            }
        }

        return TextFault.None;
    }

    private static TextFault Append(byte ascii, Span<byte> target, ref int written)
    {
        if (written == target.Length)
        {
            return TextFault.Length;
        }

        target[written++] = ascii;
        return TextFault.None;
    }

    private bool IsSeparator(char c) => c is '*' or ':' or '~' or '^' || _separators.Contains(c);
}

/// <summary>Why text cannot stand in an element.</summary>
public enum TextFault
{
    None,
    Separator,
    Character,
    Length,
}
