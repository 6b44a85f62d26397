using System.Globalization;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>What the month must come to, reckoned from what was planted and not by the checks.</summary>
internal sealed class Expected(Draft draft)
{
    private readonly RulePack _pack = RulePack.Parse(OwnPack.Bytes());

    /// <summary>Every session as it stands when all files are in.</summary>
    public IEnumerable<(Session Session, LogRow Row, Fault? Fault)> Final() =>
        from session in draft.Sessions
        let now = draft.Corrected.Where(corrected => corrected.Session == session).Select(corrected => corrected.Now).SingleOrDefault()
        select (session, now ?? session.Row, session.Fault is { CorrectedIn: null } fault ? fault : null);

    /// <summary>Findings by code, once the re-export has cleared its own.</summary>
    public IEnumerable<(string Code, Severity Severity, int Count)> Findings() =>
        Final().Where(entry => entry.Fault is not null)
            .SelectMany(entry => entry.Fault!.Codes.Split(' '), (entry, code) => (Code: code, entry.Fault!.Severity))
            .GroupBy(finding => finding, (key, findings) => (key.Code, key.Severity, findings.Count()))
            .OrderBy(count => count.Code, StringComparer.Ordinal);

    /// <summary>What each month of service brings: entries, those that may be billed, the claim lines that they make, and their charge.</summary>
    public IEnumerable<(string Month, int Entries, int Billable, int Lines, long ChargeCents)> Months() =>
        from entry in Final()
        orderby entry.Row.Date
        group entry by entry.Row.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture) into month
        let billable = month.Where(entry => entry.Fault is null or { Severity: Severity.Warn }).Select(entry => entry.Row).ToArray()
        let lines = Lines(billable).ToArray()
        select (month.Key, month.Count(), billable.Length, lines.Length, lines.Sum(line => line.ChargeCents));

    /// <summary>The claim lines of a month's billable sessions.</summary>
    /// <param name="month">Its first day.</param>
    public IEnumerable<ExpectedLine> ClaimLines(DateOnly month) => Lines(
        from entry in Final()
        where entry.Fault is null or { Severity: Severity.Warn } && entry.Row.Date >= month && entry.Row.Date < month.AddMonths(1)
        select entry.Row);

    private IEnumerable<ExpectedLine> Lines(IEnumerable<LogRow> billable) => billable.GroupBy(LineOf).Select(Line);

    private static (string Student, string Provider, string Service, string Mode, bool Telehealth, string Place, DateOnly Date) LineOf(LogRow row) =>
        (row.StudentNumber, row.ProviderNumber, row.Service, row.Mode, row.Telehealth, row.Place, row.Date);

    /// <summary>The day's minutes are summed before they are rounded to units.</summary>
    private ExpectedLine Line(IEnumerable<LogRow> line)
    {
        var rows = line.ToArray();
        var minutes = rows.Sum(row => row.Minutes);
        var rules = _pack.On(rows[0].Date);
        var credential = draft.District.Providers.First(provider => provider.ProviderNumber == rows[0].ProviderNumber).Credential;
        var code = rules.CodeFor(rows[0].Service, Enum.Parse<SessionMode>(rows[0].Mode, ignoreCase: true), credential, rows[0].Minutes)!;
        var units = code.UnitRule switch
        {
            "PER_15_NEAREST_8" => (minutes + 7) / 15,
            "PER_ENCOUNTER" or "PER_TRIP" => rows.Length,
            var rule => throw new NotSupportedException($"The sample does not reckon by {rule}."),
        };
        string[] modifiers = rows[0].Telehealth ? [.. code.Modifiers, rules.TelehealthModifier] : code.Modifiers;
        return new(rows[0].StudentNumber, rows[0].Date, code.Procedure, units * RateCents(code.Procedure, string.Join(';', modifiers), rows[0].Date));
    }

    private long RateCents(string procedure, string modifiers, DateOnly day)
    {
        var rates = draft.District.Rates.Where(rate => rate.Procedure == procedure && rate.ValidFrom <= day && !(rate.ValidTo < day)).ToArray();
        return (rates.FirstOrDefault(rate => rate.Modifiers == modifiers) ?? rates.First(rate => rate.Modifiers.Length == 0)).RateCents;
    }
}

/// <summary>A claim line that the month must bring.</summary>
internal sealed record ExpectedLine(string StudentNumber, DateOnly Date, string Procedure, long ChargeCents);
