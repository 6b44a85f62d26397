using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>An entry that the payer sent back after it was claimed.</summary>
/// <param name="StudentId">Null where the number is unknown to the district.</param>
/// <param name="StudentName">Empty where the number is unknown to the district.</param>
/// <param name="IsDenied">At payment; otherwise it was rejected before.</param>
/// <param name="Cents">What it would still bring.</param>
/// <param name="Codes">What the payer said, in words.</param>
public sealed record SentBack(
    long EntryId, DateOnly ServiceDate, long? StudentId, string StudentNumber, string StudentName, bool IsDenied, long Cents, IReadOnlyList<PayersCode> Codes)
{
    public string Stage => IsDenied ? "Denied at payment (remittance)" : "Rejected before payment (acknowledgement)";

    public string ToDo => IsDenied
        ? "Mend what the payer names; then its claim can be replaced or sent again. What can never be paid, finance writes off."
        : "The payer did not take the claim in. Mend what it names; then it can be sent again.";

    [Sql]
    private const string OfEntrySql = """
        select r.entry_id, e.service_date, e.student_id, e.student_number, '' as student_name, r.stage = 'remittance' as is_denied, r.cents,
               (select string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code)
                from billing.payer_code c
                where c.district_id = @districtId and c.claim_id = r.claim_id and c.stage = r.stage
                  and (c.line_number is null or c.line_number = r.line_number)) as codes_text
        from intake.entry e
        join billing.claim_line_entry x
          on x.district_id = e.district_id and x.service_month = e.service_month and x.entry_id = e.entry_id and x.live
        join billing.returned_entry r on r.district_id = x.district_id and r.claim_id = x.claim_id and r.entry_id = x.entry_id
        where e.district_id = @districtId and e.service_month = @month and e.entry_id = @entryId
        """;

    /// <summary>Null where the payer did not send it back, or it is on its way again.</summary>
    /// <param name="month">The entry's.</param>
    public static async Task<SentBack?> OfEntryAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, long entryId, CancellationToken cancellationToken) =>
        (await connection.QueryFirstOrDefaultAsync<SentBackRow?>(new CommandDefinition(
            OfEntrySql, new { districtId, month, entryId }, cancellationToken: cancellationToken)))?.InWords();
}

/// <summary>A month's entries that the payer sent back.</summary>
/// <param name="Entries">All of them.</param>
/// <param name="Cents">Of all of them.</param>
/// <param name="Dearest">At most <see cref="Limit"/>.</param>
public sealed record SentBackMonth(long Entries, long Cents, IReadOnlyList<SentBack> Dearest)
{
    public const int Limit = 20;

    [Sql]
    private const string DearestSql = """
        with returned as materialized (
            select r.entry_id, r.claim_id, r.line_number, r.stage, r.cents, count(*) over () as entries, (sum(r.cents) over ())::bigint as all_cents
            from billing.returned_entry r
            where r.district_id = @districtId and r.service_month = @month
              and (@schools::text[] is null or exists (
                select from intake.entry e
                join intake.student_school t on t.district_id = e.district_id and t.student_id = e.student_id and t.school_code = any(@schools)
                  and e.service_date between t.from_day and t.to_day
                where e.district_id = r.district_id and e.service_month = r.service_month and e.entry_id = r.entry_id))
            order by r.cents desc, r.entry_id
            limit @limit)
        select r.entry_id, e.service_date, s.student_id, e.student_number, coalesce(s.last_name || ', ' || s.first_name, '') as student_name,
               r.stage = 'remittance' as is_denied, r.cents,
               (select string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code)
                from billing.payer_code c
                where c.district_id = @districtId and c.claim_id = r.claim_id and c.stage = r.stage
                  and (c.line_number is null or c.line_number = r.line_number)) as codes_text,
               r.entries, r.all_cents
        from returned r
        join intake.entry e on e.district_id = @districtId and e.service_month = @month and e.entry_id = r.entry_id
        left join intake.student s on s.district_id = @districtId and s.student_number = e.student_number
        order by r.cents desc, r.entry_id
        """;

    /// <param name="schools">Only sessions of students of these schools; null: all.</param>
    public static async Task<SentBackMonth> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, string[]? schools, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<SentBackRow>(new CommandDefinition(
            DearestSql, new { districtId, month, schools, limit = Limit }, cancellationToken: cancellationToken))).AsList();
        return new(rows.FirstOrDefault()?.Entries ?? 0, rows.FirstOrDefault()?.AllCents ?? 0, [.. rows.Select(row => row.InWords())]);
    }
}

internal sealed record SentBackRow
{
    public long EntryId { get; init; }

    public DateOnly ServiceDate { get; init; }

    public long? StudentId { get; init; }

    public string StudentNumber { get; init; } = "";

    public string StudentName { get; init; } = "";

    public bool IsDenied { get; init; }

    public long Cents { get; init; }

    public string? CodesText { get; init; }

    public long Entries { get; init; }

    public long AllCents { get; init; }

    public SentBack InWords() => new(EntryId, ServiceDate, StudentId, StudentNumber, StudentName, IsDenied, Cents, PayersCode.Parse(CodesText ?? ""));
}
