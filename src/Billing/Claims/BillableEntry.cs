using System.Data;
using System.Runtime.CompilerServices;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A session that may become part of a claim line, as Ingest publishes it.</summary>
/// <param name="Minutes">Net of time away.</param>
/// <param name="Modifiers">In claim order, separated by blanks; the telehealth one last.</param>
/// <param name="RateCents">Per unit; 0 where the district has no rate.</param>
/// <param name="SupervisorId">The co-signer.</param>
/// <param name="OrderedBy">Who ordered or prescribed the service.</param>
/// <param name="Diagnoses">Separated by blanks, primary first.</param>
/// <param name="ValueCents">What it would bring if it were billed alone.</param>
/// <param name="DayIsBilled">A live claim line bills this student, day, procedure and modifiers already, and stays.</param>
/// <param name="OnClaim">The claim that bills it, and is to be replaced.</param>
/// <param name="InPlaceOf">The claim that it goes in place of: that one, or the one to be replaced that bills its day.</param>
internal sealed record BillableEntry(
    long EntryId,
    int Version,
    long StudentId,
    long ProviderId,
    DateOnly Date,
    TimeOnly? Start,
    int Minutes,
    string Service,
    SessionMode Mode,
    string Credential,
    string Place,
    bool Telehealth,
    string Procedure,
    string Modifiers,
    long RateCents,
    long? SupervisorId,
    Person? OrderedBy,
    string Diagnoses,
    long ValueCents,
    bool DayIsBilled,
    long? OnClaim,
    long? InPlaceOf)
{
    /// <summary>
    /// Frozen by the close and on no live claim line; or, whatever became of them since, on a claim of the same student that is to be
    /// replaced. The entries of a student together.
    /// </summary>
    [Sql]
    private const string ReadySql = """
        select e.entry_id, e.version, e.student_id, e.provider_id, e.service_date, e.start_time, e.minutes, e.service, e.mode, e.credential,
               e.place, e.telehealth, e.procedure, e.modifiers, coalesce(e.rate_cents, 0) as rate_cents, e.supervisor_id,
               e.ordering_npi, e.ordering_last_name, e.ordering_first_name, e.diagnoses, e.value_cents,
               billed.stays and billed.replaced is null as day_is_billed, own.claim_id as on_claim, coalesce(own.claim_id, billed.replaced) as in_place_of
        from intake.billable_entry e
        left join billing.claim_line_entry own
          on own.district_id = @districtId and own.service_month = @month and own.entry_id = e.entry_id and own.live
        left join (
            select c.student_id, l.service_date, l.procedure, l.modifiers,
                   min(c.claim_id) filter (where c.claim_id = any(@replaced)) as replaced, bool_or(c.claim_id <> all(@replaced)) as stays
            from billing.claim_line_entry x
            join billing.claim_line l on l.district_id = x.district_id and l.claim_id = x.claim_id and l.line_number = x.line_number
            join billing.claim c on c.district_id = x.district_id and c.claim_id = x.claim_id
            where x.district_id = @districtId and x.service_month = @month and x.live
            group by c.student_id, l.service_date, l.procedure, l.modifiers) billed
          on billed.student_id = e.student_id and billed.service_date = e.service_date
         and billed.procedure = e.procedure and billed.modifiers = e.modifiers
        where e.district_id = @districtId and e.service_month = @month
          and (own.claim_id is null and e.check_run_id <= @checkRunId
            or own.claim_id = any(@replaced)
               and e.student_id = (select c.student_id from billing.claim c where c.district_id = @districtId and c.claim_id = own.claim_id))
        order by e.student_id, e.entry_id
        """;

    /// <summary>Streams the entries of one student after another; nothing else may use the connection meanwhile.</summary>
    /// <param name="replaced">Claims that the next run replaces.</param>
    public static async IAsyncEnumerable<List<BillableEntry>> ReadyByStudentAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, long checkRunId, long[] replaced,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadySql, connection);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("month", month);
        command.Parameters.AddWithValue("checkRunId", checkRunId);
        command.Parameters.AddWithValue("replaced", replaced);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var student = new List<BillableEntry>();
        var repeated = new Repeated();
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = Read(reader, repeated);
            if (student.Count > 0 && student[0].StudentId != entry.StudentId)
            {
                yield return student;
                student = [];
            }

            student.Add(entry);
        }

        if (student.Count > 0)
        {
            yield return student;
        }
    }

    private static BillableEntry Read(NpgsqlDataReader row, Repeated repeated) => new(
        EntryId: row.GetInt64(0),
        Version: row.GetInt32(1),
        StudentId: row.GetInt64(2),
        ProviderId: row.GetInt64(3),
        Date: row.GetFieldValue<DateOnly>(4),
        Start: row.IsDBNull(5) ? null : row.GetFieldValue<TimeOnly>(5),
        Minutes: row.GetInt32(6),
        Service: repeated.Of(row.GetString(7)),
        Mode: row.GetString(8) switch
        {
            "individual" => SessionMode.Individual,
            "group" => SessionMode.Group,
            _ => SessionMode.Consult,
        },
        Credential: repeated.Of(row.GetString(9)),
        Place: repeated.Of(row.GetString(10)),
        Telehealth: row.GetBoolean(11),
        Procedure: repeated.Of(row.GetString(12)),
        Modifiers: repeated.Of(row.GetString(13)),
        RateCents: row.GetInt64(14),
        SupervisorId: row.IsDBNull(15) ? null : row.GetInt64(15),
        OrderedBy: Person.Read(row, 16) is { } person ? repeated.Of(person) : null,
        Diagnoses: repeated.Of(row.GetString(19)),
        ValueCents: row.GetInt64(20),
        DayIsBilled: !row.IsDBNull(21) && row.GetBoolean(21),
        OnClaim: row.IsDBNull(22) ? null : row.GetInt64(22),
        InPlaceOf: row.IsDBNull(23) ? null : row.GetInt64(23));

    /// <summary>An id, and nothing of the student.</summary>
    public override string ToString() => $"Entry {EntryId}";

    /// <summary>What stands in row after row is kept once: a transaction's worth of sessions then fits in a fraction of the memory.</summary>
    private sealed class Repeated
    {
        private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
        private readonly HashSet<Person> _people = [];

        public string Of(string text) => Known(_texts, text);

        public Person Of(Person person) => Known(_people, person);

        private static T Known<T>(HashSet<T> known, T value)
        {
            if (known.TryGetValue(value, out var first))
            {
                return first;
            }

            known.Add(value);
            return value;
        }
    }
}
