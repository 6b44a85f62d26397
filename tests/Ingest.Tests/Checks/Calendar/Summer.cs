using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Sessions in July 2026, for which the default student is enrolled, eligible, with plan, order and consent.</summary>
internal static class Summer
{
    public static readonly DateOnly Day = new(2026, 7, 14);

    private static readonly CalendarRange _esy = new(new(2026, 7, 6), new(2026, 7, 31), DayType.Esy, new(8, 0), new(12, 0));

    /// <summary>Of a plan for the regular year alone, while the extended school year is on.</summary>
    public static EntryBuilder Session(params CalendarRange[] more) => SessionIn([_esy, .. more]);

    public static EntryBuilder SessionWithoutCalendar() =>
        SessionIn([new(DistrictBuilder.YearBegins, DistrictBuilder.YearEnds, DayType.Instructional, null, null)]);

    private static EntryBuilder SessionIn(CalendarRange[] calendar) => An.Entry()
        .On(Day)
        .In(new DistrictBuilder { AsOf = new(2026, 8, 10) }.With(calendar))
        .WithStudent(student => student with
        {
            Enrolments = [new("MAIN", new(2025, 8, 31), null)],
            Consents = [new(1, "granted", new(2026, 1, 1), new(2026, 1, 1))],
            Orders = [student.Orders[0] with { OrderedOn = new(2026, 1, 15) }],
        })
        .WithProvider(provider => provider with { ScreenedOn = new(2026, 7, 1) })
        .WithGridRow(row => row with { From = new(2026, 1, 1) })
        .WithPlan(plan => plan with { From = new(2026, 1, 1), To = new(2026, 12, 31), FinalizedOn = new(2025, 12, 18) });
}
