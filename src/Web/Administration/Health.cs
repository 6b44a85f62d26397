using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>How the program runs, in lines that a person reads from the top.</summary>
public sealed record Health(IReadOnlyList<HealthLine> Lines, Verification? Books)
{
    /// <summary>The line of failed jobs, which an administrator's list of what waits has too.</summary>
    public const string JobsLine = "Jobs";

    private const int FewPercentFree = 10;
    private const int FewestPercentFree = 3;

    private static readonly TimeSpan _soon = TimeSpan.FromDays(30);

    [Sql]
    private const string StoreSql = """
        select current_setting('server_version') as version, pg_database_size(current_database()) as database_bytes,
               count(*) as files, coalesce(sum(f.length_bytes), 0)::bigint as file_bytes,
               case when current_setting('archive_mode') <> 'off' then (select a.last_archived_time from pg_stat_archiver a) end as archived_at
        from ops.stored_file f
        where f.district_id = @districtId
        """;

    private sealed record Store(string Version, long DatabaseBytes, long Files, long FileBytes, DateTime? ArchivedAt);

    public static async Task<Health> LoadAsync(NpgsqlConnection connection, District district, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var districtId = district.DistrictId;
        var store = await connection.QuerySingleAsync<Store>(new CommandDefinition(StoreSql, new { districtId }, cancellationToken: cancellationToken));
        var workers = await WorkerPresence.ListAsync(connection, cancellationToken);
        var jobs = await JobRun.CountAsync(connection, districtId, cancellationToken);
        var books = await Verification.LastAsync(connection, districtId, cancellationToken);
        var places = await PlacesHealth.OfDistrictAsync(connection, districtId, district.Zone, cancellationToken);
        var seal = await SealLook.FindAsync(connection, districtId, cancellationToken);
        return new(
            [
                OfWorkers(workers.Count(worker => worker.IsHeard)),
                OfJobs(jobs),
                .. places,
                OfSeal(seal, now, district.Zone),
                OfBackup(store.ArchivedAt, district.Zone),
                OfDisk(),
                new("Database", "good", $"PostgreSQL {store.Version.Split(' ')[0]} answers; it holds {ListedFile.SizeOf(store.DatabaseBytes)} in all."),
                new("Stored files", "good", $"{Show.Count(store.Files, "file", "files")} of this district, {ListedFile.SizeOf(store.FileBytes)}", FileFilter.Path),
            ],
            books);
    }

    private static HealthLine OfWorkers(int heard) => heard > 0
        ? new("Workers", "good", $"{Show.Count(heard, "worker is", "workers are")} running.", JobFilter.Path + "#workers")
        : new("Workers", "reject", "No worker is running. Uploaded files, answers of the payer, months to close, claim files to build and session logs wait until somebody starts one: medlogs serve.", JobFilter.Path);

    private static HealthLine OfJobs(JobCounts jobs) => jobs.Failed > 0
        ? new(JobsLine, "reject", $"{Show.Count(jobs.Failed, "job has", "jobs have")} failed and {(jobs.Failed == 1 ? "waits" : "wait")} for you.", JobFilter.Path)
        : new(JobsLine, "good", $"None has failed; {Show.Count(jobs.Open)} waiting or running.", JobFilter.Path);

    private static HealthLine OfSeal(SealLook? look, DateTimeOffset now, TimeZoneInfo zone)
    {
        const string what = "Certificate that seals";
        return look switch
        {
            null => new(what, "not-billable", "No worker has looked yet. Workers look each night."),
            { ExpiresAt: null } => new(what, "warn", $"On {Show.Instant(new(look.LookedAt), zone)} there was none that is fit to seal with: session logs cannot be made."),
            { ExpiresAt: { } end } when end <= now.UtcDateTime => new(what, "reject", $"It expired on {Show.Instant(new(end), zone)}: session logs cannot be made."),
            { ExpiresAt: { } end } when end - now.UtcDateTime < _soon => new(what, "warn", $"It expires on {Show.Instant(new(end), zone)}: ask for the next one now."),
            { ExpiresAt: { } end } => new(what, "good", $"Good until {Show.Instant(new(end), zone)}."),
        };
    }

    /// <remarks>The program makes no backups; of the server's own it can see only that the log of changes is put away as it grows.</remarks>
    private static HealthLine OfBackup(DateTime? archivedAt, TimeZoneInfo zone) => archivedAt is { } at
        ? new("Backup", "good", $"PostgreSQL puts its log of changes away, last on {Show.Instant(new(at), zone)}. Whether it can be restored, ask whoever looks after the database.")
        : new("Backup", "not-billable", "The program makes no backups itself: ask whoever looks after the database when the last one was made and tried.");

    private static HealthLine OfDisk()
    {
        var disk = new DriveInfo(AppContext.BaseDirectory);
        var percent = disk.TotalSize == 0 ? 0 : (int)(disk.AvailableFreeSpace * 100 / disk.TotalSize);
        var severity = percent < FewestPercentFree ? "reject" : percent < FewPercentFree ? "warn" : "good";
        return new("Disk of this machine", severity, $"{ListedFile.SizeOf(disk.AvailableFreeSpace)} free of {ListedFile.SizeOf(disk.TotalSize)}. The database’s disk may be another.");
    }
}
