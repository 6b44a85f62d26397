using MedicaidLogs.Web.Calendar;

namespace MedicaidLogs.Web.Tests.Calendar;

public sealed class CalendarSessionTests
{
    [Theory]
    [InlineData("", true, true, false, SessionState.Ready)]
    [InlineData("", true, false, false, SessionState.NotBillable)]
    [InlineData("", false, false, false, SessionState.NotHeld)]
    [InlineData("LOG_UNSIGNED", true, false, false, SessionState.ToSign)]
    [InlineData("LOG_COSIGN LOG_EDITED", true, false, false, SessionState.ToSign)] // the provider signs first
    [InlineData("LOG_COSIGN", true, false, false, SessionState.ToCosign)]
    [InlineData("LOG_FIELDS LOG_UNSIGNED", false, false, false, SessionState.Rejected)]
    [InlineData("LOG_FIELDS", false, false, true, SessionState.Billed)]
    public void A_session_stands_where_it_asks_most(string rejects, bool delivered, bool billable, bool frozen, SessionState state) =>
        Assert.Equal(state, Session(rejects, delivered, billable, frozen).State);

    [Fact]
    public void A_group_is_one_session_and_stands_where_the_worst_of_its_students_does()
    {
        var item = Assert.Single(CalendarItem.Of([Session("", true, true, false), Session("LOG_FIELDS", true, false, false)]));

        Assert.Equal((SessionState.Rejected, "2 students"), (item.State, item.Title));
    }

    private static CalendarSession Session(string rejects, bool delivered, bool billable, bool frozen) => new(
        1, new(2026, 10, 6), new(9, 0), new(9, 30), "SPEECH", "group", "Tuesdays", "P", delivered, billable, "S1", 1, "S1 Student", rejects, "", "", frozen);
}
