using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Records;

/// <summary>Which students or providers a list shows.</summary>
/// <param name="Path">The list's own address.</param>
/// <param name="School">A school's code; null: all.</param>
/// <param name="Show">Null: all.</param>
/// <param name="After">Goes on after this record's id; null: from the beginning.</param>
public sealed record PeopleFilter(string Path, DateOnly Month, string? School, PeopleShown? Show, long? After)
{
    private const int LongestSchool = 20;

    /// <summary>From an address. What cannot be read there filters nothing.</summary>
    public static PeopleFilter From(IQueryCollection query, string path, DateOnly month)
    {
        var school = query["school"].ToString();
        return new(
            path,
            month,
            school.Length is > 0 and <= LongestSchool ? school : null,
            query["show"].ToString() switch { "missing" => PeopleShown.Missing, "expiring" => PeopleShown.Expiring, _ => null },
            long.TryParse(query["after"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null);
    }

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["month"] = Core.Districts.MonthName.Of(Month),
        ["school"] = School,
        ["show"] = WordOf(Show),
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    });

    public static string? WordOf(PeopleShown? show) => show switch
    {
        PeopleShown.Missing => "missing",
        PeopleShown.Expiring => "expiring",
        _ => null,
    };
}

/// <summary>What a list of people is narrowed to.</summary>
public enum PeopleShown
{
    /// <summary>A record that billing needs is not there.</summary>
    Missing,

    /// <summary>A record runs out within <see cref="Expiry.SoonDays"/>, or has run out.</summary>
    Expiring,
}

/// <summary>What a person typed to find a student or a provider: the beginning of a last name, "last, first", or a number.</summary>
/// <remarks>It is kept in the sealed cookie between two pages, never in an address.</remarks>
public sealed record NameSearch(string Text, string Last, string First)
{
    public const int MostCharacters = 80;

    public static NameSearch? Of(string? text)
    {
        text = text?.Trim() ?? "";
        if (text.Length is 0 or > MostCharacters)
        {
            return null;
        }

        var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        return new(text, parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
