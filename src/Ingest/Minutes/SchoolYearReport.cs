using System.Globalization;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>The days of instruction of one school in a year from July to June, as its calendar has them.</summary>
/// <param name="From">The first of July.</param>
/// <param name="EsyDays">Days of the extended school year.</param>
/// <param name="Months">Days of instruction of each month that has any, by the month's first day.</param>
public sealed record SchoolYear(
    string SchoolCode, DateOnly From, DateOnly? FirstDay, DateOnly? LastDay, int Days, int EsyDays, IReadOnlyList<(DateOnly Month, int Days)> Months)
{
    /// <summary><c>2026-27</c></summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{From.Year}-{(From.Year + 1) % 100:00}");

    /// <summary>The years of all schools that a range of days touches, by school.</summary>
    public static IReadOnlyList<SchoolYear> Of(LedgerBook book)
    {
        var firsts = Enumerable.Range(LedgerRange.YearOf(book.Range.From).Year, LedgerRange.YearOf(book.Range.To).Year - LedgerRange.YearOf(book.Range.From).Year + 1);
        return
        [
            .. from school in book.Reference.Schools
               orderby school.SchoolCode
               from year in firsts
               select Of(school, new DateOnly(year, 7, 1)),
        ];
    }

    public static SchoolYear Of(SchoolCalendar school, DateOnly from)
    {
        var days = Enumerable.Range(from.DayNumber, from.AddYears(1).DayNumber - from.DayNumber).Select(DateOnly.FromDayNumber).ToList();
        var taught = days.Where(school.IsSchoolDay).ToList();
        return new(
            school.SchoolCode,
            from,
            taught.Count > 0 ? taught[0] : null,
            taught.Count > 0 ? taught[^1] : null,
            taught.Count,
            days.Count(school.IsEsyDay),
            [.. taught.GroupBy(day => new DateOnly(day.Year, day.Month, 1)).Select(month => (month.Key, month.Count()))]);
    }

    /// <summary>Days of the instructional year by which the pack turns yearly amounts into weekly ones: 36 weeks of 5 days are 180.</summary>
    public static int DaysOfYear(PackRules rules) => rules.InstructionalWeeks * rules.GridConventions.DaysPerWeek;

    /// <summary>Days of instruction as weeks, to a tenth, cut off.</summary>
    public string Weeks(PackRules rules) => MinuteTexts.Tenths(TenthsOfWeeks(rules));

    internal long TenthsOfWeeks(PackRules rules) => 10L * Days / rules.GridConventions.DaysPerWeek;
}

/// <summary>Days of instruction per school: what proration rests on, beside what yearly amounts are reckoned by.</summary>
public static class SchoolYearReport
{
    /// <summary>A row for each school and year, and one for each of its months.</summary>
    public static Report Of(IEnumerable<SchoolYear> years, LedgerBook book)
    {
        var (rules, packDays) = (book.Rules, SchoolYear.DaysOfYear(book.Rules));
        return new Columns<Row>()
            .Text("school", "School", row => row.Year.SchoolCode)
            .Text("school_year", "School year", row => row.Year.Name)
            .Date("month", "Month from", row => row.Month)
            .Date("first_day", "First day", row => row.Whole?.FirstDay)
            .Date("last_day", "Last day", row => row.Whole?.LastDay)
            .Count("instructional_days", "Days of instruction", row => row.Days)
            .Hundredths("weeks", "Weeks", row => row.Whole?.TenthsOfWeeks(rules) * 10)
            .Count("pack_weeks", "Weeks of the pack", row => row.Whole is null ? null : rules.InstructionalWeeks)
            .Count("pack_days", "Days of the pack", row => row.Whole is null ? null : packDays)
            .Count("difference", "More or less", row => row.Whole?.Days - packDays)
            .Count("esy_days", "Extended year", row => row.Whole?.EsyDays)
            .Report("Days of instruction", book, years.SelectMany(year => year.Months.Select(month => new Row(year, month.Month, month.Days)).Prepend(new(year, null, year.Days))));
    }

    /// <param name="Month">Null: the whole year.</param>
    private sealed record Row(SchoolYear Year, DateOnly? Month, int Days)
    {
        public SchoolYear? Whole => Month is null ? Year : null;
    }
}
