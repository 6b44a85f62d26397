using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.WhatIf;

/// <summary>A month as the checks see it now, in memory; nothing is written.</summary>
internal sealed class JudgedMonth
{
    private readonly Dictionary<long, Session> _sessions;

    private JudgedMonth(Dictionary<long, Session> sessions) => _sessions = sessions;

    /// <param name="asOf">Today, as the checks are to see it.</param>
    public static async Task<JudgedMonth> OfAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, DateOnly asOf, CancellationToken cancellationToken)
    {
        var reference = await ReferenceLoader.LoadAsync(transaction.Connection!, district.DistrictId, null, cancellationToken);
        var entries = await EntryReader.MonthAsync(transaction, district.DistrictId, month, cancellationToken);
        await DecisionsInForce.SetAsync(transaction, district.DistrictId, month, asOf, entries, CheckScope.Month, cancellationToken);
        var context = new CheckContext(entries, reference, district.RulePack, asOf, district.Zone);
        context.History = await History.LoadAsync(transaction, district, month, entries, reference, cancellationToken);
        var codes = CheckEngine.Run(context).GroupBy(finding => finding.EntryId)
            .ToDictionary(ofEntry => ofEntry.Key, ofEntry => string.Join(' ', ofEntry.Select(finding => $"{finding.Code}:{SeverityText.Of(finding.Severity)}").Distinct()));
        return new(entries.ToDictionary(
            entry => entry.EntryId,
            entry => new Session(entry.Date, entry.Service, entry.Log.ProviderNumber, Judge(entry, codes.GetValueOrDefault(entry.EntryId, "")))));
    }

    /// <summary>The same entries judged another time against this one.</summary>
    public MonthDifference To(JudgedMonth after) => new(
        _sessions.Count,
        Billable, after.Billable,
        BillableCents, after.BillableCents,
        [
            .. from session in _sessions
               let now = after._sessions[session.Key].Judged
               where session.Value.Judged != now
               orderby session.Key
               select new VerdictChange(session.Key, session.Value.Date, session.Value.Service, session.Value.ProviderNumber, session.Value.Judged, now),
        ]);

    private int Billable => _sessions.Values.Count(session => session.Judged.Standing == "billable");

    private long BillableCents => _sessions.Values.Sum(session => session.Judged.BillableCents);

    private static Judged Judge(Entry entry, string codes)
    {
        var verdict = Verdict.Of(entry);
        return new(
            entry.BillableSoFar ? "billable" : entry.Worst == Severity.Reject ? "rejected" : "not-billable",
            verdict.Delivered,
            verdict.Procedure is null ? null : $"{verdict.Procedure} {verdict.Modifiers}".TrimEnd(),
            verdict.Billable ? verdict.ValueCents : 0,
            codes);
    }

    /// <summary>What is kept of an entry: a million of them stand in memory twice.</summary>
    private readonly record struct Session(DateOnly Date, string Service, string ProviderNumber, Judged Judged);
}
