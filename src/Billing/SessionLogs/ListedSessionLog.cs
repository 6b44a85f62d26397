using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>How far a log of the month is.</summary>
public enum SessionLogState
{
    ToMake,

    /// <summary>What it shows was changed since its last version was made.</summary>
    Changed,
    Made,
}

/// <summary>A session log of a month as a list shows it.</summary>
/// <param name="School">The student's on the day of the last session; null where there was none.</param>
/// <param name="Unsigned">Of the sessions that were delivered, those without a signature under what they say now.</param>
/// <param name="Version">The last that was made; null where none was.</param>
/// <param name="Pdf">Of that version: it names the document when it is fetched.</param>
public sealed record ListedSessionLog(
    SessionLogState State, long StudentId, string StudentName, string StudentNumber, string ProviderName, string ProviderNumber, string? School, string Service,
    int Sessions, int Unsigned, int? Version, FileHash? Pdf)
{
    /// <summary>The month's logs by student, provider and service.</summary>
    /// <param name="providerId">Whose logs; null: all of the district.</param>
    public static async Task<IReadOnlyList<ListedSessionLog>> OfMonthAsync(
        NpgsqlConnection connection, IMinutesLedger ledger, District district, DateOnly month, long? providerId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        var latest = await SessionLogVersion.LatestAsync(transaction, district.DistrictId, month, cancellationToken);
        var listed = new List<ListedSessionLog>();
        await foreach (var log in SessionLog.OfMonthAsync(transaction, district, month, ledger, providerId: providerId, cancellationToken: cancellationToken))
        {
            listed.Add(Of(log, latest.GetValueOrDefault(log.DocumentId)));
        }

        return listed;
    }

    /// <summary>A student's number, and nothing else of the student.</summary>
    public override string ToString() => $"Session log of student {StudentNumber}";

    private static ListedSessionLog Of(SessionLog log, SessionLogVersion? latest) => new(
        latest is null ? SessionLogState.ToMake : latest.ContentHash == log.ContentHash() ? SessionLogState.Made : SessionLogState.Changed,
        log.Last.StudentId,
        $"{log.Last.StudentLastName}, {log.Last.StudentFirstName}",
        log.Last.StudentNumber,
        $"{log.Last.ProviderLastName}, {log.Last.ProviderFirstName}",
        log.Last.ProviderNumber,
        log.Last.School,
        log.Last.Service,
        log.Sessions.Count,
        log.Sessions.Count(session => session.Delivered && (session.SignedAt is null || session.ChangedSinceSigned)),
        latest?.Version,
        latest?.PdfSha256);
}
