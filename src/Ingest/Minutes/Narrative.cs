using System.Globalization;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>A service in one sentence, for the table around which parents and teachers sit.</summary>
public static class Narrative
{
    /// <summary>One sentence for each service.</summary>
    /// <param name="rules">On the day on which the ledger is looked at.</param>
    public static IEnumerable<string> Of(StudentLedger ledger, PackRules rules, LedgerRange range) =>
        ServiceLines.Of(ledger).Select(service => Of(service, ServiceIn(rules, service.Service, service.Consultation), range));

    private static string Of(ServiceLines service, string name, LedgerRange range)
    {
        var totals = service.Total();
        var (from, to) = Days(service.Lines, range);
        if (service.Problem is { } problem)
        {
            return $"How many minutes of {name} the plan promises cannot be told ({MinuteTexts.Of(problem)}); from {from} to {to}, {Given(totals.Given)} given.";
        }

        return totals.Mandated > 0
            ? $"From {from} to {to} the plan promised {Show.Count(totals.Mandated.Rounded(), "minute", "minutes")} of {name}; "
              + $"{Given(totals.Given)} given ({((ExactSum)totals.Given).PercentOf(totals.Mandated).ToString(CultureInfo.InvariantCulture)}\u00A0%), "
              + $"{Owed(service.Lines, totals.Owed, range)}{Unlogged(totals)}."
            : $"From {from} to {to} the plan promised no minutes of {name}; {Given(totals.Given)} given.";
    }

    /// <summary>The service's title in the middle of a sentence.</summary>
    public static string ServiceIn(PackRules rules, string service, bool consultation)
    {
        var title = rules.Services.TryGetValue(service, out var rule) ? char.ToLowerInvariant(rule.Title[0]) + rule.Title[1..] : service;
        return consultation ? $"consultation on {title}" : title;
    }

    private static string Given(long minutes) => minutes switch
    {
        0 => "none were",
        1 => "1 was",
        _ => $"{Show.Count(minutes)} were",
    };

    private static string Owed(IReadOnlyList<LedgerLine> lines, long owed, LedgerRange range)
    {
        if (owed == 0)
        {
            return "none are owed";
        }

        var since = lines.SelectMany(line => line.Missed).Where(miss => miss.OwedMinutes > 0).Min(miss => miss.Date);
        return $"{(owed == 1 ? "1 is" : $"{Show.Count(owed)} are")} owed since {Day(since, range)}";
    }

    /// <summary>Without it "none are owed" would be said of minutes that nobody wrote anything about.</summary>
    private static string Unlogged(MinuteTotals totals) =>
        totals.Unlogged.Rounded() > 0 ? $", and for {Show.Count(totals.Unlogged.Rounded())} no session is logged" : "";

    private static (string From, string To) Days(IReadOnlyList<LedgerLine> lines, LedgerRange range)
    {
        var from = lines.Min(line => line.FirstDay) ?? lines.Min(line => line.Stretches[0].From);
        return (Day(from, range), Day(lines.Max(line => line.Stretches[^1].To), range));
    }

    /// <summary>With its year only where two years are in question.</summary>
    private static string Day(DateOnly day, LedgerRange range) =>
        range.From.Year == range.AsOf.Year ? day.ToString("MMM d", CultureInfo.InvariantCulture) : Show.Date(day);
}
