using System.Text;
using MedicaidLogs.Core.Text;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>A name without all that two clerks write differently: case, accents, hyphens, apostrophes, blanks, a suffix such as Jr.</summary>
public readonly record struct NameKey(string LastName, string FirstName)
{
    private static readonly string[] _suffixes = ["JR", "SR", "II", "III", "IV"];

    private static readonly char[] _betweenWords = [' ', '-', ',', '.'];

    public static NameKey Of(string lastName, string firstName) => new(LettersOf(lastName), LettersOf(firstName));

    private static string LettersOf(string name)
    {
        if (!name.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
        {
            return name; // As most names of the list are: eighty thousand of them.
        }

        var words = Latin(name).Split(_betweenWords, StringSplitOptions.RemoveEmptyEntries);
        if (words is [_, .., var last] && Array.IndexOf(_suffixes, last) >= 0)
        {
            words = words[..^1];
        }

        return string.Concat(words);
    }

    private static string Latin(string name)
    {
        var latin = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsAscii(letter))
            {
                latin.Append(char.ToUpperInvariant(letter));
            }
            else
            {
                latin.Append(Transliteration.Of(letter) ?? letter.ToString());
            }
        }

        return latin.Replace("'", "").ToString();
    }
}
