using System.Diagnostics.CodeAnalysis;

namespace MedicaidLogs.Core.Ids;

/// <summary>Numbers that people write with a dash in one known place, and files without.</summary>
internal static class DigitGroups
{
    /// <summary>Joins the digits; false unless there are <paramref name="length"/>, not all zero, with no dash but at <paramref name="dashAt"/>.</summary>
    public static bool TryJoin(ReadOnlySpan<char> text, int dashAt, int length, [NotNullWhen(true)] out string? digits)
    {
        digits = null;
        var dashed = text.Length == length + 1 && text[dashAt] == '-';
        if (!dashed && text.Length != length)
        {
            return false;
        }

        var head = text[..dashAt];
        var tail = text[(dashed ? dashAt + 1 : dashAt)..];
        if (head.ContainsAnyExceptInRange('0', '9') || tail.ContainsAnyExceptInRange('0', '9')
            || !text.ContainsAnyInRange('1', '9'))
        {
            return false;
        }

        digits = string.Concat(head, tail);
        return true;
    }
}
