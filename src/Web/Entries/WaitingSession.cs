using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>A session that waits for a signature, with all that would be signed.</summary>
/// <param name="StudentId">Null where the district has no student of the number.</param>
/// <param name="Student">Empty there.</param>
/// <param name="Findings">What the checks hold against it, the heaviest first.</param>
/// <param name="IsOver">It has ended, so it may be signed.</param>
public sealed record WaitingSession(
    Entry Entry, long? StudentId, string Student, string Provider, IReadOnlyList<Finding> Findings, FieldChoices Choices, bool IsOver)
{
    [Sql]
    private const string NamesSql = """
        select e.entry_id, s.student_id, coalesce(s.first_name || ' ' || s.last_name, '') as student, coalesce(p.first_name || ' ' || p.last_name, '') as provider
        from intake.entry e
        left join intake.student s on s.district_id = e.district_id and s.student_number = e.student_number
        left join intake.provider p on p.district_id = e.district_id and p.provider_number = e.provider_number
        where e.district_id = @districtId and e.service_month = @month and e.entry_id = any(@entryIds)
        """;

    /// <summary>What signing mends, the provider's part before the supervisor's.</summary>
    private static readonly string[] _ofSigning = [Unsigned.Code, EditedAfterSigning.Code, SignedBeforeEnd.Code, NotCosigned.Code];

    /// <summary>The session and its version as the form sends them: <c>12:3</c>.</summary>
    public string Key => $"{Entry.EntryId}:{Entry.Version}";

    /// <summary>Why it waits.</summary>
    public Finding Reason => _ofSigning.Select(code => Findings.FirstOrDefault(finding => finding.Code == code)).First(finding => finding is not null)!;

    /// <summary>What else is wrong with it.</summary>
    public IEnumerable<Finding> Others => Findings.Where(finding => !IsOfSigning(finding));

    /// <summary>A month's sessions that wait for a provider, the earliest first; at most <see cref="SessionSigning.MostAtOnce"/>.</summary>
    public static async Task<IReadOnlyList<WaitingSession>> OfMonthAsync(
        NpgsqlConnection connection, District district, long providerId, SignatureKind kind, DateOnly month, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var id = district.DistrictId;
        var waiting = await WaitingSessions.OfMonthAsync(
            connection, id, providerId, kind, month, SessionSigning.MostAtOnce, cancellationToken);
        long[] entryIds = [.. waiting];
        var entries = (await EntryReader.ByIdsAsync(moment, id, entryIds, cancellationToken)).ToDictionary(entry => entry.EntryId);
        var names = (await connection.QueryAsync<Names>(new CommandDefinition(
            NamesSql, new { districtId = id, month, entryIds }, moment, cancellationToken: cancellationToken))).ToDictionary(row => row.EntryId);
        var findings = (await FindingStore.StandingOfEntriesAsync(moment, id, entryIds, [month], cancellationToken))
            .Select(each => each.Finding).ToLookup(finding => finding.EntryId);
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), district.Zone).DateTime;
        return
        [
            .. waiting.Select(entryId => entries[entryId]).Select(entry => new WaitingSession(
                entry,
                names[entry.EntryId].StudentId,
                names[entry.EntryId].Student,
                names[entry.EntryId].Provider,
                [.. findings[entry.EntryId].Where(finding => finding.EntryVersion == entry.Version).OrderByDescending(finding => finding.Severity)],
                new FieldChoices(district.RulePack.On(entry.Date)),
                entry.HasEndedBy(now))),
        ];
    }

    private static bool IsOfSigning(Finding finding) => Array.IndexOf(_ofSigning, finding.Code) >= 0;

    private sealed record Names(long EntryId, long? StudentId, string Student, string Provider);
}
