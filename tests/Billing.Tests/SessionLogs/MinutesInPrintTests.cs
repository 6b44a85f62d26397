using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.SessionLogs;

public sealed class MinutesInPrintTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly SessionLogPages _pages = new(database);

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Promised_given_missed_by_cause_made_up_and_the_difference_stand_beside_each_other()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6),
            Missed(2, 7, "A"), Missed(3, 8, "SNA"), Missed(4, 9, "SNA"),
            ClaimMonth.Session(5, "S1", 13).Log(log => log with { Attendance = "MU", MakeupFor = new(2026, 10, 8) }));

        var row = await RowAsync(month);

        // 21 days of instruction in October at 30 minutes five times a week.
        Assert.Equal("IEP PLAN-1, row 11 630 30 30 30 60 0 30 −570", row);
    }

    [Fact]
    public async Task A_make_up_held_after_the_month_counts_and_says_when()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(Missed(1, 30, "SNA"));
        var before = await RowAsync(month);
        await month.LogAsync(ClaimMonth.Session(2, "S1", 1).On(new(2026, 11, 3)).Log(log => log with { Attendance = "MU", MakeupFor = new(2026, 10, 30) }));

        Assert.Equal("IEP PLAN-1, row 11 630 0 0 0 30 0 30 −630", before);
        Assert.Equal("IEP PLAN-1, row 11 630 0 30 0 30 0 0 −600", await RowAsync(month));
        Assert.Contains(await _pages.LinesAsync(month), line => line.StartsWith("Oct 30, 2026", StringComparison.Ordinal) && line.EndsWith("Nov 3, 2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_readable_frequency_nothing_is_promised_and_nothing_compared()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.ExecuteAsync("update intake.grid_row set frequency_text = 'as needed' where district_id = @DistrictId");
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));

        Assert.Equal("IEP PLAN-1, row 11 — 30 0 0 0 0 0 —", await RowAsync(month));
    }

    private static TestKit.Builders.EntryBuilder Missed(int id, int day, string attendance) =>
        ClaimMonth.Session(id, "S1", day).Log(log => log with { Attendance = attendance });

    private async Task<string> RowAsync(ClaimMonth month) =>
        (await _pages.LinesAsync(month)).Last(line => line.StartsWith("IEP PLAN-1, row 11 ", StringComparison.Ordinal));
}
