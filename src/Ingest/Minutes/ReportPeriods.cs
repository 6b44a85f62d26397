namespace MedicaidLogs.Ingest.Minutes;

/// <summary>By what a line's days are told apart in a report.</summary>
public enum ReportPeriod
{
    /// <summary>All days of the range together.</summary>
    Whole,

    /// <summary>Monday to Sunday.</summary>
    Week,
    Month,

    /// <summary>From the plan's first day or its anniversary.</summary>
    PlanYear,
}

public static class ReportPeriods
{
    /// <summary>The periods of a line within a range, in time, cut to the range; together they are the whole range.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Of(LedgerLine line, LedgerRange range, ReportPeriod period)
    {
        for (var from = range.From; from <= range.To;)
        {
            var next = period switch
            {
                ReportPeriod.Week => from.AddDays(7 - (((int)from.DayOfWeek + 6) % 7)),
                ReportPeriod.Month => new DateOnly(from.Year, from.Month, 1).AddMonths(1),
                ReportPeriod.PlanYear => NextPlanYear(line.Plan.From, from),
                _ => range.To.AddDays(1),
            };
            yield return (from, next <= range.To ? next.AddDays(-1) : range.To);
            from = next;
        }
    }

    private static DateOnly NextPlanYear(DateOnly begins, DateOnly after)
    {
        var years = Math.Max(after.Year - begins.Year, 0);
        return begins.AddYears(years) > after ? begins.AddYears(years) : begins.AddYears(years + 1);
    }
}
