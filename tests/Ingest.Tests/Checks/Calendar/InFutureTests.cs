using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class InFutureTests
{
    private static readonly DateOnly _today = new(2026, 11, 9); // of the district builder

    [Theory, InlineData(0, false), InlineData(1, true)]
    public void Today_has_come_and_tomorrow_has_not(int days, bool found) =>
        Assert.Equal(found, An.Entry().On(_today.AddDays(days)).Draws(InFuture.Check));

    [Fact]
    public void A_wrong_year_draws_this_code_alone_whatever_else_it_contradicts() =>
        Assert.Equal([InFuture.Code], An.Entry().Log(log => log with { Date = new(2062, 10, 6) }).AllCodes());

    [Fact]
    public void An_absence_may_be_known_beforehand() =>
        Assert.DoesNotContain(InFuture.Code, An.Entry().On(_today.AddDays(1)).Log(log => log with { Attendance = "A" }).AllCodes());
}
