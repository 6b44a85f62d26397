using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Files;
using Npgsql;

namespace MedicaidLogs.Ingest.Screening;

/// <summary>Screens every provider of a district for a month against the exclusion list, and keeps the proof: the file, who was looked up, what was found.</summary>
/// <remarks>Any number of times: the month's last screening speaks. The same list again over the same providers writes nothing.</remarks>
public sealed class ExclusionScreening(NpgsqlDataSource database, TimeProvider clock)
{
    [Sql]
    private const string PeopleSql = """
        select provider_id, coalesce(npi, '') as npi, last_name, first_name, birth_date
        from intake.provider
        where district_id = @districtId
        order by provider_id
        """;

    [Sql]
    private const string LastSql = """
        select screening_number, sha256
        from intake.screening
        where district_id = @districtId and service_month = @month
        order by screening_number desc
        limit 1
        """;

    [Sql]
    private const string LastPeopleSql = """
        select provider_id
        from intake.screened_provider
        where district_id = @districtId and service_month = @month and screening_number = @number
        order by provider_id
        """;

    [Sql]
    private const string LastMatchesSql = """
        select provider_id, line_number, matched_by
        from intake.screening_match
        where district_id = @districtId and service_month = @month and screening_number = @number
        order by line_number, provider_id
        """;

    [Sql]
    private const string CountsSql = """
        select count(*) filter (where result = 'clear')::int as clear,
               count(*) filter (where result = 'possible')::int as possible,
               count(*) filter (where result = 'excluded')::int as excluded
        from intake.provider_screening
        where district_id = @districtId and service_month = @month
        """;

    /// <exception cref="FileTooLargeException">More than 256 MiB; nothing is kept.</exception>
    /// <param name="month">First day of the month.</param>
    /// <param name="content">The whole LEIE as published, read from its position to its end.</param>
    public async Task<ScreeningOutcome> ScreenAsync(
        DistrictId districtId, DateOnly month, string fileName, Stream content, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var stored = await FileStore.PutAsync(transaction, districtId, content, cancellationToken);
        List<LeieRecord> list;
        try
        {
            list = LeieFile.Read(await FileStore.ReadAllAsync(connection, districtId, stored.Hash, cancellationToken));
        }
        catch (FileRefusedException refusal)
        {
            return new ScreeningOutcome.Refused(refusal.Message);
        }

        var people = await PeopleAsync(transaction, districtId, cancellationToken);
        var matches = ExclusionList.Match(list, people, month, district.State);
        var last = await connection.QuerySingleOrDefaultAsync<Last?>(new CommandDefinition(
            LastSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        if (last is not null && last.Sha256 == stored.Hash && await SaysTheSameAsync(transaction, districtId, month, last, people, matches, cancellationToken))
        {
            return new ScreeningOutcome.AsBefore(last.ScreeningNumber, await CountsAsync(transaction, districtId, month, cancellationToken));
        }

        var screening = new NewScreening(districtId, month, (last?.ScreeningNumber ?? 0) + 1, fileName, stored.Hash, list.Count, people, matches);
        var counts = await RecordAsync(transaction, screening, district, new ChangeContext(who, clock.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ScreeningOutcome.Screened(screening.Number, list.Count, counts);
    }

    private static async Task<ScreeningCounts> RecordAsync(
        NpgsqlTransaction transaction, NewScreening screening, District district, ChangeContext change, CancellationToken cancellationToken)
    {
        await screening.WriteAsync(transaction, district.State, change, cancellationToken);
        await StaleMonths.MarkAsync(
            transaction, screening.DistrictId, [screening.Month], "providers screened", change.When, cancellationToken);
        var counts = await CountsAsync(transaction, screening.DistrictId, screening.Month, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(screening.DistrictId, "screening.done", "month", MonthName.Of(screening.Month), new()
            {
                ["screeningNumber"] = screening.Number,
                ["sha256"] = screening.Hash.ToString(),
                ["listRecords"] = screening.ListRecords,
                ["clear"] = counts.Clear,
                ["possible"] = counts.Possible,
                ["excluded"] = counts.Excluded,
            }),
            change,
            cancellationToken);
        return counts;
    }

    /// <summary>An NPI that is none identifies nobody, and tells nobody apart.</summary>
    private static async Task<List<ScreenedPerson>> PeopleAsync(
        NpgsqlTransaction transaction, DistrictId districtId, CancellationToken cancellationToken)
    {
        var people = await transaction.Connection!.QueryAsync<ScreenedPerson>(new CommandDefinition(
            PeopleSql, new { districtId }, transaction, cancellationToken: cancellationToken));
        return [.. people.Select(person => Npi.TryParse(person.Npi, out _) ? person : person with { Npi = "" })];
    }

    private static async Task<bool> SaysTheSameAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, Last last, List<ScreenedPerson> people, List<ScreeningMatch> matches,
        CancellationToken cancellationToken)
    {
        var of = new { districtId, month, number = last.ScreeningNumber };
        var known = await transaction.Connection!.QueryAsync<long>(new CommandDefinition(
            LastPeopleSql, of, transaction, cancellationToken: cancellationToken));
        var matched = await transaction.Connection!.QueryAsync<KnownMatch>(new CommandDefinition(
            LastMatchesSql, of, transaction, cancellationToken: cancellationToken));
        return known.SequenceEqual(people.Select(person => person.ProviderId))
            && matched.SequenceEqual(matches
                .Select(match => new KnownMatch(match.Person.ProviderId, match.Record.LineNumber, match.ByText))
                .OrderBy(match => match.LineNumber).ThenBy(match => match.ProviderId));
    }

    private static Task<ScreeningCounts> CountsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleAsync<ScreeningCounts>(new CommandDefinition(
            CountsSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));

    private sealed record Last(int ScreeningNumber, FileHash Sha256);

    private sealed record KnownMatch(long ProviderId, int LineNumber, string MatchedBy);
}
