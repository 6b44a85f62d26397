using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;
using Npgsql;

namespace MedicaidLogs.Web.Students;

/// <summary>A make-up that makes good for no missed session yet.</summary>
/// <param name="Version">Of its entry, as the page shows it.</param>
public sealed record LooseMakeUp(UncreditedMakeUp MakeUp, int Version);

/// <summary>What is owed to a student from the school year, and make-ups that count nowhere.</summary>
/// <param name="Sessions">The oldest first.</param>
public sealed record OwedMinutes(IReadOnlyList<OwedSession> Sessions, IReadOnlyList<LooseMakeUp> Loose)
{
    [Sql]
    private const string VersionsSql = """
        select entry_id, version from intake.entry where district_id = @districtId and entry_id = any(@entryIds)
        """;

    /// <param name="month">To its end, or today where that is earlier.</param>
    public static async Task<OwedMinutes> LoadAsync(
        NpgsqlConnection connection, District district, string studentNumber, DateOnly month, DateOnly today, CancellationToken cancellationToken)
    {
        if (!LedgerRange.TryCreate(LedgerRange.YearOf(month), month.AddMonths(1).AddDays(-1), today, out var range))
        {
            return new([], []); // the month has not begun
        }

        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var book = await LedgerBook.OpenAsync(moment, district, range, [studentNumber], cancellationToken);
        var report = await OwedReport.LoadAsync(book, cancellationToken);
        var loose = report.Uncredited.Select(each => each.MakeUp).ToList();
        var versions = (await connection.QueryAsync<(long EntryId, int Version)>(new CommandDefinition(
            VersionsSql, new { districtId = district.DistrictId, entryIds = loose.Select(makeUp => makeUp.EntryId).ToArray() }, moment,
            cancellationToken: cancellationToken))).ToDictionary();
        return new(report.Sessions, [.. loose.Select(makeUp => new LooseMakeUp(makeUp, versions[makeUp.EntryId]))]);
    }

    /// <summary>The days that a make-up can make good for.</summary>
    public IEnumerable<OwedSession> DaysFor(UncreditedMakeUp makeUp) =>
        Sessions.Where(owed => owed.Missed.Service == makeUp.Service && owed.Missed.Date <= makeUp.Date);
}
