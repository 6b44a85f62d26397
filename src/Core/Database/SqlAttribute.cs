namespace MedicaidLogs.Core.Database;

/// <summary>Marks a constant that is one SQL statement with <c>@name</c> parameters; a test PREPAREs each on the migrated schema.</summary>
/// <remarks>
/// <c>copy t (…) from stdin</c> and <c>create temporary table</c> may be marked too. A parameter whose type
/// PostgreSQL cannot infer takes a cast: <c>unnest(@entryIds::bigint[])</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SqlAttribute : Attribute
{
    /// <summary>The text of the statement that makes the temporary table which this one uses.</summary>
    public string? After { get; init; }
}
