using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A missed session of which minutes are still owed.</summary>
/// <param name="AgeDays">School days since the miss on which the student was not absent all day.</param>
/// <param name="NeedsNotice">So old that the parents must be told in writing.</param>
/// <param name="NoticeDueOn">By when; null where it need not be, or the calendar ends before.</param>
public sealed record OwedSession(Student Student, LedgerLine Line, MissedSession Missed, int AgeDays, bool NeedsNotice, DateOnly? NoticeDueOn)
{
    /// <summary>A notice that no calendar reaches so far ahead is left without a day.</summary>
    private const int MaxDaysAhead = 400;

    /// <summary>In the order of the lines, each in time.</summary>
    public static IEnumerable<OwedSession> Of(StudentLedger ledger, ReferenceData reference, LedgerRange range, PackRules rules) =>
        from line in ledger.Lines
        from miss in line.Missed
        where miss.OwedMinutes > 0
        select Of(ledger.Student, line, miss, SchoolDaysAfter(miss.Date, ledger.Student, reference), range.AsOf, rules);

    private static OwedSession Of(
        Student student, LedgerLine line, MissedSession missed, IEnumerable<DateOnly> schoolDays, DateOnly asOf, PackRules rules)
    {
        var lastDay = rules.PriorNoticeDays + rules.NoticeWithinDays;
        var (nth, age, dueOn) = (0, 0, (DateOnly?)null);
        foreach (var day in schoolDays)
        {
            if (day > asOf && nth >= lastDay)
            {
                break;
            }

            nth++;
            age = day <= asOf ? nth : age;
            dueOn = nth == lastDay ? day : dueOn;
        }

        var needsNotice = age >= rules.PriorNoticeDays;
        return new(student, line, missed, age, needsNotice, needsNotice ? dueOn : null);
    }

    /// <summary>
    /// Regular school days and those of the extended school year, at whatever school the student is; without days of absence, on
    /// which the district could not have made good.
    /// </summary>
    private static IEnumerable<DateOnly> SchoolDaysAfter(DateOnly missed, Student student, ReferenceData reference)
    {
        var absent = student.Absences.Where(absence => absence.IsWholeDay).Select(absence => absence.Day).ToHashSet();
        for (var day = missed.AddDays(1); day.DayNumber - missed.DayNumber <= MaxDaysAhead; day = day.AddDays(1))
        {
            if (student.EnrolmentOn(day) is { } enrolment && reference.School(enrolment.SchoolCode) is { } school
                && (school.IsSchoolDay(day) || school.IsEsyDay(day)) && !absent.Contains(day))
            {
                yield return day;
            }
        }
    }
}
