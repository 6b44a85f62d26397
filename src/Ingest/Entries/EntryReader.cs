using System.Data;
using System.Runtime.CompilerServices;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Reads entries from the store with all that checks look at.</summary>
public static class EntryReader
{
    private const string SessionColumns = """
        select e.entry_id, e.version, e.import_file_id, e.line_number, e.source, e.row_id, e.row_hash, e.student_number, e.provider_number,
               e.service, e.mode, e.service_date, e.start_time, e.end_time, e.minutes_away, e.attendance, e.group_key, e.place,
               e.telehealth, e.makeup_for
        """;

    private const string VerdictColumns = """
        , e.vehicle, e.signed_by, e.signed_at, e.cosigned_by, e.cosigned_at, e.content_version, e.signed_version,
        e.signed_here, e.cosigned_here, e.student_id, e.provider_id, e.credential, e.grid_row_id, e.order_id, e.procedure, e.modifiers, e.rate_cents, e.delivered, e.billable, e.value_cents,
        e.entry_id in (select billing.voided_entry_ids(@districtId)),
        exists (select billing.voided_entry_ids(@districtId)) and exists (
            select from billing.live_entry l where l.district_id = @districtId and l.service_month = e.service_month and l.entry_id = e.entry_id)
        """;

    private const string AllColumns = SessionColumns + ", e.objective, e.activity, e.progress, e.note" + VerdictColumns;

    private const string Columns = AllColumns + " from intake.entry e";

    /// <summary>Without the texts that nothing asks of a session of another month, which are most of its bytes.</summary>
    private const string ColumnsWithoutTexts = SessionColumns + ", '', '', e.progress, ''" + VerdictColumns;

    [Sql]
    private const string MonthSql = Columns + " where e.district_id = @districtId and e.service_month = @month";

    // What is billed and delivered has nothing against it that would have to be looked up.
    [Sql]
    private const string BeforeSql = ColumnsWithoutTexts + """
        , case when not (e.billable and e.delivered) then (
            select array_agg(f.code)
            from intake.finding f
            where f.district_id = @districtId and f.service_month = e.service_month and f.entry_id = e.entry_id
              and f.service_month >= @firstMonth and f.service_month < @month -- the planner's, to open these months alone
              and f.entry_version = e.version and f.cleared_run_id is null and f.severity <> 'warn') end
        from unnest(@studentNumbers::text[], @services::text[], @since::date[]) as asked(student_number, service, since)
        join intake.entry e on e.student_number = asked.student_number and e.district_id = @districtId and e.service = asked.service
          and e.service_date >= asked.since
        where e.service_month >= @firstMonth and e.service_month < @month
        """;

    [Sql]
    private const string AfterSql = ColumnsWithoutTexts + """

        from unnest(@studentNumbers::text[], @services::text[], @until::date[]) as asked(student_number, service, until)
        join intake.entry e on e.student_number = asked.student_number and e.district_id = @districtId and e.service = asked.service
          and coalesce(e.makeup_for, e.service_date) <= asked.until
        where e.service_month = any(@months)
        """;

    // Three index look-ups joined by "union", where an "or" over them would read the whole month; each names the month, and so its partition.
    [Sql]
    private const string NeighboursSql = Columns + """

        where e.district_id = @districtId and e.service_month = @month
          and e.entry_id in (
            select entry_id from intake.entry
            where district_id = @districtId and service_month = @month and student_number = any(@studentNumbers)
              and service_date between @month and @lastDay
            union
            select day.entry_id
            from unnest(@providerNumbers::text[], @days::date[]) as asked(provider_number, service_date)
            join intake.entry day on day.district_id = @districtId and day.service_month = @month
              and day.provider_number = asked.provider_number and day.service_date = asked.service_date
            union
            select same.entry_id
            from (select distinct provider_number from unnest(@noteProviders::text[]) as given (provider_number)) given
            cross join lateral ( -- a provider's month once, and not once for each note
                select day.entry_id, day.note from intake.entry day
                where day.district_id = @districtId and day.service_month = @month and day.provider_number = given.provider_number
                  and day.service_date between @month and @lastDay
                offset 0) same
            where (given.provider_number, same.note) in (select * from unnest(@noteProviders::text[], @notes::text[])))
        """;

    // Month by month: the planner would ask for the ids without a month, and walk the keys of all the district's entries.
    [Sql]
    private const string ByIdsSql = AllColumns + """

        from intake.months_of(@districtId) m (service_month)
        cross join lateral (
            select * from intake.entry e
            where e.district_id = @districtId and e.service_month = m.service_month and e.entry_id = any(@entryIds)
            offset 0) e
        """;

    /// <summary>The entries of a district-month.</summary>
    public static Task<List<Entry>> MonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, CancellationToken cancellationToken) =>
        ReadAsync(transaction, MonthSql, _ => false, cancellationToken, new("districtId", districtId.Value), new("month", month));

    public static Task<List<Entry>> ByIdsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken) =>
        ReadAsync(
            transaction, ByIdsSql, _ => false, cancellationToken, new("districtId", districtId.Value), new("entryIds", entryIds));

    /// <summary>Of a month: the entries of some students, those of some provider-days, and those with the same note and provider as given ones.</summary>
    /// <param name="contextOnly">Which of them are there for context only.</param>
    public static Task<List<Entry>> NeighboursAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month,
        IReadOnlyCollection<string> studentNumbers, IReadOnlyCollection<(string Provider, DateOnly Day)> providerDays,
        IReadOnlyCollection<Entry> sameNotesAs, Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken)
    {
        var notes = sameNotesAs.Where(entry => entry.Log.Note.Length > 0).Select(entry => (entry.Log.ProviderNumber, entry.Log.Note)).Distinct().ToList();
        return ReadAsync(
            transaction, NeighboursSql, contextOnly, cancellationToken,
            new("districtId", districtId.Value), new("month", month), new("lastDay", new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month))),
            new("studentNumbers", studentNumbers.ToArray()),
            new("providerNumbers", providerDays.Select(each => each.Provider).ToArray()),
            new("days", providerDays.Select(each => each.Day).ToArray()),
            new("noteProviders", notes.Select(each => each.ProviderNumber).ToArray()),
            new("notes", notes.Select(each => each.Note).ToArray()));
    }

    /// <summary>Sessions before a month, of some students' services, each from a day on; without their texts.</summary>
    /// <param name="since">By student number and service; not empty.</param>
    /// <returns>Each with the codes that keep it from being delivered or billed; null where nothing does.</returns>
    public static async Task<List<(Entry Entry, string[]? BlockedBy)>> BeforeAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month,
        IReadOnlyDictionary<(string Student, string Service), DateOnly> since, CancellationToken cancellationToken)
    {
        var earliest = since.Values.Min();
        await using var command = Command(
            transaction, BeforeSql,
            new("districtId", districtId.Value), new("month", month), new("firstMonth", EntryWriter.MonthOf(earliest)),
            new("studentNumbers", since.Keys.Select(key => key.Student).ToArray()),
            new("services", since.Keys.Select(key => key.Service).ToArray()),
            new("since", since.Values.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var before = new List<(Entry, string[]?)>();
        var words = new Words();
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = Read(reader, _ => true, words);
            var codes = reader.FieldCount - 1;
            before.Add((entry, reader.IsDBNull(codes) ? null : reader.GetFieldValue<string[]>(codes)));
        }

        return before;
    }

    /// <summary>Sessions of some months, of some students' services, that are held or made up for up to a day; without their texts.</summary>
    /// <param name="until">By student number and service.</param>
    public static async IAsyncEnumerable<Entry> AfterAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly[] months,
        IReadOnlyDictionary<(string Student, string Service), DateOnly> until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command(
            transaction, AfterSql,
            new("districtId", districtId.Value), new("months", months),
            new("studentNumbers", until.Keys.Select(key => key.Student).ToArray()),
            new("services", until.Keys.Select(key => key.Service).ToArray()),
            new("until", until.Values.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var words = new Words();
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Read(reader, _ => true, words);
        }
    }

    private static NpgsqlCommand Command(NpgsqlTransaction transaction, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static async Task<List<Entry>> ReadAsync(
        NpgsqlTransaction transaction, string sql, Func<SessionLog, bool> contextOnly, CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        await using var command = Command(transaction, sql, parameters);
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
        var importFileId = Nullable<long>(reader, column++);
        var lineNumber = Nullable<int>(reader, column++);
        var source = words.Of(reader.GetString(column++));
        var rowId = reader.GetString(column++);
        var rowHash = reader.GetGuid(column++);
        var log = ReadLog(reader, ref column, words);
        return new Entry
        {
            EntryId = entryId,
            Version = version,
            ImportFileId = importFileId,
            LineNumber = lineNumber,
            Source = source,
            RowId = rowId,
            RowHash = rowHash,
            Log = log,
            ContentVersion = reader.GetInt32(column++),
            SignedVersion = reader.GetInt32(column++),
            SignedHere = reader.GetBoolean(column++),
            CosignedHere = reader.GetBoolean(column++),
            ContextOnly = contextOnly(log),
            Stored = new Verdict(
                StudentId: Nullable<long>(reader, column++),
                ProviderId: Nullable<long>(reader, column++),
                Credential: Word(reader, column++, words),
                GridRowId: Nullable<long>(reader, column++),
                OrderId: Nullable<long>(reader, column++),
                Procedure: Word(reader, column++, words),
                Modifiers: Word(reader, column++, words),
                RateCents: Nullable<long>(reader, column++),
                Delivered: reader.GetBoolean(column++),
                Billable: reader.GetBoolean(column++),
                ValueCents: reader.GetInt64(column++)),
            Voided = reader.GetBoolean(column++),
            OnLiveClaim = reader.GetBoolean(column),
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
