using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class UnknownPlaceTests
{
    [Theory, InlineData("school", false), InlineData("community", false), InlineData("library", true), InlineData("School", true), InlineData("", false)]
    public void The_place_is_one_of_the_packs_words(string place, bool found) =>
        Assert.Equal(found, At(place).Draws(UnknownPlace.Check));

    [Fact]
    public void Another_word_draws_this_code_and_no_other() =>
        Assert.Equal([UnknownPlace.Code], At("library").WithGridRow(row => row with { Location = "" }).AllCodes());

    [Fact]
    public void A_telehealth_session_has_a_place_of_its_own() =>
        Assert.False(At("online").Log(log => log with { Telehealth = true }).Draws(UnknownPlace.Check));

    private static EntryBuilder At(string place) => An.Entry().Log(log => log with { Place = place });
}
