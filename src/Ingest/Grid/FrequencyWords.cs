using System.Collections.Frozen;
using System.Globalization;

namespace MedicaidLogs.Ingest.Grid;

/// <summary>What a word of a frequency text can be.</summary>
internal enum Word
{
    Unknown,
    Ambiguous,
    Number,
    Separator,
    Dash,
    Slash,
    X,
    Times,
    Often,
    Per,
    Article,
    Each,
    Join,
    And,
    Minute,
    Hour,
    Half,
    Session,
    Day,
    Week,
    Month,
    Year,
    Daily,
    Weekly,
    Fortnightly,
    Monthly,
    Yearly,
    Other,
    School,
    Cycle,
    Grading,
}

/// <summary>A word of the text: what it is, its number where it has one, and where it stands.</summary>
internal readonly record struct FrequencyWord(Word Word, Fraction Value, int From, int To);

/// <summary>Cuts a frequency text into words: runs of letters, numbers and signs, so that <c>30min3x4wks</c> is six of them.</summary>
internal static class FrequencyWords
{
    private const int MaxDigits = 6;

    private static readonly FrozenDictionary<string, Word> Spellings = Table(
        (Word.X, "x × *"),
        (Word.Times, "time times"),
        (Word.Per, "per every"),
        (Word.Article, "a an"),
        (Word.Each, "each ea"),
        (Word.Join, "of for at @ in"),
        (Word.And, "and &"),
        (Word.Minute, "min mins minute minutes ' ′ ’"),
        (Word.Hour, "h hr hrs hour hours"),
        (Word.Half, "half"),
        (Word.Session, "session sessions sess visit visits"),
        (Word.Day, "day days"),
        (Word.Week, "week weeks wk wks"),
        (Word.Month, "month months mo mos mth mths"),
        (Word.Year, "year years yr yrs annum"),
        (Word.Daily, "daily"),
        (Word.Weekly, "weekly wkly"),
        (Word.Fortnightly, "fortnightly"),
        (Word.Monthly, "monthly"),
        (Word.Yearly, "yearly annually"),
        (Word.Other, "other second"),
        (Word.School, "school"),
        (Word.Cycle, "cycle rotation"),
        (Word.Grading, "grading marking period"),
        (Word.Slash, "/"),
        (Word.Separator, ", ; : . ( ) [ ]"),
        (Word.Dash, "- – —"),
        // Every two weeks or twice a week? Nine weeks or three months? How long a term?
        (Word.Ambiguous, "bi-weekly biweekly bi-monthly bimonthly bi-annual biannual bi-annually biannually"),
        (Word.Ambiguous, "quarter quarters quarterly qtr semester semesters trimester trimesters term terms"));

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["twelve"] = 12,
        ["fifteen"] = 15,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["sixty"] = 60,
        ["ninety"] = 90,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> HowOften =
        new Dictionary<string, int> { ["once"] = 1, ["twice"] = 2, ["thrice"] = 3 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static List<FrequencyWord> Of(string text)
    {
        var words = new List<FrequencyWord>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var word = StartsNumber(text, at) ? NumberAt(text, at) : WordAt(text, at);
            words.Add(word);
            at = word.To;
        }

        return words;
    }

    private static FrequencyWord WordAt(string text, int from)
    {
        var to = WordEnd(text, from);
        if (to + 1 < text.Length && text[to] == '-' && WordEnd(text, to + 1) is var end && Spellings.ContainsKey(text[from..end]))
        {
            to = end; // bi-weekly
        }

        var spelling = text[from..to];
        return Numbers.TryGetValue(spelling, out var number) ? new(Word.Number, number, from, to)
            : HowOften.TryGetValue(spelling, out var times) ? new(Word.Often, times, from, to)
            : new(Spellings.GetValueOrDefault(spelling), default, from, to);
    }

    /// <summary>A run of letters, or one sign. An x after a digit stands alone, or <c>2xweek</c> would hold an unknown word.</summary>
    private static int WordEnd(string text, int from)
    {
        var to = from + (char.IsSurrogatePair(text, from) ? 2 : 1);
        var isTimes = text[from] is 'x' or 'X' && from > 0 && char.IsAsciiDigit(text[from - 1]);
        while (!isTimes && char.IsLetter(text[to - 1]) && to < text.Length && char.IsLetter(text[to]))
        {
            to++;
        }

        return to;
    }

    private static bool StartsNumber(string text, int at) =>
        char.IsAsciiDigit(text[at]) || (text[at] == '.' && IsDigit(text, at + 1));

    /// <summary>Digits, with thousands commas and decimals: <c>1,200</c>, <c>1.5</c>, <c>.5</c>.</summary>
    private static FrequencyWord NumberAt(string text, int from)
    {
        var (to, decimals) = (from, 0);
        while (IsDigit(text, to) || IsThousandsComma(text, from, to))
        {
            to++;
        }

        if (to < text.Length && text[to] == '.' && IsDigit(text, to + 1))
        {
            for (to++; IsDigit(text, to); to++)
            {
                decimals++;
            }
        }

        var digits = text[from..to].Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return digits.Length > MaxDigits
            ? new(Word.Unknown, default, from, to)
            : new(Word.Number, new(long.Parse(digits, CultureInfo.InvariantCulture), PowerOfTen(decimals)), from, to);
    }

    private static bool IsThousandsComma(string text, int from, int at) =>
        at > from && at < text.Length && text[at] == ','
        && IsDigit(text, at + 1) && IsDigit(text, at + 2) && IsDigit(text, at + 3) && !IsDigit(text, at + 4);

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static long PowerOfTen(int exponent) => exponent == 0 ? 1 : 10 * PowerOfTen(exponent - 1);

    private static FrozenDictionary<string, Word> Table(params (Word Word, string Spellings)[] rows) =>
        rows.SelectMany(row => row.Spellings.Split(' '), (row, spelling) => KeyValuePair.Create(spelling, row.Word))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
