using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class AgeOutsideProgramTests
{
    [Theory]
    [InlineData(2023, 10, 6, false)] // turns 3 on the day
    [InlineData(2023, 10, 7, true)]
    [InlineData(2005, 10, 7, false)] // turns 21 the day after
    [InlineData(2005, 10, 6, true)]
    public void Billed_from_the_third_birthday_to_the_day_before_the_twenty_first(int year, int month, int day, bool found) =>
        Assert.Equal(found, BornOn(new(year, month, day)).Draws(AgeOutsideProgram.Check));

    [Theory]
    [InlineData(2025, 2, 27, 20)]
    [InlineData(2025, 2, 28, 21)] // no February 29 in 2025
    [InlineData(2025, 3, 1, 21)]
    [InlineData(2028, 2, 28, 23)]
    [InlineData(2028, 2, 29, 24)]
    public void Born_on_a_leap_day_the_birthday_of_other_years_is_the_28th(int year, int month, int day, int age) =>
        Assert.Equal(age, (DistrictBuilder.Student("S1", 1) with { BirthDate = new(2004, 2, 29) }).AgeOn(new(year, month, day)));

    [Fact]
    public void It_shows_the_age_and_the_limits() =>
        Assert.Equal(["21", "3", "21"], BornOn(new(2005, 10, 6)).FindingOf(AgeOutsideProgram.Check)!.Saw);

    [Fact]
    public void A_consultation_is_not_billed_at_any_age() =>
        Assert.False(BornOn(new(2005, 10, 6)).Of("SPEECH", SessionMode.Consult).Draws(AgeOutsideProgram.Check));

    [Fact]
    public void Nothing_is_said_of_an_unknown_student() =>
        Assert.False(An.Entry().For("S404").Draws(AgeOutsideProgram.Check));

    [Fact]
    public void Draws_this_code_alone() =>
        Assert.Equal([AgeOutsideProgram.Code], BornOn(new(2005, 10, 6)).AllCodes());

    private static EntryBuilder BornOn(DateOnly day) => An.Entry().WithStudent(student => student with { BirthDate = day });
}
