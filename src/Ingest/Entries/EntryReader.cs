using System.Data;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Reads entries from the store with all that checks look at.</summary>
public static class EntryReader
{
    private const string ColumnsSql = """
        select e.entry_id, e.version, e.import_file_id, e.line_number, e.source, e.row_id, e.student_number, e.provider_number,
               e.service, e.mode, e.service_date, e.start_time, e.end_time, e.minutes_away, e.attendance, e.group_key, e.place,
               e.telehealth, e.makeup_for, e.objective, e.activity, e.progress, e.note, e.vehicle, e.signed_by, e.signed_at,
               e.cosigned_by, e.cosigned_at, e.content_version, e.signed_version, e.student_id, e.provider_id, e.credential,
               e.grid_row_id, e.order_id, e.procedure, e.modifiers, e.delivered, e.billable, e.value_cents
        from intake.entry e
        """;

    [Sql]
    private const string BetweenSql = ColumnsSql + """

        where e.district_id = @districtId and e.service_month between date_trunc('month', @firstDay)::date and @lastDay
          and e.service_date between @firstDay and @lastDay
        """;

    [Sql]
    private const string OfStudentsSql = ColumnsSql + """

        where e.district_id = @districtId and e.service_date between @firstDay and @lastDay
          and (e.student_number = any(@studentNumbers)
               or (e.provider_number, e.service_date) in (select * from unnest(@providerNumbers, @days)))
        """;

    [Sql]
    private const string ByIdSql = ColumnsSql + """

        where e.district_id = @districtId and e.entry_id = @entryId
        """;

    [Sql]
    private const string BySourceRowsSql = ColumnsSql + """

        where e.district_id = @districtId and e.source = @source and e.row_id = any(@rowIds)
        """;

    /// <summary>The entries of a district between two days, both included.</summary>
    /// <param name="contextOnly">Which of them are there for context only.</param>
    public static Task<List<Entry>> BetweenAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly firstDay, DateOnly lastDay,
        Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken) =>
        ReadAsync(
            transaction, BetweenSql, contextOnly, cancellationToken,
            new("districtId", districtId.Value), new("firstDay", firstDay), new("lastDay", lastDay));

    /// <summary>The entry, or null where the district has none of that id.</summary>
    public static async Task<Entry?> ByIdAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long entryId, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            transaction, ByIdSql, _ => false, cancellationToken, new("districtId", districtId.Value), new("entryId", entryId));
        return found.SingleOrDefault();
    }

    /// <summary>The entries that earlier files of the source made of these rows.</summary>
    public static Task<List<Entry>> BySourceRowsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, string source, string[] rowIds, CancellationToken cancellationToken) =>
        ReadAsync(
            transaction, BySourceRowsSql, _ => false, cancellationToken,
            new("districtId", districtId.Value), new("source", source), new("rowIds", rowIds));

    /// <summary>The entries of some students, and those of some provider-days, between two days.</summary>
    public static Task<List<Entry>> OfStudentsAndProviderDaysAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly firstDay, DateOnly lastDay,
        IReadOnlyCollection<string> studentNumbers, IReadOnlyCollection<(string Provider, DateOnly Day)> providerDays,
        Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken) =>
        ReadAsync(
            transaction, OfStudentsSql, contextOnly, cancellationToken,
            new("districtId", districtId.Value), new("firstDay", firstDay), new("lastDay", lastDay),
            new("studentNumbers", studentNumbers.ToArray()),
            new("providerNumbers", providerDays.Select(each => each.Provider).ToArray()),
            new("days", providerDays.Select(each => each.Day).ToArray()));

    private static async Task<List<Entry>> ReadAsync(
        NpgsqlTransaction transaction, string sql, Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var entries = new List<Entry>();
        var words = new Words();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(Read(reader, contextOnly, words));
        }

        return entries;
    }

    private static Entry Read(NpgsqlDataReader reader, Func<SessionLog, bool> contextOnly, Words words)
    {
        var column = 0;
        var entryId = reader.GetInt64(column++);
        var version = reader.GetInt32(column++);
        var importFileId = reader.GetInt64(column++);
        var lineNumber = reader.GetInt32(column++);
        var source = words.Of(reader.GetString(column++));
        var rowId = reader.GetString(column++);
        var log = ReadLog(reader, ref column, words);
        return new Entry
        {
            EntryId = entryId,
            Version = version,
            ImportFileId = importFileId,
            LineNumber = lineNumber,
            Source = source,
            RowId = rowId,
            Log = log,
            ContentVersion = reader.GetInt32(column++),
            SignedVersion = reader.GetInt32(column++),
            ContextOnly = contextOnly(log),
            Stored = new Verdict(
                StudentId: Nullable<long>(reader, column++),
                ProviderId: Nullable<long>(reader, column++),
                Credential: Word(reader, column++, words),
                GridRowId: Nullable<long>(reader, column++),
                OrderId: Nullable<long>(reader, column++),
                Procedure: Word(reader, column++, words),
                Modifiers: Word(reader, column++, words),
                Delivered: reader.GetBoolean(column++),
                Billable: reader.GetBoolean(column++),
                ValueCents: reader.GetInt64(column)),
        };
    }

    private static SessionLog ReadLog(NpgsqlDataReader reader, ref int column, Words words) => new()
    {
        StudentNumber = words.Of(reader.GetString(column++)),
        ProviderNumber = words.Of(reader.GetString(column++)),
        Service = words.Of(reader.GetString(column++)),
        Mode = Enum.Parse<SessionMode>(reader.GetString(column++), ignoreCase: true),
        Date = reader.GetFieldValue<DateOnly>(column++),
        Start = Nullable<TimeOnly>(reader, column++),
        End = Nullable<TimeOnly>(reader, column++),
        MinutesAway = reader.GetInt32(column++),
        Attendance = words.Of(reader.GetString(column++)),
        GroupKey = words.Of(reader.GetString(column++)),
        Place = words.Of(reader.GetString(column++)),
        Telehealth = reader.GetBoolean(column++),
        MakeupFor = Nullable<DateOnly>(reader, column++),
        Objective = words.Of(reader.GetString(column++)),
        Activity = reader.GetString(column++),
        Progress = reader.GetString(column++),
        Note = reader.GetString(column++),
        Vehicle = words.Of(reader.GetString(column++)),
        SignedBy = words.Of(reader.GetString(column++)),
        SignedAt = Nullable<DateTimeOffset>(reader, column++),
        CosignedBy = words.Of(reader.GetString(column++)),
        CosignedAt = Nullable<DateTimeOffset>(reader, column++),
    };

    private static T? Nullable<T>(NpgsqlDataReader reader, int column)
        where T : struct =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static string? Word(NpgsqlDataReader reader, int column, Words words) =>
        reader.IsDBNull(column) ? null : words.Of(reader.GetString(column));

    /// <summary>One string for each word that repeats over a month's rows.</summary>
    private sealed class Words
    {
        private readonly HashSet<string> _words = new(StringComparer.Ordinal) { "" };

        public string Of(string word)
        {
            if (_words.TryGetValue(word, out var known))
            {
                return known;
            }

            _words.Add(word);
            return word;
        }
    }
}
