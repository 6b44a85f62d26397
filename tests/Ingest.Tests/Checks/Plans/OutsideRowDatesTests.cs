using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class OutsideRowDatesTests
{
    [Theory, InlineData(6, 31, false), InlineData(1, 6, false), InlineData(7, 31, true), InlineData(1, 5, true)]
    public void Both_ends_of_the_row_count(int firstDayOfOctober, int lastDayOfOctober, bool found) =>
        Assert.Equal(found, OnRow(new(2026, 10, firstDayOfOctober), new(2026, 10, lastDayOfOctober)).Draws(OutsideRowDates.Check));

    [Fact]
    public void It_shows_the_day_and_the_rows_dates() =>
        Assert.Equal(
            ["2026-10-06", "2026-09-01", "2026-10-05"],
            OnRow(new(2026, 9, 1), new(2026, 10, 5)).FindingOf(OutsideRowDates.Check)!.Saw);

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([OutsideRowDates.Code], OnRow(new(2026, 9, 1), new(2026, 10, 5)).AllCodes());

    [Fact]
    public void Another_row_that_covers_the_day_will_do() =>
        Assert.Empty(An.Entry().WithPlan(plan => plan with
        {
            Rows = [plan.Rows[0] with { To = new(2026, 10, 5) }, plan.Rows[0] with { GridRowId = 2, From = new(2026, 10, 6) }],
        }).AllCodes());

    [Fact]
    public void In_the_extended_school_year_the_regular_rows_dates_do_not_matter() =>
        Assert.Equal([NoEsyRow.Code], Summer.Session().WithGridRow(row => row with { From = new(2026, 9, 1) }).AllCodes());

    private static EntryBuilder OnRow(DateOnly from, DateOnly to) => An.Entry().WithGridRow(row => row with { From = from, To = to });
}
