using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Billing.Tests.Scale;

/// <summary>What is asked of a whole month reads its rows a few times, and not each of them for each other one.</summary>
/// <remarks>
/// Counted in rows that PostgreSQL read, which a busy machine does not change: a join that was planned row by row reads millions here. The
/// planner knows of the month what loading, billing and posting tell it.
/// </remarks>
public sealed class ScaleTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Lines = 6_000; // so many are worth statistics to posting
    private const int MostReadsPerLine = Lines / 10; // each for each other would be all of them; a table of 300 students may well be read whole

    private const string Counted = "medlogs counted";

    private const string StillCountingSql = "select exists (select from pg_stat_activity where application_name = @name and datname = current_database())";

    private const string ReadsSql = """
        select (select sum(seq_tup_read) from pg_stat_user_tables) + (select sum(idx_tup_read) from pg_stat_user_indexes)
        """;

    [Fact]
    public async Task What_is_asked_of_a_month_reads_its_rows_a_few_times()
    {
        // Without a pool a connection ends with its work, and then its reads are counted.
        await using var counted = MedlogsDatabase.Connect(database.ConnectionString + ";Pooling=false", Counted);
        var month = await PaidMonth.CreateAsync(database, Lines);
        var tooMany = new List<string>();
        foreach (var (what, ask) in Asked(counted, month))
        {
            await CheckAsync(what, ask, tooMany);
        }

        Assert.True(tooMany.Count == 0, string.Join("; ", tooMany));
    }

    private static IEnumerable<(string What, Func<Task> Ask)> Asked(NpgsqlDataSource source, PaidMonth month)
    {
        yield return ("reconciliation", () => new MonthReconciliation(source).WriteAsync(month.DistrictId, PaidMonth.Month, Stream.Null));
        yield return ("rejected entries", () => new RejectedEntries(source).WriteAsync(month.DistrictId, PaidMonth.Month, Stream.Null));
        yield return ("funnel", () => Funnel.LoadAsync(source, month.DistrictId, PaidMonth.Month));
        yield return ("waiting claims", () => WaitingClaims.LoadAsync(source, month.District, PaidMonth.Month, StoredDistrict.Clock));
        yield return ("proposals", () => new ClaimProposals(source).OfMonthAsync(month.DistrictId, PaidMonth.Month));
        yield return ("verify", () => new LedgerVerification(source).VerifyAsync(month.DistrictId, PaidMonth.Month));
        yield return ("match again", () => new UnmatchedRemits(source, StoredDistrict.Clock).MatchAgainAsync(month.DistrictId));
        foreach (var report in FinanceReports.All)
        {
            var request = new ReportRequest(
                month.District, PaidMonth.Month, PaidMonth.Month.AddMonths(1), report.By.FirstOrDefault(""), new DateOnly(2026, 12, 1));
            yield return ($"report {report.Name}", () => report.WriteAsync(source, request, ReportFormat.Csv, Stream.Null));
        }
    }

    private async Task CheckAsync(string what, Func<Task> ask, List<string> tooMany)
    {
        var before = await ReadsAsync();
        await ask();
        var reads = await ReadsAsync() - before;
        if (reads > Lines * MostReadsPerLine)
        {
            tooMany.Add($"{what}: {reads / Lines} rows read for each line of the month");
        }
    }

    private async Task<long> ReadsAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        // A connection is counted when its server process ends, which is a moment after it was closed.
        while (await connection.ExecuteScalarAsync<bool>(StillCountingSql, new { name = Counted }))
        {
        }

        return await connection.ExecuteScalarAsync<long>(ReadsSql);
    }
}
