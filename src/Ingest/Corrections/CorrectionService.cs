using System.Text.Json.Nodes;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Corrections;

/// <summary>Corrects an entry: a new version with who, when and why, checked again at once together with every entry that it can touch.</summary>
public sealed class CorrectionService(NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="expectedVersion">The version that the person saw.</param>
    /// <param name="changes"><see cref="LogField"/> name → new text, as in docs/file-formats.md.</param>
    /// <param name="change">Who, when and why; a correction without a reason is refused.</param>
    /// <param name="of">A session whose claim went out is corrected only where the person says so, and stays in its month.</param>
    public Task<CorrectionOutcome> CorrectAsync(
        DistrictId districtId, long entryId, int expectedVersion, IReadOnlyDictionary<string, string> changes, ChangeContext change,
        CorrectionOf of = CorrectionOf.Open, CancellationToken cancellationToken = default) =>
        CorrectAsync(districtId, entryId, expectedVersion, _ => changes, change, of, cancellationToken: cancellationToken);

    /// <param name="changesOf">From the version that the person saw to what they want changed of it, as in the other overload.</param>
    /// <param name="likelyMonth">The month in which the person saw it: it is found there at once.</param>
    public async Task<CorrectionOutcome> CorrectAsync(
        DistrictId districtId, long entryId, int expectedVersion, Func<SessionLog, IReadOnlyDictionary<string, string>> changesOf, ChangeContext change,
        CorrectionOf of = CorrectionOf.Open, DateOnly? likelyMonth = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(change.Why);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var current = (await EntryReader.ByIdsAsync(transaction, districtId, [entryId], cancellationToken, likelyMonth)).SingleOrDefault();
        if (await RefusalAsync(transaction, districtId, current, expectedVersion, of, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var changes = changesOf(current!.Log);
        var log = FieldChanges.Apply(current.Log, changes, out var problems);
        if (problems.Count > 0 || log == current.Log)
        {
            return new CorrectionOutcome.Invalid(problems.Count > 0 ? problems : new Dictionary<string, string> { [""] = "Nothing was changed." });
        }

        // A live claim line holds its session by month: in another month it could be billed once more.
        if (of == CorrectionOf.SentClaim && EntryWriter.MonthOf(log.Date) != EntryWriter.MonthOf(current.Date))
        {
            return new CorrectionOutcome.Invalid(new Dictionary<string, string>
            {
                [LogField.Date] = "Enter a day of the same month; for another one have the claim voided first.",
            });
        }

        if (await MergedElsewhereAsync(connection, districtId, current, log, cancellationToken) is { } merged)
        {
            return merged;
        }

        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var outcome = await WriteAsync(transaction, district, current, Versions.Next(current, log), change, cancellationToken);
        await AuditTrail.AppendAsync(transaction, Happened(districtId, current, outcome.Version, changes.Keys, of), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private static async Task<CorrectionOutcome?> RefusalAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Entry? current, int expectedVersion, CorrectionOf of, CancellationToken cancellationToken)
    {
        if (current is null)
        {
            return new CorrectionOutcome.NotFound();
        }

        if (current.Version != expectedVersion)
        {
            return new CorrectionOutcome.Stale(current.Version);
        }

        var frozen = await FrozenEntries.AmongAsync(transaction, districtId, [current], cancellationToken);
        return frozen.TryGetValue(current.EntryId, out var sent) && !(sent && of == CorrectionOf.SentClaim) ? new CorrectionOutcome.Frozen(sent) : null;
    }

    /// <summary>A duplicate is of the same student and day as its original: neither moves away from the other.</summary>
    private static async Task<CorrectionOutcome.Invalid?> MergedElsewhereAsync(
        NpgsqlConnection connection, DistrictId districtId, Entry current, SessionLog log, CancellationToken cancellationToken) =>
        MergedEntries.Moves(current.Log, log) is { } field
        && (await MergedEntries.AmongAsync(connection, districtId, [current.EntryId], cancellationToken)).Count > 0
            ? new(new Dictionary<string, string> { [field] = MergedEntries.Refusal })
            : null;

    private async Task<CorrectionOutcome.Corrected> WriteAsync(
        NpgsqlTransaction transaction, District district, Entry current, Entry next, ChangeContext change, CancellationToken cancellationToken)
    {
        var months = EntryWriter.MonthsOf([current, next]);
        await EntryWriter.SupersedeAsync(
            transaction, district.DistrictId, [current], change.When, change.Who.ToString(), change.Why!, cancellationToken);

        var recheck = new Recheck(transaction, district, district.Today(clock), change.When);
        var done = new List<RecheckOutcome>();
        foreach (var month in months)
        {
            done.Add(await recheck.RunAsync(month, [current], [next], cancellationToken));
        }

        var verdict = Verdict.Of(next);
        return new CorrectionOutcome.Corrected(
            next.Version, verdict.Delivered, verdict.Billable,
            [.. done.SelectMany(each => each.Cleared).Where(finding => finding.EntryId == current.EntryId)],
            [.. done.SelectMany(each => each.Added).Where(finding => finding.EntryId == next.EntryId)],
            [.. done.SelectMany(each => each.SiblingsChanged)]);
    }

    // The trail says which fields changed; their values stand in the entry's versions, behind the same doors as the entry.
    internal static AuditEvent Happened(
        DistrictId districtId, Entry current, int toVersion, IEnumerable<string> fields, CorrectionOf of) =>
        new(districtId, "entry.corrected", "entry", current.EntryId.ToString(System.Globalization.CultureInfo.InvariantCulture), new JsonObject
        {
            ["fromVersion"] = current.Version,
            ["toVersion"] = toVersion,
            ["of"] = of == CorrectionOf.SentClaim ? "sent-claim" : "open",
            ["fields"] = new JsonArray([.. fields.Order(StringComparer.Ordinal).Select(field => JsonValue.Create(field))]),
        });
}
