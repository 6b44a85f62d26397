using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>The tables that a large district-month is loaded into before they become its partitions (ADR 0004).</summary>
public sealed record MonthTables(DistrictId DistrictId, DateOnly Month, string Entry, string Finding)
{
    /// <summary>From so many new rows on, a month that is still empty is loaded without live indexes.</summary>
    public const int WorthwhileRows = 20_000;

    [Sql]
    private const string CreateSql = "select intake.new_month_tables(@districtId, @month)";

    [Sql]
    private const string AttachSql = "select intake.attach_month_tables(@districtId, @month)";

    [Sql]
    private const string EmptySql = """
        select not exists (select from intake.entry where district_id = @districtId and service_month = @month)
           and to_regclass('intake.entry_' || @districtId || '_' || to_char(@month::date, 'YYYYMM')) is null
        """;

    /// <summary>Whether the month has neither entries nor tables of its own yet.</summary>
    public static Task<bool> IsEmptyAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteScalarAsync<bool>(new CommandDefinition(
            EmptySql, new { districtId, month }, transaction, cancellationToken: cancellationToken));

    public static async Task<MonthTables> CreateAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken)
    {
        var suffix = await transaction.Connection!.ExecuteScalarAsync<string>(new CommandDefinition(
            CreateSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        return new MonthTables(districtId, month, $"intake.entry_{suffix}", $"intake.finding_{suffix}");
    }

    /// <summary>Builds the indexes and makes the tables partitions. Everything becomes visible when the caller commits.</summary>
    public Task AttachAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            AttachSql, new { districtId = DistrictId, month = Month }, transaction, cancellationToken: cancellationToken));
}
