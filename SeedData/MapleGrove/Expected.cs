using System.Globalization;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What the month must come to, reckoned from what was planted and not by the checks.</summary>
internal sealed class Expected(Draft draft)
{
    private readonly RulePack _pack = RulePack.Shipped("nh");

    /// <summary>Every session as it stands when all files are in.</summary>
    public IEnumerable<(Session Session, LogRow Row, Fault? Fault)> Final() =>
        from session in draft.Sessions
        let now = draft.Corrected.Where(corrected => corrected.Session == session).Select(corrected => corrected.Now).SingleOrDefault()
        select (session, now ?? session.Row, session.Fault is { CorrectedIn: null } fault ? fault : null);

    /// <summary>Findings by code, once the re-export has cleared its own.</summary>
    public IEnumerable<(string Code, Severity Severity, int Count)> Findings() =>
        Final().Where(entry => entry.Fault is not null)
            .GroupBy(entry => (entry.Fault!.Code, entry.Fault.Severity), (key, entries) => (key.Code, key.Severity, entries.Count()))
            .OrderBy(count => count.Code, StringComparer.Ordinal);

    /// <summary>What each month of service brings: entries, those that may be billed, the claim lines that they make, and their charge.</summary>
    public IEnumerable<(string Month, int Entries, int Billable, int Lines, long ChargeCents)> Months() =>
        from entry in Final()
        orderby entry.Row.Date
        group entry by entry.Row.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture) into month
        let billable = month.Where(entry => entry.Fault is null or { Severity: Severity.Warn }).Select(entry => entry.Row).ToArray()
        let lines = billable.GroupBy(LineOf).ToArray()
        select (month.Key, month.Count(), billable.Length, lines.Length, lines.Sum(ChargeCents));

    private static object LineOf(LogRow row) => (row.StudentNumber, row.ProviderNumber, row.Service, row.Mode, row.Telehealth, row.Place, row.Date);

    private long ChargeCents(IEnumerable<LogRow> line)
    {
        var rows = line.ToArray();
        var credential = draft.District.Providers.First(provider => provider.ProviderNumber == rows[0].ProviderNumber).Credential;
        var code = _pack.On(rows[0].Date).CodeFor(rows[0].Service, Enum.Parse<SessionMode>(rows[0].Mode, ignoreCase: true), credential, rows[0].Minutes)!;
        var minutes = rows.Sum(row => row.Minutes);
        var units = code.UnitRule == "PER_15_NEAREST_8" ? (minutes / 15) + (minutes % 15 >= 8 ? 1 : 0) : rows.Length;
        return units * draft.District.Rates.First(rate => rate.Procedure == code.Procedure).RateCents;
    }
}
