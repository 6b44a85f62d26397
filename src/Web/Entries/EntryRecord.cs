using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>All that an entry's page shows, as of one moment.</summary>
/// <param name="Findings">Those that stand, the heaviest first.</param>
/// <param name="Steps">The changes that led to the current version, the latest first.</param>
/// <param name="Signatures">Those given here under any version, the latest first.</param>
/// <param name="Source">Its line in the file; null where it came in none, or the file has none of that number.</param>
/// <param name="Frozen">Its month is closed with it, or its claim is built: it goes as it is.</param>
/// <param name="SentOn">The claim that billed it, once that went out: it may be corrected, and the claim stays as it was.</param>
/// <param name="Decisions">What people decided about it, the latest first.</param>
/// <param name="Duplicates">Ids of entries that were merged into it.</param>
/// <param name="Rules">The pack's on its day.</param>
public sealed record EntryRecord(
    LoggedVersions Logged,
    EntryNames Names,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<UsedRecord> Records,
    PlanWeek Week,
    IReadOnlyList<VersionStep> Steps,
    IReadOnlyList<GivenSignature> Signatures,
    string? Source,
    bool Frozen,
    string? SentOn,
    IReadOnlyList<RecordedDecision> Decisions,
    IReadOnlyList<long> Duplicates,
    PackRules Rules)
{
    [Sql]
    private const string FrozenSql = """
        select exists (select from billing.frozen_entry where district_id = @districtId and service_month = @month and entry_id = @entryId)
        """;

    public FieldChoices Choices { get; } = new(Rules);

    public Entry Entry => Logged.Entry;

    public IReadOnlyList<EarlierVersion> Earlier => Logged.Earlier;

    public Verdict Verdict => Entry.Stored!.Value;

    /// <summary>What was logged, field → text as in docs/file-formats.md.</summary>
    public IReadOnlyDictionary<string, string> Texts => Logged.Texts;

    /// <summary>The district's entry of that number, or null.</summary>
    /// <param name="beside">Its line is read from the file meanwhile, over a connection of its own: a stored file never changes.</param>
    /// <param name="schools">Only where the student was of one of these on its date; null: of any.</param>
    /// <param name="likelyMonth">Where it is looked for first.</param>
    public static async Task<EntryRecord?> FindAsync(
        NpgsqlConnection connection, NpgsqlDataSource beside, District district, string[]? schools, long entryId, DateOnly likelyMonth, CancellationToken cancellationToken)
    {
        // One moment for all of the page: a correction in between would mix two versions.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var id = district.DistrictId;
        if (await LoggedVersions.FindAsync(moment, id, schools, entryId, likelyMonth, cancellationToken) is not { } logged)
        {
            return null;
        }

        var entry = logged.Entry;
        var month = EntryWriter.MonthOf(entry.Date);
        var rules = district.RulePack.On(entry.Date);
        var findings = await FindingsAsync(moment, district, entry, cancellationToken);
        var names = await EntryNames.LoadAsync(connection, id, entry, cancellationToken);
        var source = SourceAsync(beside, id, entry, names, cancellationToken);
        var isHeld = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            FrozenSql, new { districtId = id, month, entryId }, cancellationToken: cancellationToken));
        var sentOn = isHeld ? await logged.SentOnAsync(moment, id, cancellationToken) : null;
        return new(
            logged,
            names,
            findings,
            await UsedRecord.OfAsync(connection, id, RecordsOf(findings), cancellationToken),
            await PlanWeek.LoadAsync(connection, id, entry, rules, cancellationToken),
            VersionStep.Between(logged.Earlier, logged.Texts),
            await GivenSignature.OfEntryAsync(connection, id, entry, cancellationToken),
            await source,
            isHeld && sentOn is null,
            sentOn,
            await RecordedDecision.OfEntryAsync(connection, id, entryId, cancellationToken),
            await RecordedDecision.MergedIntoAsync(connection, id, entryId, cancellationToken),
            rules);
    }

    private static async Task<string?> SourceAsync(
        NpgsqlDataSource beside, Core.Ids.DistrictId districtId, Entry entry, EntryNames names, CancellationToken cancellationToken)
    {
        if (names.FileSha256 is not { } file || entry.LineNumber is not { } line)
        {
            return null;
        }

        await using var connection = await beside.OpenConnectionAsync(cancellationToken);
        return await SourceLine.ReadAsync(connection, districtId, FileHash.FromBytes(file), line, cancellationToken);
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(
        NpgsqlTransaction moment, District district, Entry entry, CancellationToken cancellationToken)
    {
        var standing = await FindingStore.StandingOfEntriesAsync(
            moment, district.DistrictId, [entry.EntryId], [EntryWriter.MonthOf(entry.Date)], cancellationToken);
        return
        [
            .. standing.Select(each => each.Finding)
                .Where(finding => finding.EntryVersion == entry.Version)
                .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Code, StringComparer.Ordinal),
        ];
    }

    private static List<(string Kind, long Id)> RecordsOf(IReadOnlyList<Finding> findings) =>
        [.. findings.SelectMany(finding => finding is { RecordKind: { } kind, RecordId: { } id } ? [(kind, id)] : Array.Empty<(string, long)>())];
}

/// <summary>Whose session it was and where its line came from.</summary>
/// <param name="StudentId">Null, like the name, where the district has no student of the number.</param>
/// <param name="Provider">Null where the district has no provider of the number.</param>
/// <param name="FileName">Null, like the hash, where the session was logged on a page.</param>
public sealed record EntryNames(long? StudentId, string? Student, string? Provider, string? FileName, byte[]? FileSha256)
{
    [Sql]
    private const string OfEntrySql = """
        select s.student_id, s.first_name || ' ' || s.last_name as student, p.first_name || ' ' || p.last_name as provider,
               f.file_name, f.sha256 as file_sha256
        from (values (@importFileId::bigint)) as came_in (import_file_id)
        left join intake.import_file f on f.district_id = @districtId and f.import_file_id = came_in.import_file_id
        left join intake.student s on s.district_id = @districtId and s.student_number = @studentNumber
        left join intake.provider p on p.district_id = @districtId and p.provider_number = @providerNumber
        """;

    public static Task<EntryNames> LoadAsync(
        NpgsqlConnection connection, Core.Ids.DistrictId districtId, Entry entry, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<EntryNames>(new CommandDefinition(
            OfEntrySql,
            new { districtId, entry.Log.StudentNumber, entry.Log.ProviderNumber, entry.ImportFileId },
            cancellationToken: cancellationToken));
}
