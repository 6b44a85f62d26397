using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Ingest.Grid;

namespace MedicaidLogs.Ingest.Tests.Grid;

public sealed class FrequencyTests
{
    [Theory]
    [InlineData("30 min 2x/week", "2 x 30 min per week")]
    [InlineData("30 MIN 2X/WEEK", "2 x 30 min per week")]
    [InlineData("30min2x/wk", "2 x 30 min per week")]
    [InlineData("30 mins. 2/wk", "2 x 30 min per week")]
    [InlineData("30 min, 2 times a week", "2 x 30 min per week")]
    [InlineData("thirty minutes twice weekly", "2 x 30 min per week")]
    [InlineData("30 min/2x/week", "2 x 30 min per week")]
    [InlineData("30 min x 2 per week", "2 x 30 min per week")]
    [InlineData("30 min x2 weekly", "2 x 30 min per week")]
    [InlineData("30 min each, 2x per week", "2 x 30 min per week")]
    [InlineData("30 minutes per session, 2 sessions per week", "2 x 30 min per week")]
    [InlineData("30 min/session 2 sessions/wk", "2 x 30 min per week")]
    [InlineData("1/2 hour 2x week", "2 x 30 min per week")]
    [InlineData("2xweek 30min", "2 x 30 min per week")]
    [InlineData("half an hour, 2x/weekly", "2 x 30 min per week")]
    [InlineData("30 min 5 days per week", "5 x 30 min per week")]
    [InlineData("30 minutes, 5 days a week", "5 x 30 min per week")]
    public void Minutes_then_times_per_period(string text, string read) => Reads(text, read);

    [Theory]
    [InlineData("2 x 30 min per week", "2 x 30 min per week")]
    [InlineData("2×30 min/wk", "2 x 30 min per week")]
    [InlineData("2x30' a week", "2 x 30 min per week")]
    [InlineData("2 sessions of 30 minutes each week", "2 x 30 min per week")]
    [InlineData("two 30-minute sessions per week", "2 x 30 min per week")]
    [InlineData("weekly - 2 x 30 min", "2 x 30 min per week")]
    [InlineData("3 times 1 hr 15 min per month", "3 x 75 min per month")]
    public void Times_joined_to_minutes_are_the_minutes_of_each(string text, string read) => Reads(text, read);

    [Theory]
    [InlineData("once a week for 30 minutes", "1 x 30 min per week")]
    [InlineData("2x/week for 30 minutes", "2 x 30 min per week")]
    [InlineData("3x/wk x 20min", "3 x 20 min per week")]
    [InlineData("2x/wk @ 30 min", "2 x 30 min per week")]
    [InlineData("1 time per month, 45 minutes", "1 x 45 min per month")]
    [InlineData("twice daily 15 min", "2 x 15 min per day")]
    [InlineData("1 weekly 30 min session", "1 x 30 min per week")]
    [InlineData("2 times in a 6-day cycle for 40 minutes", "2 x 40 min per 6-day cycle")]
    public void Times_per_period_then_minutes(string text, string read) => Reads(text, read);

    [Theory]
    [InlineData("60 minutes per month", "60 min per month")]
    [InlineData("1200 min/yr", "1200 min per year")]
    [InlineData("1,200 min per school year", "1200 min per year")]
    [InlineData("1200 minutes annually", "1200 min per year")]
    [InlineData("1 hour per week", "60 min per week")]
    [InlineData("an hour a week", "60 min per week")]
    [InlineData("1.5 hrs weekly", "90 min per week")]
    [InlineData(".5 hour/week", "30 min per week")]
    [InlineData("1 hour and 15 min per week", "75 min per week")]
    [InlineData("30 minutes every two weeks", "30 min per 2 weeks")]
    [InlineData("30 min every other week", "30 min per 2 weeks")]
    [InlineData("30 min weekly-", "30 min per week")]
    [InlineData("30 min fortnightly", "30 min per 2 weeks")]
    [InlineData("30 min every-other-week", "30 min per 2 weeks")]
    [InlineData("daily, 15 min", "15 min per day")]
    [InlineData("15 min every school day", "15 min per day")]
    [InlineData("60 min per day, 5 days per week", "300 min per week")]
    public void Minutes_alone_leave_the_sessions_open(string text, string read)
    {
        Reads(text, read);
        Assert.Null(Read(text).SessionsPerPeriod);
    }

    [Theory]
    [InlineData("30min 3x4wks", "3 x 30 min per 4 weeks")]
    [InlineData("30 min. 3 x 4 wks", "3 x 30 min per 4 weeks")]
    [InlineData("30 min x 3x4wks", "3 x 30 min per 4 weeks")]
    [InlineData("30 minutes 7x9wks", "7 x 30 min per 9 weeks")]
    [InlineData("30 minutes, 7 per 9-week grading period", "7 x 30 min per 9 weeks")]
    [InlineData("20 minutes 3 times every 4 weeks", "3 x 20 min per 4 weeks")]
    public void N_times_in_M_weeks(string text, string read) => Reads(text, read);

    [Theory]
    [InlineData("3 per 6-day cycle", "3 per 6-day cycle")]
    [InlineData("3x/6 day rotation", "3 per 6-day cycle")]
    [InlineData("weekly", null)]
    [InlineData("2x weekly", "2 per week")]
    [InlineData("weekly, twice", "2 per week")]
    [InlineData("5 days/week", "5 per week")]
    public void Sessions_alone_have_no_minutes(string text, string? read)
    {
        if (read is null)
        {
            Assert.Equal(FrequencyFault.Incomplete, Problem(text).Fault);
            return;
        }

        Reads(text, read);
        Assert.Null(Read(text).MinutesPerPeriod);
    }

    [Fact]
    public void The_rows_own_column_supplies_the_minutes_that_the_text_leaves_out()
    {
        Assert.Equal("3 x 30 min per 6-day cycle", Read("3 per 6-day cycle", rowMinutesPerSession: 30).ToString());
        Assert.Equal(90, Read("3 per 6-day cycle", rowMinutesPerSession: 30).MinutesPerPeriod);
        Assert.Equal("60 min per month", Read("60 minutes per month", rowMinutesPerSession: 30).ToString());
        Assert.Equal(FrequencyFault.DisagreesWithRow, Problem("2 x 30 min per week", rowMinutesPerSession: 20).Fault);
    }

    [Theory]
    [InlineData("", FrequencyFault.Empty, "")]
    [InlineData("  ", FrequencyFault.Empty, "")]
    [InlineData("as needed, 30 min per week", FrequencyFault.NotUnderstood, "as needed")]
    [InlineData("up to 30 min per week", FrequencyFault.NotUnderstood, "up to")]
    [InlineData("60 min total per week in 2 sessions", FrequencyFault.NotUnderstood, "total")]
    [InlineData("1234567 min per year", FrequencyFault.NotUnderstood, "1234567")]
    [InlineData("30 2x week", FrequencyFault.NotUnderstood, "30 2x week")]
    [InlineData("30 min 4 weeks", FrequencyFault.NotUnderstood, "4 weeks")]
    [InlineData("30 min x 4 weeks", FrequencyFault.NotUnderstood, "x 4 weeks")]
    [InlineData("30 min 2x/week x 36 weeks", FrequencyFault.NotUnderstood, "x 36 weeks")]
    [InlineData("30 min 2.5x/week", FrequencyFault.NotUnderstood, "2.5x/week")]
    [InlineData("30 min every other day", FrequencyFault.NotUnderstood, "every other day")]
    [InlineData("30 min every 3 days", FrequencyFault.NotUnderstood, "every 3 days")]
    [InlineData("30 min every 2 months", FrequencyFault.NotUnderstood, "every 2 months")]
    [InlineData("30 min every 53 weeks", FrequencyFault.NotUnderstood, "every 53 weeks")]
    [InlineData("1.01 hours per week", FrequencyFault.NotUnderstood, "1.01 hours per week")]
    [InlineData("1/0 hour per week", FrequencyFault.NotUnderstood, "1/0 hour per week")]
    [InlineData("-30 min per week", FrequencyFault.NotUnderstood, "-30 min per week")]
    [InlineData("30 min 3x/cycle", FrequencyFault.NotUnderstood, "cycle")]
    [InlineData("30 min per week \ud83d\ude00", FrequencyFault.NotUnderstood, "\ud83d\ude00")]
    [InlineData("30 min weekly-ish", FrequencyFault.NotUnderstood, "ish")]
    [InlineData("30 min bi-weekly", FrequencyFault.Ambiguous, "bi-weekly")]
    [InlineData("30 min Biweekly", FrequencyFault.Ambiguous, "Biweekly")]
    [InlineData("60 min quarterly", FrequencyFault.Ambiguous, "quarterly")]
    [InlineData("300 min per semester", FrequencyFault.Ambiguous, "semester")]
    [InlineData("30 min 1-2 times per week", FrequencyFault.Ambiguous, "1-2")]
    [InlineData("60 min per week, 2 sessions", FrequencyFault.Ambiguous, "60 min per week, 2 sessions")]
    [InlineData("2 sessions, 60 min per week", FrequencyFault.Ambiguous, "2 sessions, 60 min per week")]
    [InlineData("2 x 30 per week", FrequencyFault.Ambiguous, "2 x 30 per week")]
    [InlineData("30 min per week, 60 min per month", FrequencyFault.Ambiguous, "30 min per week, 60 min per month")]
    [InlineData("30 min", FrequencyFault.Incomplete, "30 min")]
    [InlineData("2 x 30 min", FrequencyFault.Incomplete, "2 x 30 min")]
    [InlineData("daily", FrequencyFault.Incomplete, "daily")]
    [InlineData("30 min sessions weekly", FrequencyFault.Incomplete, "30 min sessions weekly")]
    [InlineData("0 x 30 min per week", FrequencyFault.OutOfRange, "0 x 30 min per week")]
    [InlineData("0 min per week", FrequencyFault.OutOfRange, "0 min per week")]
    [InlineData("1441 min per day", FrequencyFault.OutOfRange, "1441 min per day")]
    [InlineData("49 x 30 min per day", FrequencyFault.OutOfRange, "49 x 30 min per day")]
    [InlineData("999999 hours per day, 999999 days per year", FrequencyFault.OutOfRange, "999999 hours per day, 999999 days per year")]
    public void What_has_no_single_reading_is_reported_with_its_words(string text, FrequencyFault fault, string words)
    {
        var problem = Problem(text);

        Assert.Equal((fault, words), (problem.Fault, problem.Words));
    }

    [Fact]
    public void A_text_longer_than_the_limit_is_refused_unread()
    {
        var text = "30 min 2x/week".PadRight(Frequency.MaxTextLength + 1, '.');

        Assert.Equal(FrequencyFault.TooLong, Problem(text).Fault);
        Assert.Equal("2 x 30 min per week", Read(text[..Frequency.MaxTextLength]).ToString());
    }

    [Fact]
    public void The_raw_text_is_kept_as_typed() => Assert.Equal(" 30MIN  2x/wk ", Read(" 30MIN  2x/wk ").RawText);

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Frequencies, frequency => Assert.Equal(frequency, Read(frequency.ToString()) with { RawText = frequency.RawText })).Check(Fixed.Seed);

    [Fact]
    public void Any_text_is_read_or_reported_never_an_exception() =>
        Prop.ForAll(Texts, text => Frequency.TryParse(text, 30, out var frequency, out var problem) ? frequency.RawText == text : problem is not null).Check(Fixed.Seed);

    private static readonly Arbitrary<Frequency> Frequencies = (
        from period in Gen.OneOf(
            Gen.Elements(Period.Day, Period.Week, Period.Month, Period.Year),
            Gen.Choose(1, Period.MaxWeeks).Select(Period.Weeks),
            Gen.Choose(2, Period.MaxCycleDays).Select(Period.Cycle))
        from sessions in Gen.Choose(1, 12)
        from minutes in Gen.Choose(1, 120)
        from frequency in Gen.Elements(
            Frequency.OfSessions(sessions, minutes, period, "drawn"),
            Frequency.OfSessions(sessions, null, period, "drawn"),
            Frequency.OfMinutes(sessions * minutes, null, period, "drawn"))
        select frequency).ToArbitrary();

    /// <summary>Words of the grammar in any order, so that the reader's every turn is taken.</summary>
    private static readonly Arbitrary<string> Texts = Gen.Elements(
            "30", "2", "0", "1.5", "999999", "x", "times", "once", "per", "a", "each", "/", "-", ",", "min", "'", "hour", "half", "session", "of", "and",
            "day", "week", "weeks", "month", "year", "daily", "weekly", "every", "other", "school", "cycle", "grading", "period", "biweekly", "?", "\0")
        .ListOf().Select(words => string.Join(' ', words)).ToArbitrary();

    private static void Reads(string text, string read) => Assert.Equal(read, Read(text).ToString());

    private static Frequency Read(string text, int? rowMinutesPerSession = null) =>
        Frequency.TryParse(text, rowMinutesPerSession, out var frequency, out var problem)
            ? frequency
            : throw new Xunit.Sdk.XunitException($"\"{text}\": {problem}");

    private static FrequencyProblem Problem(string text, int? rowMinutesPerSession = null) =>
        Frequency.TryParse(text, rowMinutesPerSession, out var frequency, out var problem)
            ? throw new Xunit.Sdk.XunitException($"\"{text}\" was read as {frequency}")
            : problem;
}
