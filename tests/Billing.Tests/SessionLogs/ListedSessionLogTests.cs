using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Minutes;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Npgsql;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

public sealed class ListedSessionLogTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Logs = 300;

    private readonly CountingLedger _ledger = new();

    [Fact]
    public async Task A_month_of_some_hundred_logs_is_built_once_for_many_looks()
    {
        var month = await MonthAsync();

        var first = await ListAsync(month);
        var again = await ListAsync(month);
        var ofProvider = await ListAsync(month, providerId: 1);
        var ofNobody = await ListAsync(month, providerId: 2);

        Assert.Equal(Logs, first.Count);
        Assert.Equal(first, again);
        Assert.Equal((Logs, 0), (ofProvider.Count, ofNobody.Count));
        Assert.Equal(1, _ledger.Asked);
    }

    [Fact]
    public async Task What_happens_in_the_district_is_seen_at_the_next_look()
    {
        var month = await MonthAsync();
        Assert.All(await ListAsync(month), log => Assert.Equal(0, log.Unsigned));

        Assert.IsType<CorrectionOutcome.Corrected>(await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            month.DistrictId, Logs, 1, new Dictionary<string, string> { [LogField.Note] = "Other words." }, StoredDistrict.Change));

        Assert.Equal(("SPEECH", 1), Assert.Single((await ListAsync(month)).Where(log => log.Unsigned > 0).Select(log => (log.Service, log.Unsigned))));
        Assert.Equal(2, _ledger.Asked);
    }

    [Fact]
    public async Task Asking_for_documents_and_fetching_them_is_no_reason_to_look_again()
    {
        var month = await MonthAsync();
        await ListAsync(month);

        await new SessionLogDesk(database.DataSource, StoredDistrict.Clock).AskAsync(month.DistrictId, ClaimMonth.October, Actor.Command("test"));
        await ListAsync(month);

        Assert.Equal(1, _ledger.Asked);
    }

    [Fact]
    public async Task A_district_that_takes_another_name_shows_it_in_every_log()
    {
        var month = await MonthAsync();
        await ListAsync(month);

        await month.ExecuteAsync("update ops.district set name = 'Birch Hill School District' where district_id = @DistrictId");
        await ListAsync(month);

        Assert.Equal(2, _ledger.Asked);
    }

    /// <summary>One log for each service; that of speech therapy is the last session's.</summary>
    private async Task<ClaimMonth> MonthAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync([.. Enumerable.Range(1, Logs).Select(id => ClaimMonth.Session(id, "S1", 6).Of(id == Logs ? "SPEECH" : $"X{id}"))]);
        return month;
    }

    private async Task<IReadOnlyList<ListedSessionLog>> ListAsync(ClaimMonth month, long? providerId = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var district = await District.LoadAsync(connection, month.DistrictId);
        return await ListedSessionLog.OfMonthAsync(connection, _ledger, district, ClaimMonth.October, new(providerId, null));
    }

    /// <summary>Asked once each time that a month's documents are built.</summary>
    private sealed class CountingLedger : IMinutesLedger
    {
        private readonly MinutesLedger _ledger = new();

        public int Asked { get; private set; }

        public Task<MinutesOfMonth> OfMonthAsync(
            NpgsqlTransaction transaction, District district, DateOnly month, long? studentId, CancellationToken cancellationToken = default)
        {
            Asked++;
            return _ledger.OfMonthAsync(transaction, district, month, studentId, cancellationToken);
        }
    }
}
