using System.Runtime.CompilerServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.People;
using Npgsql;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>How a plan names a grid row.</summary>
public sealed record GridRowName(long GridRowId, string PlanNumber, string RowNumber, string FrequencyText);

/// <summary>The ledgers of a district's students, or of some, as they were at one moment.</summary>
/// <remarks>Entries come in one pass, ordered by student, and one ledger at a time is in memory beside the reference data.</remarks>
public sealed class LedgerBook
{
    [Sql]
    private const string RowNamesSql = """
        select r.grid_row_id, p.plan_number, r.row_number, r.frequency_text
        from intake.grid_row r
        join intake.plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
        join intake.student s on s.district_id = p.district_id and s.student_id = p.student_id
        where r.district_id = @districtId and (@studentNumbers::text[] is null or s.student_number = any(@studentNumbers))
        """;

    [Sql]
    private const string StaleSql = """
        select service_month
        from intake.stale_month
        where district_id = @districtId and service_month between date_trunc('month', @from::date)::date and @asOf
        order by service_month
        limit 100
        """;

    // The day that an entry belongs to is LedgerEntry.Day. "least" passes over a null.
    private const string Entries = """
        select e.student_id, e.entry_id, e.grid_row_id, e.provider_id, e.service, e.mode, e.service_date, e.start_time,
               coalesce((extract(epoch from e.end_time - e.start_time) / 60)::int - e.minutes_away, 0) as minutes,
               e.attendance, e.delivered, e.makeup_for
        from intake.entry e
        where e.district_id = @districtId and e.service_month between date_trunc('month', @from::date)::date and @asOf
          and e.service_date <= @asOf and e.student_id is not null
          and not exists (
            select from intake.entry_decision d
            where d.district_id = e.district_id and d.entry_id = e.entry_id and d.kind = 'duplicate' and d.ended_at is null)
          and case when e.delivered then least(e.makeup_for, e.service_date) else e.service_date end between @from and @to
        """;

    [Sql]
    private const string EntriesOfAllSql = Entries + """

        order by e.student_id
        """;

    [Sql]
    private const string EntriesOfSomeSql = Entries + """

          and e.student_number = any(@studentNumbers)
        order by e.student_id
        """;

    /// <summary>A sort by student of a district's year stays in memory.</summary>
    private const string RoomToSort = "set local work_mem = '128MB'";

    private readonly NpgsqlTransaction _transaction;
    private readonly string[]? _studentNumbers;

    private LedgerBook(NpgsqlTransaction transaction, District district, LedgerRange range, string[]? studentNumbers)
    {
        (_transaction, _studentNumbers) = (transaction, studentNumbers);
        (District, Range, Pack) = (district, range, district.RulePack);
        Rules = Pack.On(range.AsOf);
    }

    public District District { get; }

    public LedgerRange Range { get; }

    public RulePack Pack { get; }

    /// <summary>The pack's rules on the day on which the ledger is looked at.</summary>
    public PackRules Rules { get; }

    public ReferenceData Reference { get; private init; } = null!;

    /// <summary>By grid row id.</summary>
    public IReadOnlyDictionary<long, GridRowName> RowNames { get; private init; } = null!;

    /// <summary>Months of the range that must be checked again: until then their minutes are those of the last check.</summary>
    public IReadOnlyList<DateOnly> StaleMonths { get; private init; } = [];

    /// <param name="transaction">Repeatable read, so that people, plans and entries are those of one moment; it must outlive the book.</param>
    /// <param name="studentNumbers">Of these students; null: all.</param>
    public static async Task<LedgerBook> OpenAsync(
        NpgsqlTransaction transaction, District district, LedgerRange range, string[]? studentNumbers, CancellationToken cancellationToken = default)
    {
        var connection = transaction.Connection!;
        var of = new { districtId = district.DistrictId, studentNumbers, from = range.From, asOf = range.AsOf };
        await connection.ExecuteAsync(new CommandDefinition(RoomToSort, transaction: transaction, cancellationToken: cancellationToken));
        return new(transaction, district, range, studentNumbers)
        {
            RowNames = (await connection.QueryAsync<GridRowName>(new CommandDefinition(RowNamesSql, of, transaction, cancellationToken: cancellationToken)))
                .ToDictionary(row => row.GridRowId),
            StaleMonths = [.. await connection.QueryAsync<DateOnly>(new CommandDefinition(StaleSql, of, transaction, cancellationToken: cancellationToken))],
            Reference = await ReferenceLoader.LoadAsync(connection, district.DistrictId, studentNumbers, cancellationToken, absentSince: range.From),
        };
    }

    /// <summary>In the order of their ids, those without entries among them. To be read once.</summary>
    public async IAsyncEnumerable<StudentLedger> StudentsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(
            _studentNumbers is null ? EntriesOfAllSql : EntriesOfSomeSql, _transaction.Connection, _transaction);
        command.Parameters.AddWithValue("districtId", District.DistrictId.Value);
        command.Parameters.AddWithValue("from", Range.From);
        command.Parameters.AddWithValue("to", Range.To);
        command.Parameters.AddWithValue("asOf", Range.AsOf);
        if (_studentNumbers is not null)
        {
            command.Parameters.AddWithValue("studentNumbers", _studentNumbers);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<LedgerEntry>();
        LedgerEntry? ahead = await NextAsync(reader, cancellationToken);
        foreach (var student in Reference.Students.OrderBy(student => student.StudentId))
        {
            entries.Clear();
            for (; ahead is { } entry && entry.StudentId <= student.StudentId; ahead = await NextAsync(reader, cancellationToken))
            {
                if (entry.StudentId == student.StudentId)
                {
                    entries.Add(entry);
                }
            }

            yield return StudentLedger.Of(student, entries, Reference, Pack, Range);
        }
    }

    /// <summary>What only the page for the meeting shows.</summary>
    internal Task<T> QuerySingleAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        _transaction.Connection!.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, _transaction, cancellationToken: cancellationToken));

    private static async ValueTask<LedgerEntry?> NextAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken)
            ? new LedgerEntry(
                StudentId: reader.GetInt64(0),
                EntryId: reader.GetInt64(1),
                GridRowId: reader.IsDBNull(2) ? null : reader.GetInt64(2),
                ProviderId: reader.IsDBNull(3) ? null : reader.GetInt64(3),
                Service: reader.GetString(4),
                Mode: Enum.Parse<SessionMode>(reader.GetString(5), ignoreCase: true),
                Date: reader.GetFieldValue<DateOnly>(6),
                Start: reader.IsDBNull(7) ? null : reader.GetFieldValue<TimeOnly>(7),
                Minutes: reader.GetInt32(8),
                Attendance: reader.GetString(9),
                Delivered: reader.GetBoolean(10),
                MakeupFor: reader.IsDBNull(11) ? null : reader.GetFieldValue<DateOnly>(11))
            : null;
}
