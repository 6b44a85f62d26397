using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownStudentTests
{
    [Fact]
    public void A_student_of_the_district_passes() => Assert.False(An.Entry().Draws(UnknownStudent.Check));

    [Fact]
    public void A_number_that_nobody_has_draws_this_code_alone() =>
        Assert.Equal([UnknownStudent.Code], An.Entry().For("S404").AllCodes());

    [Theory, InlineData("S1 "), InlineData("s1"), InlineData("S01"), InlineData("")]
    public void A_number_that_is_only_like_one_is_nobodys(string number) => Assert.Equal([UnknownStudent.Code], An.Entry().For(number).AllCodes());

    [Fact]
    public void It_shows_the_number() => Assert.Equal(["S404"], An.Entry().For("S404").FindingOf(UnknownStudent.Check)!.Saw);
}
