using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Web.Intake;

/// <summary>Where a column of ours comes from, as somebody says it on the page.</summary>
/// <param name="Header">In the file; empty: nowhere.</param>
/// <param name="Constant">A value for every row instead; empty: none.</param>
public sealed record MappedColumn(string Name, string Header, string Constant);

/// <summary>A column mapping as a form, and back to the JSON of docs/column-mapping.schema.json.</summary>
/// <param name="Source">Whose files they are.</param>
/// <param name="Pattern">Of their names; empty: none.</param>
/// <param name="Words">Our column, the vendor's word, ours.</param>
/// <param name="Dates">One of <see cref="FormatChoices"/>; empty: as ours are.</param>
public sealed record MappingForm(
    string Kind, string Source, string Pattern, IReadOnlyList<MappedColumn> Columns, IReadOnlyList<(string Column, string Said, string Meant)> Words,
    string Dates, string Times, string Instants)
{
    private const string ColumnPrefix = "c.";
    private const string ConstantPrefix = "k.";
    private const string SaidPrefix = "said.";
    private const string MeantPrefix = "meant.";

    private static readonly JsonSerializerOptions _written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the page begins with: a mapping that exists, or columns of the file whose names are like ours.</summary>
    public static MappingForm Begin(FileReading reading, string pattern, IReadOnlyList<string> header)
    {
        var format = FileKinds.FormatOf(reading.Kind)!;
        if (reading.Mapping is not { } mapping)
        {
            return new(
                reading.Kind, "", "",
                [.. format.Columns.Select(column => new MappedColumn(column.Name, header.FirstOrDefault(name => Plain(name) == Plain(column.Name), ""), ""))],
                [], "", "", "");
        }

        return new(
            reading.Kind, mapping.Source, pattern,
            [.. format.Columns.Select(column => new MappedColumn(
                column.Name,
                header.FirstOrDefault(name => name.Equals(mapping.HeaderOf(column.Name), StringComparison.OrdinalIgnoreCase), ""),
                mapping.Constants.GetValueOrDefault(column.Name, "")))],
            [.. mapping.Values.SelectMany(values => values.Value.Select(word => (values.Key, word.Key, word.Value)))],
            FormatChoices.Written(mapping.Dates), FormatChoices.Written(mapping.Times), FormatChoices.Written(mapping.Instants));
    }

    /// <summary>As it was sent. What no column of the kind is called is left out.</summary>
    public static MappingForm From(string kind, IFormCollection form)
    {
        string Field(string name) => form[name].ToString().Trim();
        var format = FileKinds.FormatOf(kind)!;
        return new(
            kind, Field("source"), Field("pattern"),
            [.. format.Columns.Select(column => new MappedColumn(column.Name, form[ColumnPrefix + column.Name].ToString(), Field(ConstantPrefix + column.Name)))],
            [.. format.Columns.SelectMany(column => form[SaidPrefix + column.Name].Zip(form[MeantPrefix + column.Name], (said, meant) =>
                (column.Name, said ?? "", meant ?? "")))],
            Field("dates"), Field("times"), Field("instants"));
    }

    public static string ColumnField(string column) => ColumnPrefix + column;

    public static string ConstantField(string column) => ConstantPrefix + column;

    public static string SaidField(string column) => SaidPrefix + column;

    public static string MeantField(string column) => MeantPrefix + column;

    /// <summary>The mapping in its own words; headers of the file that no column takes are left out on purpose.</summary>
    /// <exception cref="ColumnMappingException">Something in it cannot be used; the message says what.</exception>
    public ColumnMapping ToMapping(IReadOnlyList<string> header)
    {
        var columns = Columns.Where(column => column is { Constant.Length: 0, Header.Length: > 0 }).ToList();
        var used = columns.Select(column => column.Header).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var json = new JsonObject
        {
            ["source"] = Source,
            ["kind"] = Kind,
            ["columns"] = new JsonObject(columns.Select(column => KeyValuePair.Create<string, JsonNode?>(column.Name, column.Header))),
            ["ignore"] = new JsonArray([.. header.Where(name => !used.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (JsonNode)name)]),
            ["constants"] = new JsonObject(Columns.Where(column => column.Constant.Length > 0)
                .Select(column => KeyValuePair.Create<string, JsonNode?>(column.Name, column.Constant))),
            ["values"] = new JsonObject(Words
                .Where(word => word.Meant.Length > 0 && word.Said != word.Meant && columns.Any(column => column.Name == word.Column))
                .GroupBy(word => word.Column)
                .Select(words => KeyValuePair.Create<string, JsonNode?>(words.Key, new JsonObject(words
                    .DistinctBy(word => word.Said)
                    .Select(word => KeyValuePair.Create<string, JsonNode?>(word.Said, word.Meant)))))),
        };
        Add(json, "dates", Dates);
        Add(json, "times", Times);
        Add(json, "instants", Instants);
        return ColumnMapping.Parse(json.ToJsonString(_written));
    }

    /// <summary>The word that somebody gave for a vendor's; empty: none.</summary>
    public string MeantBy(string column, string said) => Words.FirstOrDefault(word => word.Column == column && word.Said == said).Meant ?? "";

    private static void Add(JsonObject json, string member, string formats)
    {
        if (formats.Length > 0)
        {
            json[member] = new JsonArray([.. formats.Split(FormatChoices.Separator).Select(format => (JsonNode)format)]);
        }
    }

    /// <summary>Letters and digits alone, so that <c>Student #</c>, <c>Student Number</c> and <c>student_number</c> are one name.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Replace("#", "number", StringComparison.Ordinal).Where(char.IsAsciiLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
}
