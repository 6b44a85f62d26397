using System.Text.Json;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Web.Intake;

namespace MedicaidLogs.Web.Administration;

/// <summary>What there is to choose from where a place is set up.</summary>
/// <param name="Before">As the place is; null: it is new.</param>
/// <param name="Payers">Names of payer profiles.</param>
public sealed record PlaceChoices(PlaceFile? Before, IReadOnlyList<SavedMapping> Mappings, IReadOnlyList<string> Payers)
{
    private const string AsSet = "set/";

    /// <summary>What a file may be: a value for the form, and its words.</summary>
    public IEnumerable<(string Value, string Words)> Files =>
    [
        (FilePattern.Answers, "Answers of the payer"),
        .. KindText.All.Select(kind => (kind.Key, $"{kind.Value}, with our columns")),
        .. Mappings.Select(mapping => (FileReception.ChoiceOf(mapping), $"{KindText.TitleOf(mapping.Kind)}, as {mapping.Source} writes them")),
        .. Patterns.Select(ValueOf).Where(value => value.StartsWith(AsSet, StringComparison.Ordinal))
            .Select(value => (value, $"{KindText.TitleOf(Of(value)!.Value.Kind)}, with the columns that were set up")),
    ];

    private IReadOnlyList<FilePattern> Patterns => Before?.Fetch?.Files ?? [];

    /// <summary>Among <see cref="Files"/>.</summary>
    public string ValueOf(FilePattern pattern) => pattern.Mapping is not { } mapping
        ? pattern.Kind
        : Mappings.FirstOrDefault(saved => saved.Kind == pattern.Kind && JsonElement.DeepEquals(ContentOf(saved), mapping)) is { } known
            ? FileReception.ChoiceOf(known)
            : $"{AsSet}{Patterns.TakeWhile(each => each != pattern).Count()}";

    /// <summary>What a value says; null where it says nothing that there is.</summary>
    public (string Kind, JsonElement? Mapping)? Of(string? value) => value switch
    {
        null => null,
        FilePattern.Answers => (value, null),
        _ when value.StartsWith(AsSet, StringComparison.Ordinal) =>
            int.TryParse(value.AsSpan(AsSet.Length), out var index) && Patterns.ElementAtOrDefault(index) is { } kept ? (kept.Kind, kept.Mapping) : null,
        _ when FileKinds.FormatOf(value) is { } format => (format.Kind, null),
        _ => Mappings.FirstOrDefault(saved => FileReception.ChoiceOf(saved) == value) is { } chosen ? (chosen.Kind, ContentOf(chosen)) : null,
    };

    private static JsonElement ContentOf(SavedMapping mapping) => JsonSerializer.Deserialize<JsonElement>(mapping.Content);
}
