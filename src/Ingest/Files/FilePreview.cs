using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Files;

/// <summary>A row as it would be read.</summary>
/// <param name="Values">By column of the kind, after the mapping's constants and words.</param>
/// <param name="Problem">Why it would be malformed; null where it is good.</param>
public sealed record PreviewedRow(int LineNumber, IReadOnlyList<string> Values, string? Problem);

/// <summary>Why rows would be malformed.</summary>
/// <param name="Rows">So many of those that were looked at.</param>
public sealed record PreviewedProblem(string Words, int Rows, int FirstLine);

/// <summary>A word that the file has in a column of a few words.</summary>
/// <param name="Said">As the file has it.</param>
/// <param name="Meant">After the mapping.</param>
/// <param name="IsUnderstood">It is one of the words that the column takes.</param>
public sealed record PreviewedWord(string Said, string Meant, int Rows, bool IsUnderstood);

/// <summary>A column of a few words.</summary>
/// <param name="Takes">The words, and what they stand for where that is not plain.</param>
/// <param name="Words">What the file says there, the most frequent first.</param>
public sealed record PreviewedColumn(Column Column, IReadOnlyDictionary<string, string> Takes, IReadOnlyList<PreviewedWord> Words);

/// <summary>How the beginning of a file would be read. Nothing is taken in, and nothing is looked up: a student may be unknown all the same.</summary>
/// <param name="RowsLookedAt">At most <see cref="MostRows"/>.</param>
/// <param name="Good">Of these, those that could be read.</param>
public sealed record FilePreview(
    HeaderFit Fit,
    IReadOnlyList<string> Header,
    IReadOnlyList<PreviewedRow> Rows,
    int RowsLookedAt,
    int Good,
    IReadOnlyList<PreviewedProblem> Problems,
    IReadOnlyList<PreviewedColumn> Columns)
{
    public const int ShownRows = 20;

    public const int MostRows = 2_000;

    /// <summary>As much of the file as is read for it.</summary>
    public const int HeadBytes = 4 << 20;

    private const int MostProblems = 20;
    private const int MostWords = 60;

    /// <param name="head">The file's first <see cref="HeadBytes"/>, or all of it.</param>
    /// <param name="rules">The pack's, for the words that it defines.</param>
    /// <exception cref="FileRefusedException">Empty, not UTF-8, or a header that cannot be read.</exception>
    public static FilePreview Of(byte[] head, FileReading reading, TimeZoneInfo zone, PackRules rules)
    {
        var kind = FileKinds.Of(reading.Kind);
        var columns = kind.Format.Columns;
        var rows = new List<PreviewedRow>();
        var problems = new Dictionary<string, PreviewedProblem>();
        var said = columns.Select(_ => new Dictionary<(string Said, string Meant), int>()).ToArray();
        var (lookedAt, good) = (0, 0);
        var (fit, header, choices) = CsvFile.Look(
            WholeLines(head), kind, reading.Mapping ?? ColumnMapping.None(kind.Format), zone, MostRows, (place, row, broken) =>
            {
                var problem = broken ?? row.Problem;
                lookedAt++;
                good += problem is null ? 1 : 0;
                if (problem is not null)
                {
                    problems[problem] = problems.TryGetValue(problem, out var known)
                        ? known with { Rows = known.Rows + 1 }
                        : new(problem, 1, place.LineNumber);
                }

                var values = broken is null ? columns.Select(row.Shown).ToArray() : [];
                for (var i = 0; i < values.Length; i++)
                {
                    said[i][values[i]] = said[i].GetValueOrDefault(values[i]) + 1;
                }

                if (rows.Count < ShownRows)
                {
                    rows.Add(new(place.LineNumber, [.. values.Select(value => value.Meant)], problem));
                }
            });
        return new(
            fit, header, rows, lookedAt, good,
            [.. problems.Values.OrderByDescending(problem => problem.Rows).Take(MostProblems)],
            [.. columns.Select((column, i) => ColumnOf(column, choices, rules, said[i])).OfType<PreviewedColumn>()]);
    }

    private static PreviewedColumn? ColumnOf(
        Column column, Dictionary<Column, IReadOnlyList<string>> choices, PackRules rules, Dictionary<(string Said, string Meant), int> said)
    {
        var takes = choices.TryGetValue(column, out var words)
            ? words.ToDictionary(word => word, _ => "", StringComparer.OrdinalIgnoreCase)
            : OfPack(column.Name, rules);
        return takes is null
            ? null
            : new(column, takes, [.. said
                .Where(each => each.Key.Said.Length > 0)
                .OrderByDescending(each => each.Value)
                .Take(MostWords)
                .Select(each => new PreviewedWord(each.Key.Said, each.Key.Meant, each.Value, takes.ContainsKey(each.Key.Meant)))]);
    }

    private static Dictionary<string, string>? OfPack(string column, PackRules rules) => column switch
    {
        LogField.Service => rules.Services.ToDictionary(each => each.Key, each => each.Value.Title),
        LogField.Attendance => rules.Attendance.ToDictionary(each => each.Key, each => each.Value.Title),
        LogField.Place => rules.Places.ToDictionary(each => each.Key, _ => ""),
        _ => null,
    };

    /// <summary>A head that was cut off ends in the middle of a line.</summary>
    private static byte[] WholeLines(byte[] head) =>
        head.Length < HeadBytes ? head : head[..(head.AsSpan().LastIndexOf((byte)'\n') + 1)];
}
