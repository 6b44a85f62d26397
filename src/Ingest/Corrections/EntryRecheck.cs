using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>Checks some entries again at once, with all that they can touch: for who mended a record and does not want to wait for the whole month's check.</summary>
public sealed class EntryRecheck(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>More are checked with their whole month.</summary>
    public const int MostAtOnce = 2_000;

    /// <param name="entryIds">1 to <see cref="MostAtOnce"/>; what the district does not have is passed over.</param>
    /// <returns>Each entry whose verdict changed, of these or of others.</returns>
    public async Task<IReadOnlyList<VerdictChange>> RunAsync(
        DistrictId districtId, IReadOnlyCollection<long> entryIds, Actor who, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entryIds.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entryIds.Count, MostAtOnce);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var change = new ChangeContext(who, clock.GetUtcNow());
        var recheck = new Recheck(transaction, district, district.Today(clock), change.When);
        var entries = await EntryReader.ByIdsAsync(transaction, districtId, [.. entryIds.Distinct()], cancellationToken);
        var changed = new List<VerdictChange>();
        foreach (var month in entries.GroupBy(entry => EntryWriter.MonthOf(entry.Date)).OrderBy(month => month.Key))
        {
            var ofMonth = await recheck.AgainAsync(month.Key, [.. month], cancellationToken);
            changed.AddRange(ofMonth);
            await AuditTrail.AppendAsync(
                transaction,
                new AuditEvent(districtId, "entries.checked", "month", MonthName.Of(month.Key), new()
                {
                    ["entries"] = month.Count(),
                    ["verdictsChanged"] = ofMonth.Count,
                }),
                change,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed;
    }
}
