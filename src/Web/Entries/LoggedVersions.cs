using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>What was logged of a session, now and under each earlier version: all that a correction of it is read against.</summary>
public sealed record LoggedVersions(Entry Entry, IReadOnlyList<EarlierVersion> Earlier)
{
    [Sql]
    private const string OfSchoolsSql = """
        select exists (
            select from intake.entry e
            join intake.student_school t on t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
              and e.service_date between t.from_day and t.to_day
            where e.district_id = @districtId and e.entry_id = @entryId)
        """;

    [Sql]
    private const string SentOnSql = """
        select claim_number from billing.sent_entry where district_id = @districtId and service_month = @month and entry_id = @entryId
        """;

    /// <summary>Field → text as in docs/file-formats.md.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = LoggedField.TextsOf(Entry.Log);

    /// <summary>The district's entry of that number, or null.</summary>
    /// <param name="schools">Only where the student was of one of these on its date; null: of any.</param>
    /// <param name="likelyMonth">Where it is looked for first.</param>
    public static async Task<LoggedVersions?> FindAsync(
        NpgsqlTransaction moment, DistrictId districtId, string[]? schools, long entryId, DateOnly likelyMonth, CancellationToken cancellationToken)
    {
        var connection = moment.Connection!;
        if ((schools is not null && !await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                OfSchoolsSql, new { districtId, schools, entryId }, moment, cancellationToken: cancellationToken)))
            || (await EntryReader.ByIdsAsync(moment, districtId, [entryId], cancellationToken, likelyMonth)).SingleOrDefault() is not { } entry)
        {
            return null;
        }

        return new(entry, [.. (await EarlierVersion.OfEntriesAsync(connection, districtId, [entryId], cancellationToken))[entryId]]);
    }

    /// <summary>The number of the claim that billed it, once that went out; else null.</summary>
    public Task<string?> SentOnAsync(NpgsqlTransaction moment, DistrictId districtId, CancellationToken cancellationToken) =>
        moment.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(
            SentOnSql, new { districtId, month = EntryWriter.MonthOf(Entry.Date), Entry.EntryId }, moment, cancellationToken: cancellationToken));
}
