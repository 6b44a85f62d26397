using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A night in which a district's books are to be looked at.</summary>
public sealed record VerifyBooks(int DistrictId, DateOnly Night) : NightArguments(DistrictId, Night)
{
    public const string Name = "verify-books";

    /// <summary>Each district and the last look at its books, whoever had it done.</summary>
    [Sql]
    public const string LastSql = """
        select d.district_id, d.time_zone, v.last_at
        from ops.district d
        left join lateral (
            select started_at as last_at from billing.verification x
            where x.district_id = d.district_id order by x.started_at desc limit 1) v on true
        order by v.last_at nulls first, d.district_id
        limit @limit
        """;

    /// <summary>When nobody works.</summary>
    public static TimeOnly Hour { get; } = new(2, 0);

    public override string Kind => Name;
}

/// <summary>Looks at the books as <c>medlogs verify</c> does, and at the certificate that seals; keeps what it found for the pages.</summary>
public sealed class VerifyBooksJob(NpgsqlDataSource database, SealOf sealOf, TimeProvider clock) : IJob<VerifyBooks>
{
    public async Task RunAsync(VerifyBooks arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var districtId = new DistrictId(arguments.DistrictId);
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            var district = await District.LoadAsync(connection, districtId, cancellationToken);
            await SealLook.KeepAsync(connection, districtId, ExpiryOf(district), clock.GetUtcNow(), cancellationToken);
        }

        await new LedgerVerification(database).VerifyAndKeepAsync(districtId, Actor.Command("serve"), clock, new Files(progress), cancellationToken);
    }

    /// <summary>Null where there is none, or none that is fit to seal with.</summary>
    private DateTimeOffset? ExpiryOf(District district)
    {
        try
        {
            using var certificate = sealOf(district);
            return certificate.ExpiresAt;
        }
        catch (SealException)
        {
            return null;
        }
    }

    private sealed class Files(IProgress<JobProgress> progress) : IProgress<FilesRead>
    {
        public void Report(FilesRead value) => progress.Report(new(value.Files, null));
    }
}
