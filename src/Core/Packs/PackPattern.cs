using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Packs;

/// <summary>A regular expression of a pack: it runs in time that grows with the text alone, whatever its author wrote.</summary>
internal static class PackPattern
{
    /// <returns>False where it is none, or one that needs look-around or back-references.</returns>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Regex? regex)
    {
        try
        {
            regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            regex = null;
            return false;
        }
    }
}
