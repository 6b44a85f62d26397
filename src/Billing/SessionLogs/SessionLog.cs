using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>All that one session log shows: a month's sessions of one student with one provider in one service.</summary>
/// <param name="Sessions">In time; at least one.</param>
/// <param name="Rows">The grid rows that the sessions count under, with the month's minutes of each; null where the ledger has none.</param>
public sealed record SessionLog(District District, DateOnly Month, IReadOnlyList<SessionOfLog> Sessions, IReadOnlyList<RowOfLog> Rows)
{
    /// <summary>Changes when a log shows more than before: every log then becomes a new version.</summary>
    internal const int Format = 2;

    private const int MaxCharacters = 40;

    public SessionOfLog Last => Sessions[^1];

    /// <summary>Names the log within its district.</summary>
    public string DocumentId => $"{MonthName.Of(Month)}-{Name}";

    /// <summary>Names the log within its month, for files too: ids and the service's code, no personal data.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Last.StudentId}-{Last.ProviderId}-{SafeName(Last.Service)}");

    /// <summary>
    /// Any text as a part of a file's name. Characters other than letters, digits, dashes and underscores are written as numbers, so that no two
    /// texts share a name and none leaves a folder; a text that is too long, as its hash.
    /// </summary>
    public static string SafeName(string text)
    {
        if (text.Length > MaxCharacters)
        {
            return $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
        }

        var name = new StringBuilder();
        foreach (var c in text)
        {
            _ = char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? name.Append(c) : name.Append(CultureInfo.InvariantCulture, $"~{(int)c:x4}");
        }

        return name.ToString();
    }

    /// <summary>Of what is shown, not of how: the same content has the same hash on every machine and day.</summary>
    public FileHash ContentHash() => FileHash.FromBytes(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new { Format, District.Code, District.Name, District.Npi, District.TimeZone, Month, Sessions, Rows })));

    /// <summary>Streams the month's logs by student, provider and service.</summary>
    /// <param name="studentId">Null: of all.</param>
    /// <param name="reach">Null: the whole district.</param>
    public static async IAsyncEnumerable<SessionLog> OfMonthAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, IMinutesLedger ledger, long? studentId = null, SessionLogReach? reach = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var around = new Around(
            await Addendum.OfMonthAsync(transaction, district.DistrictId, month, studentId, cancellationToken),
            await SignatureOfLog.OfMonthAsync(transaction, district.DistrictId, month, studentId, cancellationToken),
            await ledger.OfMonthAsync(transaction, district, month, studentId, cancellationToken));
        var sessions = new List<SessionOfLog>();
        await foreach (var session in SessionOfLog.OfMonthAsync(
            transaction, district.DistrictId, month, studentId, reach ?? SessionLogReach.WholeDistrict).WithCancellation(cancellationToken))
        {
            if (sessions.Count > 0 && !sessions[0].IsOfOneLogWith(session))
            {
                yield return new(district, month, sessions, around.RowsOf(sessions));
                sessions = [];
            }

            sessions.Add(around.Complete(session));
        }

        if (sessions.Count > 0)
        {
            yield return new(district, month, sessions, around.RowsOf(sessions));
        }
    }

    /// <summary>Ids, and nothing of the student.</summary>
    public override string ToString() => $"Session log {DocumentId}";

    /// <summary>What is told of sessions beside what was logged.</summary>
    private sealed record Around(
        Dictionary<long, List<Addendum>> Addenda, Dictionary<long, List<SignatureOfLog>> Signatures, MinutesOfMonth Minutes)
    {
        public SessionOfLog Complete(SessionOfLog session) => session with
        {
            Addenda = Addenda.GetValueOrDefault(session.EntryId) ?? [],
            Signature = Signatures.GetValueOrDefault(session.EntryId)?.Find(signature => !signature.IsCosignature),
            Cosignature = Signatures.GetValueOrDefault(session.EntryId)?.Find(signature => signature.IsCosignature),
            MadeUpOn = Minutes.MadeUpOn.GetValueOrDefault(session.EntryId) ?? [],
        };

        public IReadOnlyList<RowOfLog> RowsOf(IEnumerable<SessionOfLog> sessions) =>
        [
            .. sessions.Select(session => session.GridRowId).OfType<long>().Distinct()
                .Select(gridRowId => new RowOfLog(gridRowId, Minutes.Rows.GetValueOrDefault(gridRowId))),
        ];
    }
}

/// <summary>A grid row that sessions of a log count under.</summary>
/// <param name="Minutes">Of the month, whoever gave them; null where they are not counted: rides, meetings, days outside the row.</param>
public sealed record RowOfLog(long GridRowId, RowMinutes? Minutes);
