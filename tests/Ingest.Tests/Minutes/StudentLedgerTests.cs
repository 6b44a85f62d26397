using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Minutes;

public sealed class StudentLedgerTests
{
    private static DateOnly October(int day) => SmallLedger.October(day);

    [Fact]
    public void A_week_promises_what_the_plan_says_less_the_holiday()
    {
        var line = new SmallLedger().Line;

        Assert.Equal(60, line.Between(October(5), October(11)).Mandated);
        Assert.Equal(48, line.Between(October(12), October(18)).Mandated);
        Assert.Equal(252, line.Total().Mandated); // 21 days of instruction, twelve minutes each
    }

    [Fact]
    public void A_row_that_begins_in_the_middle_promises_from_there()
    {
        var row = DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week") with { From = October(21) };

        Assert.Equal(96, new SmallLedger().Of(row).Total.Mandated); // eight days
        Assert.Equal(October(21), new SmallLedger().Of(row).Line.FirstDay);
    }

    [Fact]
    public void An_amendment_ends_the_rows_of_the_plan_before_it()
    {
        var amended = new SmallLedger().Change(student => student with
        {
            Plans =
            [
                .. student.Plans,
                DistrictBuilder.Plan(2, [DistrictBuilder.Row(2, "SPEECH", "30 min 3x/week")]) with { From = October(19), To = October(23) },
            ],
        });

        var lines = amended.Ledger.Lines;

        Assert.Equal([(1, 192), (2, 90)], lines.Select(line => ((int)line.Row.GridRowId, (int)line.Total().Mandated.Rounded())));
        Assert.Equal([(October(1), October(18)), (October(24), October(31))], lines[0].Stretches.Select(stretch => (stretch.From, stretch.To)));
    }

    [Fact]
    public void A_student_who_moves_changes_calendars_and_is_promised_nothing_in_between()
    {
        var moved = new SmallLedger()
            .School("HILL", new CalendarRange(October(20), DistrictBuilder.YearEnds, DayType.Instructional, null, null))
            .Change(student => student with
            {
                Enrolments = [new("MAIN", DistrictBuilder.YearBegins, October(6)), new("HILL", October(14), null)],
            });

        Assert.Equal(48, moved.Line.Between(October(1), October(6)).Mandated); // four days at MAIN
        Assert.Equal(0, moved.Line.Between(October(7), October(19)).Mandated);
        Assert.Equal(48, moved.Line.Between(October(19), October(25)).Mandated); // HILL begins on Tuesday
        Assert.Equal(["MAIN", null, "HILL"], moved.Line.Stretches.Select(stretch => stretch.SchoolCode));
    }

    [Fact]
    public void A_frequency_that_cannot_be_read_gives_no_target_and_says_so()
    {
        var line = new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "as needed")).Given(6).Line;

        Assert.Equal((TargetProblem.UnreadableFrequency, 0, 30), (line.Problem, line.Total().Mandated, line.Total().Delivered));
        Assert.Equal(MinuteStatus.NoTarget, line.Total().StatusUnder(Packs.NewHampshire.On(October(6))));
    }

    [Fact]
    public void Sessions_whose_minutes_nobody_says_give_no_target() =>
        Assert.Equal(TargetProblem.SessionsWithoutMinutes, new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "3 per 6-day cycle")).Line.Problem);

    [Fact]
    public void A_school_without_a_calendar_gives_no_target() =>
        Assert.Equal(TargetProblem.NoCalendar, new SmallLedger().Change(student => student with { Enrolments = [new("HILL", DistrictBuilder.YearBegins, null)] }).Line.Problem);

    [Fact]
    public void A_member_of_a_group_gets_all_minutes_though_the_row_says_individual() =>
        Assert.Equal(30, new SmallLedger().Given(6, entry => entry with { Mode = SessionMode.Group }).Total.Delivered);

    [Fact]
    public void A_consultation_is_never_direct_service_nor_the_other_way_round()
    {
        var consultation = new SmallLedger()
            .Of(DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week"), DistrictBuilder.Row(2, "SPEECH", "60 minutes per month", SessionMode.Consult))
            .Given(6, entry => entry with { Mode = SessionMode.Consult })
            .Given(7, entry => entry with { Mode = SessionMode.Consult, GridRowId = 2 })
            .Given(8, entry => entry with { GridRowId = 2 })
            .Ledger;

        Assert.Equal([0, 30], consultation.Lines.Select(line => line.Total().Delivered));
        Assert.Equal([OutsideReason.OtherBucket, OutsideReason.OtherBucket], consultation.Outside.Select(session => session.Why));
    }

    [Fact]
    public void Rides_are_not_counted_in_minutes()
    {
        var ledger = new SmallLedger()
            .Of(DistrictBuilder.Row(1, "TRANSPORT", "10 x 15 min per week"))
            .Given(6, entry => entry with { Service = "TRANSPORT" }).Ledger;

        Assert.Empty(ledger.Lines);
        Assert.Equal(OutsideReason.NotCountedInMinutes, Assert.Single(ledger.Outside).Why);
    }

    [Fact]
    public void Each_miss_stands_in_its_bucket_and_is_owed_or_not_as_the_pack_says()
    {
        var total = new SmallLedger().Missed(1, "A").Missed(2, "REF").Missed(6, "SNA").Missed(7, "TST").Missed(8, "CLS").Missed(9, "NS").Total;

        Assert.Equal((60, 30, 60), (total.MissedByStudent, total.MissedByProvider, total.MissedBySystem));
        Assert.Equal((60, 90, 60), (total.Owed, total.NotOwed, total.Offered));
        Assert.Equal(150, total.Scheduled);
    }

    [Fact]
    public void A_session_that_a_finding_holds_back_counts_for_nothing_until_it_is_settled()
    {
        var total = new SmallLedger()
            .Given(6, entry => entry with { Delivered = false })
            .Given(7, entry => entry with { Delivered = false, Attendance = "seen late" }).Total;

        Assert.Equal((60, 0, 0), (total.HeldBack, total.Delivered, total.Missed));
    }

    [Fact]
    public void A_miss_without_times_lasts_as_long_as_the_rows_sessions() =>
        Assert.Equal(30, new SmallLedger().Missed(6, change: entry => entry with { Minutes = 0, Start = null }).Total.Owed);

    [Fact]
    public void A_miss_of_unknown_length_is_none_in_minutes() =>
        Assert.Equal(0, new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", "1200 min/yr")).Missed(6, change: entry => entry with { Minutes = 0 }).Total.Missed);

    [Theory]
    [InlineData("30 min 2x/week", 0)]
    [InlineData("daily, 30 min", 0)]
    [InlineData("3 x 30 min per 6-day cycle", 0)]
    [InlineData("60 minutes per month", 30)]
    [InlineData("1200 min/yr", 30)]
    [InlineData("as needed", 30)]
    public void A_holiday_that_made_the_promise_smaller_cannot_be_missed_too(string frequency, int missed) =>
        Assert.Equal(missed, new SmallLedger().Of(DistrictBuilder.Row(1, "SPEECH", frequency)).Missed(12, "CLS").Total.Missed);

    [Fact]
    public void A_holiday_is_missed_where_the_pack_leaves_weeks_whole()
    {
        var small = new SmallLedger { Pack = Packs.NewHampshireWith("iep.closuresCutWeeks", false) }.Missed(12, "CLS");

        Assert.Equal((60, 30), (small.Line.Between(October(12), October(18)).Mandated, small.Total.Missed));
    }

    [Fact]
    public void Nothing_is_missed_on_a_day_without_enrolment() =>
        Assert.Equal(0, new SmallLedger().Missed(6).Change(student => student with { Enrolments = [new("MAIN", October(7), null)] }).Total.Missed);

    [Fact]
    public void The_same_miss_logged_twice_is_one() =>
        Assert.Equal(30, new SmallLedger().Missed(6).Missed(6).Total.Owed);

    [Fact]
    public void Two_misses_of_a_day_at_different_times_are_two() =>
        Assert.Equal(60, new SmallLedger().Missed(6).Missed(6, change: entry => entry with { Start = new(11, 0) }).Total.Owed);

    [Fact]
    public void A_session_after_the_day_of_the_report_has_not_happened_yet() =>
        Assert.Equal(0, new SmallLedger().Given(6, entry => entry with { Date = SmallLedger.AsOf.AddDays(1), MakeupFor = October(6) }).Total.Given);

    [Fact]
    public void A_session_outside_the_rows_dates_stands_outside_the_grid()
    {
        var row = DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week") with { To = October(9) };

        Assert.Equal(OutsideReason.OutsideRowDates, Assert.Single(new SmallLedger().Of(row).Given(13).Ledger.Outside).Why);
    }

    [Fact]
    public void A_service_without_a_row_stands_outside_the_grid() =>
        Assert.Equal(OutsideReason.NoGridRow, Assert.Single(new SmallLedger().Given(13, entry => entry with { GridRowId = null }).Ledger.Outside).Why);

    [Theory]
    [InlineData(227, MinuteStatus.OnTrack)] // of 252: 90.07 %
    [InlineData(226, MinuteStatus.AtRisk)] // 89.68 %
    [InlineData(202, MinuteStatus.AtRisk)] // 80.15 %
    [InlineData(201, MinuteStatus.Concern)] // 79.76 %
    public void The_status_changes_at_the_packs_limits(int minutes, MinuteStatus status) =>
        Assert.Equal(status, new SmallLedger().Given(6, entry => entry with { Minutes = minutes }).Total.StatusUnder(Packs.NewHampshire.On(October(6))));

    [Fact]
    public void The_limits_are_the_rule_packs()
    {
        var rules = Packs.NewHampshireWith("minutes.onTrackPercent", 100).On(October(6));

        Assert.Equal(MinuteStatus.AtRisk, new SmallLedger().Given(6, entry => entry with { Minutes = 251 }).Total.StatusUnder(rules));
    }

    [Fact]
    public void A_percentage_below_a_limit_never_shows_as_the_limit() => Assert.Equal("89.9", MinuteTexts.Percent(8999, 10_000));

    [Fact]
    public void The_line_stands_under_the_provider_who_logged_most()
    {
        var line = new SmallLedger()
            .Given(1, entry => entry with { ProviderId = 2 }).Given(6).Missed(8).Given(9, entry => entry with { ProviderId = null, Minutes = 400 }).Line;

        Assert.Equal(1, line.ProviderId);
        Assert.Null(new SmallLedger().Line.ProviderId);
    }
}
