using Dapper;
using MedicaidLogs.Billing.Reconciliation.Invariants;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Looks at the books and says what does not hold: <c>medlogs verify</c>, and posting for its own file. See docs/ledger.md.</summary>
public sealed class LedgerVerification(NpgsqlDataSource database)
{
    /// <summary>Of one invariant; there may be more.</summary>
    public const int MostBreaches = 100;

    /// <summary>The invariant of the chain of changes.</summary>
    public const string AuditTrailName = "audit-trail";

    [Sql]
    private const string MonthsSql = """
        select service_month from intake.checked_month where district_id = @districtId
        union
        select service_month from billing.claim_run where district_id = @districtId
        order by service_month
        """;

    private static readonly Invariant _files = new("stored-files", "A stored file's bytes are those that were stored.", null);
    private static readonly Invariant _audit = new(AuditTrailName, "No event of the audit trail was changed, moved or taken away.", null);
    private static readonly Invariant _reads = new("record-reads", "No record of who looked at a student's record was changed, moved or taken away.", null);

    /// <summary>All that is looked at, in the order of the document.</summary>
    public static IReadOnlyList<Invariant> Invariants { get; } =
        [.. MonthInvariants.All, .. PaymentInvariants.All, .. NumberInvariants.All, _files, _audit, _reads];

    /// <param name="month">What can be said of this month alone; null: everything.</param>
    /// <param name="progress">Told of the stored files, which are most of the work.</param>
    /// <returns>Each invariant that was looked at.</returns>
    public async Task<IReadOnlyList<Verified>> VerifyAsync(
        DistrictId districtId, DateOnly? month, IProgress<FilesRead>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await WholeMonth.BeginAsync(connection, cancellationToken);
        List<DateOnly> months = month is { } only
            ? [only]
            : [.. await connection.QueryAsync<DateOnly>(new CommandDefinition(MonthsSql, new { districtId }, transaction, cancellationToken: cancellationToken))];
        var verified = await OfMonthsAsync(transaction, districtId, months, cancellationToken);
        if (month is null)
        {
            foreach (var invariant in PaymentInvariants.All.Concat(NumberInvariants.All))
            {
                verified.Add(new(invariant, await BreachesAsync(transaction, invariant, new Scope(districtId, null, null), cancellationToken)));
            }
        }

        var (read, changed) = await new StoredFiles(transaction, districtId, month).ReadAsync(progress, cancellationToken);
        verified.Add(new(_files, changed) { Read = read });
        if (month is null)
        {
            verified.Add(new(_audit, await AuditTrail.VerifyAsync(connection, districtId, cancellationToken) is { } broken ? [new($"event {broken}", 0)] : []));
            verified.Add(new(_reads, await RecordReadTrail.VerifyAsync(connection, districtId, cancellationToken) is { } gap ? [new($"batch {gap}", 0)] : []));
        }

        return verified;
    }

    /// <summary>The same for everything, kept for the pages: <see cref="Verification.LastAsync"/>.</summary>
    public async Task<IReadOnlyList<Verified>> VerifyAndKeepAsync(
        DistrictId districtId, Actor who, TimeProvider clock, IProgress<FilesRead>? progress = null, CancellationToken cancellationToken = default)
    {
        var startedAt = clock.GetUtcNow();
        var verified = await VerifyAsync(districtId, month: null, progress, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Verification.KeepAsync(connection, districtId, startedAt, clock.GetUtcNow(), who, verified, cancellationToken);
        return verified;
    }

    /// <summary>What must hold of one file's payments, looked at in the transaction that posts it.</summary>
    /// <returns>What does not hold; empty for sound books.</returns>
    public static async Task<IReadOnlyList<Verified>> OfFileAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, CancellationToken cancellationToken = default)
    {
        var broken = new List<Verified>();
        foreach (var invariant in PaymentInvariants.AtPosting)
        {
            var verified = new Verified(
                invariant, await BreachesAsync(transaction, invariant, new Scope(districtId, null, responseFileId), cancellationToken));
            if (!verified.Holds)
            {
                broken.Add(verified);
            }
        }

        return broken;
    }

    /// <summary>The same, for posting: nothing is committed that does not add up.</summary>
    /// <exception cref="InvalidOperationException">A defect of the program; the message names what is off, and by how much.</exception>
    public static async Task RequireFileAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long responseFileId, CancellationToken cancellationToken = default)
    {
        if (await OfFileAsync(transaction, districtId, responseFileId, cancellationToken) is [var broken, ..])
        {
            var breach = broken.Breaches[0];
            throw new InvalidOperationException(
                $"Response file {responseFileId} does not tie out: {broken.Invariant.Name}, {breach.Subject}, {breach.Cents} cents.");
        }
    }

    private static async Task<List<Verified>> OfMonthsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, List<DateOnly> months, CancellationToken cancellationToken)
    {
        var ofLines = await LineInvariants.BreachesAsync(transaction, districtId, months, MostBreaches, cancellationToken);
        var verified = new List<Verified>();
        foreach (var invariant in MonthInvariants.All)
        {
            List<Breach> breaches = [.. ofLines[invariant.Name]];
            foreach (var month in invariant.Sql is null ? [] : months)
            {
                breaches.AddRange(await BreachesAsync(transaction, invariant, new Scope(districtId, month, null), cancellationToken));
            }

            verified.Add(new(invariant, breaches));
        }

        return verified;
    }

    private static async Task<IReadOnlyList<Breach>> BreachesAsync(
        NpgsqlTransaction transaction, Invariant invariant, Scope scope, CancellationToken cancellationToken) =>
        [.. await transaction.Connection!.QueryAsync<Breach>(new CommandDefinition(
            invariant.Sql!, scope, transaction, cancellationToken: cancellationToken))];

    private sealed record Scope(DistrictId DistrictId, DateOnly? Month, long? ResponseFileId, int Limit = MostBreaches);
}
