using System.Globalization;
using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>An earlier version of an entry: what it said, and who replaced it, when and why.</summary>
/// <param name="By">The user's name, or the command that did it.</param>
public sealed record EarlierVersion(int Version, DateTimeOffset At, string By, string Reason, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>As many as a page shows, the latest.</summary>
    public const int Most = 50;

    [Sql]
    private const string OfEntrySql = """
        select v.version, v.content::text as content, v.superseded_at as at,
               coalesce(u.display_name, v.superseded_by) as by, v.reason
        from intake.entry_superseded v
        left join ops.user_account u on u.district_id = v.district_id and 'user:' || u.user_id = v.superseded_by
        where v.district_id = @districtId and v.entry_id = @entryId
        order by v.version desc
        limit @limit
        """;

    private sealed record Row(int Version, string Content, DateTime At, string By, string Reason);

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<EarlierVersion>> OfEntryAsync(
        NpgsqlConnection connection, DistrictId districtId, long entryId, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            OfEntrySql, new { districtId, entryId, limit = Most }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new EarlierVersion(row.Version, new(row.At), row.By, row.Reason, TextsOf(row.Content)))];
    }

    /// <summary>From the store's columns to the texts of docs/file-formats.md.</summary>
    internal static Dictionary<string, string> TextsOf(string content)
    {
        using var columns = JsonDocument.Parse(content);
        return LoggedField.ByName.Values.ToDictionary(field => field.Name, field => TextOf(columns.RootElement, field), StringComparer.Ordinal);
    }

    private static string TextOf(JsonElement columns, LoggedField field) => columns.GetProperty(field.Column) switch
    {
        { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.True } => "yes",
        { ValueKind: JsonValueKind.False } => "no",
        { ValueKind: JsonValueKind.Number } number => number.GetInt64().ToString(CultureInfo.InvariantCulture),
        var text when field.Kind == FieldKind.Time => text.GetString()![..5], // 09:00:00
        var text => LoggedField.Normal(text.GetString()!),
    };
}

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
