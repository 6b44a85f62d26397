using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>A screening on its way into the store.</summary>
internal sealed record NewScreening(
    DistrictId DistrictId, DateOnly Month, int Number, string FileName, FileHash Hash, int ListRecords, IReadOnlyCollection<ScreenedPerson> People,
    IReadOnlyCollection<ScreeningMatch> Matches)
{
    [Sql]
    private const string InsertSql = """
        insert into intake.screening
            (district_id, service_month, screening_number, file_name, sha256, list_records, providers, matches, screened_at, screened_by)
        values (@districtId, @month, @number, @fileName, @hash, @listRecords, @providers, @matches, @at, @by)
        """;

    [Sql]
    private const string CopyPeopleSql =
        "copy intake.screened_provider (district_id, service_month, screening_number, provider_id) from stdin (format binary)";

    [Sql]
    private const string CopyMatchesSql = """
        copy intake.screening_match (district_id, service_month, screening_number, provider_id, line_number, matched_by, record_hash,
            listed_name, listed_birth_date, exclusion_type, excluded_from, excluded_to) from stdin (format binary)
        """;

    /// <param name="state">Whose Medicaid program would pay.</param>
    public async Task WriteAsync(NpgsqlTransaction transaction, string state, ChangeContext change, CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                DistrictId,
                Month,
                Number,
                FileName,
                Hash,
                ListRecords,
                providers = People.Count,
                matches = Matches.Count,
                at = change.When,
                by = change.Who.ToString(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await CopyPeopleAsync(transaction, cancellationToken);
        await CopyMatchesAsync(transaction, state, cancellationToken);
    }

    private async Task CopyPeopleAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var copy = await transaction.Connection!.BeginBinaryImportAsync(CopyPeopleSql, cancellationToken);
        foreach (var person in People)
        {
            await copy.StartRowAsync(cancellationToken);
            PutKey(copy, person);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task CopyMatchesAsync(NpgsqlTransaction transaction, string state, CancellationToken cancellationToken)
    {
        await using var copy = await transaction.Connection!.BeginBinaryImportAsync(CopyMatchesSql, cancellationToken);
        foreach (var match in Matches)
        {
            await copy.StartRowAsync(cancellationToken);
            PutKey(copy, match.Person);
            copy.Write(match.Record.LineNumber, NpgsqlDbType.Integer);
            copy.Write(match.ByText, NpgsqlDbType.Text);
            copy.Write(match.Record.Hash(), NpgsqlDbType.Uuid);
            copy.Write(match.Record.ListedName, NpgsqlDbType.Text);
            Put(copy, match.Record.BirthDate);
            copy.Write(match.Record.ExclusionType, NpgsqlDbType.Text);
            copy.Write(match.Record.ExcludedOn, NpgsqlDbType.Date);
            Put(copy, match.Record.LastDayIn(state));
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private void PutKey(NpgsqlBinaryImporter copy, ScreenedPerson person)
    {
        copy.Write(DistrictId.Value, NpgsqlDbType.Integer);
        copy.Write(Month, NpgsqlDbType.Date);
        copy.Write(Number, NpgsqlDbType.Integer);
        copy.Write(person.ProviderId, NpgsqlDbType.Bigint);
    }

    private static void Put(NpgsqlBinaryImporter copy, DateOnly? day)
    {
        if (day is { } some)
        {
            copy.Write(some, NpgsqlDbType.Date);
        }
        else
        {
            copy.WriteNull();
        }
    }
}
