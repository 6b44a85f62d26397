using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Worker.Schedule;
using Npgsql;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>A night in which is deleted what a district no longer needs.</summary>
public sealed record ForgetOld(int DistrictId, DateOnly Night) : NightArguments(DistrictId, Night)
{
    public const string Name = "forget-old";

    /// <summary>Between the books and the reminders.</summary>
    public static TimeOnly Hour { get; } = new(3, 0);

    public override string Kind => Name;
}

/// <summary>Deletes what nothing refers to and no audit can ask for (docs/operations.md, "What is deleted").</summary>
/// <remarks>Claims, records, sessions, answers, signatures and both trails stay: an auditor may ask for them for years, and the program does not know when the last may.</remarks>
public sealed class ForgetOldJob(NpgsqlDataSource database, TimeProvider clock) : IJob<ForgetOld>
{
    private const int FormDays = 1; // they hold for an hour

    /// <summary>Each account keeps its last, which tells when it was last used.</summary>
    [Sql]
    private const string SignInsSql = """
        delete from ops.session s
        where s.district_id = @districtId and s.last_seen_at < @before
          and exists (
            select from ops.session later
            where later.district_id = s.district_id and later.user_id = s.user_id
              and (later.created_at, later.session_id) > (s.created_at, s.session_id))
        """;

    [Sql]
    private const string FormsSql = "delete from ops.held_form where district_id = @districtId and held_at < @before";

    /// <summary>Sheets that were looked at and never applied, with their bytes where they are nobody else's. A table that is not named here refuses by its foreign key.</summary>
    [Sql]
    private const string SheetsSql = """
        with gone as (
            delete from intake.correction_sheet where district_id = @districtId and applied_at is null and sent_at < @before
            returning sha256)
        select g.sha256
        from gone g
        where not exists (select from intake.import_file x where x.district_id = @districtId and x.sha256 = g.sha256)
          and not exists (select from intake.screening x where x.district_id = @districtId and x.sha256 = g.sha256)
          and not exists (select from billing.claim_run x where x.district_id = @districtId and x.sha256 = g.sha256)
          and not exists (select from billing.response_file x where x.district_id = @districtId and x.sha256 = g.sha256)
          and not exists (select from billing.session_log x where x.district_id = @districtId and x.pdf_sha256 = g.sha256)
        """;

    [Sql]
    private const string BytesSql = "delete from ops.stored_file_chunk where district_id = @districtId and sha256 = any(@hashes)";

    [Sql]
    private const string FilesSql = "delete from ops.stored_file where district_id = @districtId and sha256 = any(@hashes)";

    [Sql]
    private const string DismissedSql = "delete from ops.job_run where district_id = @districtId and state = 'dismissed' and ended_at < @before";

    [Sql]
    private const string VerificationsSql = "delete from billing.verification where district_id = @districtId and started_at < @before";

    /// <summary>Of files that left a place. One that still lies there is known by its row; one that comes back, by its bytes.</summary>
    [Sql]
    private const string PlaceFilesSql = "delete from ops.place_file where district_id = @districtId and gone_at < @before";

    public async Task RunAsync(ForgetOld arguments, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var districtId = new DistrictId(arguments.DistrictId);
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keepDays = (await District.LoadAsync(connection, districtId, cancellationToken)).KeepDays;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await DeleteAsync(FormsSql, FormDays)
            + await DeleteAsync(SignInsSql, keepDays[Kept.SignIns.Member])
            + await DeleteAsync(DismissedSql, keepDays[Kept.LeftJobs.Member])
            + await DeleteAsync(VerificationsSql, keepDays[Kept.Verifications.Member])
            + await DeleteAsync(PlaceFilesSql, keepDays[Kept.PlaceFiles.Member]);
        var hashes = (await connection.QueryAsync<byte[]>(Of(SheetsSql, new { districtId, before = now.AddDays(-keepDays[Kept.Sheets.Member]) }))).ToArray();
        await connection.ExecuteAsync(Of(BytesSql, new { districtId, hashes }));
        rows += await connection.ExecuteAsync(Of(FilesSql, new { districtId, hashes }));
        await NightWork.DoneAsync(transaction, districtId, ForgetOld.Name, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        progress.Report(new(rows, rows));

        Task<int> DeleteAsync(string sql, int days) => connection.ExecuteAsync(Of(sql, new { districtId, before = now.AddDays(-days) }));

        CommandDefinition Of(string sql, object values) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }
}
