using System.Text.Json.Nodes;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class MissingFieldsTests
{
    public static TheoryData<string, Func<SessionLog, SessionLog>> OneFieldEach => new()
    {
        { LogField.Start, log => log with { Start = null } },
        { LogField.End, log => log with { End = null } },
        { LogField.Note, log => log with { Note = "" } },
        { LogField.Place, log => log with { Place = "" } },
    };

    [Theory, MemberData(nameof(OneFieldEach))]
    public void Names_the_field_that_is_missing(string field, Func<SessionLog, SessionLog> without)
    {
        var finding = An.Entry().Log(without).FindingOf(MissingFields.Check)!;

        Assert.Equal((field, field), (finding.Field, Assert.Single(finding.Saw)));
    }

    [Theory, MemberData(nameof(OneFieldEach))]
    public void Draws_this_code_alone(string field, Func<SessionLog, SessionLog> without)
    {
        Assert.NotEmpty(field);
        Assert.Equal([MissingFields.Code], An.Entry().Log(without).AllCodes());
    }

    [Fact]
    public void A_complete_record_passes() => Assert.False(An.Entry().Draws(MissingFields.Check));

    [Fact]
    public void Two_missing_fields_are_two_findings() =>
        Assert.Equal(
            [MissingFields.Code, MissingFields.Code],
            An.Entry().Log(log => log with { Start = null, Note = "" }).AllCodes());

    [Fact]
    public void Telehealth_needs_no_place() =>
        Assert.False(An.Entry().Log(log => log with { Telehealth = true, Place = "" }).Draws(MissingFields.Check));

    [Theory]
    [InlineData(LogField.Activity, true)]
    [InlineData(LogField.Progress, false)]
    public void A_state_may_ask_for_more_texts(string field, bool found)
    {
        var district = new DistrictBuilder { Pack = Packs.NewHampshireWith("log.requiredTexts", new JsonArray("note", "activity")) };
        var session = An.Entry().In(district).Log(log => field == LogField.Activity ? log with { Activity = "" } : log with { Progress = "" });

        Assert.Equal(found, session.Draws(MissingFields.Check));
    }

    [Fact]
    public void A_trip_needs_no_note() =>
        Assert.False(An.Entry().Of("TRANSPORT").Log(log => log with { Note = "" }).Draws(MissingFields.Check));
}
