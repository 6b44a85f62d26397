using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class NoEsyRowTests
{
    [Fact]
    public void A_summer_session_on_a_row_for_the_regular_year_draws_this_code_alone() =>
        Assert.Equal([NoEsyRow.Code], Summer.Session().AllCodes());

    [Fact]
    public void A_summer_session_on_a_row_for_the_extended_year_is_clean() =>
        Assert.Empty(Summer.Session().WithGridRow(row => row with { Esy = true }).AllCodes());

    [Fact]
    public void Of_two_rows_the_one_for_the_extended_year_is_taken() =>
        Assert.Empty(Summer.Session()
            .WithPlan(plan => plan with { Rows = [plan.Rows[0], plan.Rows[0] with { GridRowId = 2, Esy = true }] })
            .AllCodes());

    [Fact]
    public void A_regular_school_day_needs_no_such_row() => Assert.False(An.Entry().Draws(NoEsyRow.Check));

    [Fact]
    public void A_service_in_no_row_at_all_is_not_this_fault() =>
        Assert.False(Summer.Session().Of("OT").Draws(NoEsyRow.Check));
}
