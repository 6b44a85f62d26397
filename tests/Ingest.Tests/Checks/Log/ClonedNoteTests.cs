using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ClonedNoteTests
{
    private const string Note = "Initial /r/ in words with one cue.";

    [Theory, InlineData(4, false), InlineData(5, true)]
    public void Five_sessions_with_the_same_note_are_too_many(int sessions, bool found) =>
        Assert.Equal(found, Sessions(sessions, Note).Draws(ClonedNote.Check));

    [Fact]
    public void It_says_on_how_many_sessions_the_note_stands() =>
        Assert.Equal(["6"], Sessions(6, Note).FindingOf(ClonedNote.Check)!.Saw);

    [Theory, InlineData("Articulation, ok...", false), InlineData("Articulation, good.!", true)]
    public void Notes_of_fewer_than_twenty_characters_are_not_compared(string note, bool found) =>
        Assert.Equal(found, Sessions(5, note).Draws(ClonedNote.Check));

    [Fact]
    public void Another_provider_with_the_same_note_does_not_count() =>
        Assert.False(Sessions(4, Note).Beside(other => other.On(new(2026, 10, 30)).By("P2")).Draws(ClonedNote.Check));

    [Fact]
    public void A_session_that_was_not_held_does_not_count() =>
        Assert.False(
            Sessions(4, Note).Beside(other => other.On(new(2026, 10, 30)).Log(log => log with { Attendance = "A" })).Draws(ClonedNote.Check));

    [Fact]
    public void The_rows_of_one_group_session_count_once()
    {
        var session = An.Entry();
        for (var member = 2; member <= 6; member++)
        {
            session.Beside(other => other.For($"S{member}"));
        }

        Assert.False(session.Draws(ClonedNote.Check));
    }

    [Fact]
    public void Draws_this_code_alone()
    {
        var session = Sessions(5, Note).OnGridRow("daily, 30 min");

        Assert.Equal([ClonedNote.Code], session.AllCodes());
    }

    /// <summary>So many sessions of P1 with S1, on the school days from 6 October on.</summary>
    private static EntryBuilder Sessions(int count, string note)
    {
        var session = An.Entry().Log(log => log with { Note = note });
        var day = new DateOnly(2026, 10, 6);
        for (var more = 1; more < count; more++)
        {
            day = day.AddDays(1);
            while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day == new DateOnly(2026, 10, 12))
            {
                day = day.AddDays(1);
            }

            var on = day;
            session.Beside(other => other.On(on));
        }

        return session;
    }
}
