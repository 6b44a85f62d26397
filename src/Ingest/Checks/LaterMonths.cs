using System.Runtime.InteropServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>Marks the months stale whose verdicts look back to sessions that have changed.</summary>
/// <remarks>A month is marked only when one of its own sessions reaches back to a change: a district of weekly rows rarely has one.</remarks>
internal static class LaterMonths
{
    [Sql]
    private const string MonthsSql = """
        select distinct r.service_month
        from intake.check_run r
        where r.district_id = @districtId and r.service_month > @month
          and not exists (select from intake.stale_month s where s.district_id = r.district_id and s.service_month = r.service_month)
        """;

    [Sql]
    private const string MarkStaleSql = """
        insert into intake.stale_month (district_id, service_month, reason, since)
        select @districtId, unnest(@months::date[]), 'earlier sessions that its verdicts look back to changed', @at
        on conflict do nothing
        """;

    /// <param name="changed">Entries of the month whose verdict or content is not what it was, and those that were superseded; all matched to their records.</param>
    public static async Task MarkStaleAsync(
        NpgsqlTransaction transaction, District district, DateOnly month, IEnumerable<Entry> changed, ReferenceData reference, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var months = (await connection.QueryAsync<DateOnly>(new CommandDefinition(
            MonthsSql, new { districtId = district.DistrictId, month }, transaction, cancellationToken: cancellationToken))).ToList();
        if (months.Count == 0)
        {
            return; // Looking how far a million sessions reach would cost more than all their checks.
        }

        var (until, last) = (new Dictionary<(string, string), DateOnly>(), new Dictionary<(string, string), DateOnly>());
        foreach (var entry in changed)
        {
            if (Catalogue.ReachOf(entry) is { } days)
            {
                Raise(until, History.KeyOf(entry), days.Last);
                Raise(last, History.KeyOf(entry), entry.Date);
            }
        }

        if (until.Count == 0)
        {
            return;
        }

        var stale = new HashSet<DateOnly>();
        await foreach (var later in EntryReader.AfterAsync(transaction, district.DistrictId, [.. months], until, cancellationToken))
        {
            Matching.Match(later, reference, district.RulePack);
            if (Catalogue.ReachOf(later) is { } days && days.First <= last[History.KeyOf(later)]
                && stale.Add(EntryWriter.MonthOf(later.Date)) && stale.Count == months.Count)
            {
                break;
            }
        }

        await connection.ExecuteAsync(new CommandDefinition(
            MarkStaleSql, new { districtId = district.DistrictId, months = stale.ToArray(), at }, transaction, cancellationToken: cancellationToken));
    }

    private static void Raise(Dictionary<(string, string), DateOnly> days, (string, string) key, DateOnly day)
    {
        ref var highest = ref CollectionsMarshal.GetValueRefOrAddDefault(days, key, out _);
        highest = day > highest ? day : highest;
    }
}
