using System.Data;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.RoundTrip;

/// <summary>Rejected entries as a spreadsheet to be corrected and sent back: each with its version, its fields, what is wrong and how to fix it.</summary>
/// <remarks>See docs/queue.md. What comes back is read by <see cref="SheetFile"/>.</remarks>
public static class CorrectionSheet
{
    /// <summary>A sheet of more nobody works off.</summary>
    public const int MostEntries = 5_000;

    /// <summary>Behind "offset 0" each name is found by its number, even where the planner believes that the district has but one student.</summary>
    [Sql]
    private const string NamesSql = """
        select e.entry_id, s.student_id, coalesce(s.name, '') as student, coalesce(p.name, '') as provider
        from intake.entry e
        left join lateral (
            select s.student_id, s.last_name || ', ' || s.first_name as name
            from intake.student s
            where s.district_id = e.district_id and s.student_number = e.student_number
            offset 0) s on true
        left join lateral (
            select p.last_name || ', ' || p.first_name as name
            from intake.provider p
            where p.district_id = e.district_id and p.provider_number = e.provider_number
            offset 0) p on true
        where e.district_id = @districtId and e.service_month = any(@months) and e.entry_id = any(@entryIds)
        """;

    [Sql]
    private const string RejectedSql = """
        select f.entry_id
        from intake.flagged_entry f
        where f.district_id = @districtId and f.service_month = @month and f.severity = 'reject' and (@code::text is null or @code = any(f.codes))
        order by f.entry_id
        limit @limit
        """;

    private sealed record Names(long EntryId, long? StudentId, string Student, string Provider);

    private sealed record Row(Entry Entry, Names Names, IReadOnlyList<Finding> Findings, DateOnly LastDay)
    {
        public string Told(Func<Finding, string> words) => string.Join("; ", Findings.Select(words).Distinct());
    }

    /// <summary>What is rejected in a month, at most <see cref="MostEntries"/> and one more.</summary>
    /// <param name="code">Only what a finding of this code rejects; null: all.</param>
    public static async Task<long[]> RejectedAsync(
        NpgsqlConnection connection, District district, DateOnly month, string? code, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(
            RejectedSql, new { districtId = district.DistrictId, month, code, limit = MostEntries + 1 }, cancellationToken: cancellationToken))];

    /// <param name="entryIds">In the order of the sheet; at most <see cref="MostEntries"/>. The caller has made sure that the person may see them.</param>
    public static async Task<Report> OfAsync(
        NpgsqlConnection connection, District district, DateOnly month, IReadOnlyList<long> entryIds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entryIds.Count, MostEntries);
        var rows = await LoadAsync(connection, district, [.. entryIds], cancellationToken);
        var columns = ColumnsOf(district);
        return columns.Report(
            "Entries to correct",
            $"{district.Name}, {Show.Month(month)}. Change what is wrong, say why in the column “{SheetColumns.HeadingOf(SheetColumns.Reason)}”, and send the file back.",
            entryIds.Where(rows.ContainsKey).Select(id => columns.Row(rows[id])).ToAsyncEnumerable());
    }

    private static Columns<Row> ColumnsOf(District district)
    {
        var columns = new Columns<Row>();
        Columns<Row> Text(string name, Func<Row, string?> of) => columns.Text(name, SheetColumns.HeadingOf(name), of);
        columns.Number(SheetColumns.EntryId, SheetColumns.HeadingOf(SheetColumns.EntryId), row => row.Entry.EntryId);
        columns.Number(SheetColumns.Version, SheetColumns.HeadingOf(SheetColumns.Version), row => row.Entry.Version);
        Text("findings", row => row.Told(finding => finding.Code));
        Text("what_is_wrong", row => row.Told(finding => FindingTexts.MessageOf(finding.Code, finding.Saw)));
        Text("how_to_fix_it", row => row.Told(finding => FindingTexts.Of(finding.Code).Fix));
        Text("who_can_fix_it", row => row.Told(finding => FindingTexts.Of(finding.Code).Who));
        Text(SheetColumns.Reason, _ => "");
        Text("student", row => row.Names.Student);
        Text("provider", row => row.Names.Provider);
        foreach (var field in FieldTexts.Names)
        {
            Text(field, row => FieldTexts.Of(row.Entry.Log)[field]);
        }

        // Signatures are given, not edited: they stand here to be read.
        Text(LogField.SignedBy, row => row.Entry.Log.SignedBy);
        Text(LogField.SignedAt, row => Instant(row.Entry.Log.SignedAt, district));
        Text(LogField.CosignedBy, row => row.Entry.Log.CosignedBy);
        Text(LogField.CosignedAt, row => Instant(row.Entry.Log.CosignedAt, district));
        return columns
            .Date("last_day_to_file", "Last day to file", row => row.LastDay)
            .Dollars("dollars", "Dollars", row => row.Entry.Stored!.Value.ValueCents);
    }

    private static async Task<Dictionary<long, Row>> LoadAsync(
        NpgsqlConnection connection, District district, long[] entryIds, CancellationToken cancellationToken)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var id = district.DistrictId;
        var entries = await EntryReader.ByIdsAsync(moment, id, entryIds, cancellationToken);
        var months = EntryWriter.MonthsOf(entries);
        var findings = (await FindingStore.StandingOfEntriesAsync(moment, id, entryIds, months, cancellationToken))
            .Select(each => each.Finding).ToLookup(finding => (finding.EntryId, finding.EntryVersion));
        var names = (await connection.QueryAsync<Names>(new CommandDefinition(
            NamesSql, new { districtId = id, months, entryIds }, moment, cancellationToken: cancellationToken))).ToDictionary(row => row.EntryId);
        return entries.ToDictionary(entry => entry.EntryId, entry => new Row(
            entry,
            names[entry.EntryId],
            [.. findings[(entry.EntryId, entry.Version)].OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Code, StringComparer.Ordinal)],
            entry.Date.AddDays(district.RulePack.On(entry.Date).FilingLimitDays)));
    }

    private static string Instant(DateTimeOffset? at, District district) => at is { } instant ? Show.Instant(instant, district.Zone) : "";
}
