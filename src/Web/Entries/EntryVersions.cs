using MedicaidLogs.Ingest.Corrections;

namespace MedicaidLogs.Web.Entries;

/// <summary>A step from one version to the next.</summary>
public sealed record VersionStep(int ToVersion, DateTimeOffset At, string By, string Reason, IReadOnlyList<FieldChange> Changes)
{
    /// <summary>The steps that led to the current version, the latest first.</summary>
    public static IReadOnlyList<VersionStep> Between(IReadOnlyList<EarlierVersion> earlier, IReadOnlyDictionary<string, string> current)
    {
        var steps = new List<VersionStep>(earlier.Count);
        var after = current;
        foreach (var version in earlier)
        {
            steps.Add(new(version.Version + 1, version.At, version.By, version.Reason, FieldChange.Between(version.Texts, after)));
            after = version.Texts;
        }

        return steps;
    }
}

public sealed record FieldChange(LoggedField Field, string Before, string After)
{
    public static IReadOnlyList<FieldChange> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. LoggedField.Form.SelectMany(group => group.Fields)
            .Select(field => new FieldChange(field, before[field.Name], after[field.Name]))
            .Where(change => change.Before != change.After),
    ];
}
