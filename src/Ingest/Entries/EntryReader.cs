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

    [Sql]
    private const string MonthOfStudentSql = Columns + """

        where e.district_id = @districtId and e.service_month = @month and e.student_number = @number and e.service_date between @month and @lastDay
        """;

    [Sql]
    private const string MonthOfProviderSql = Columns + """

        where e.district_id = @districtId and e.service_month = @month and e.provider_number = @number and e.service_date between @month and @lastDay
        """;

    /// <summary>A provider's month is read once, and not once for each of its days and notes.</summary>
    private const string Beside = """
        (select distinct provider_number from asked) given
        cross join lateral (
            select s.entry_id, s.student_number, s.service_date, s.note
            from intake.entry s
            where s.district_id = @districtId and s.service_month = @month and s.provider_number = given.provider_number
              and s.service_date between @month and @lastDay
            offset 0) beside
        where (given.provider_number, beside.service_date) in (select provider_number, service_date from asked)
           or (given.provider_number, beside.note) in (select provider_number, note from asked where note <> '')
        """;

    [Sql]
    private const string StudentsBesideSql = """
        with asked as materialized (
            select * from unnest(@providerNumbers::text[], @days::date[], @notes::text[]) as given (provider_number, service_date, note))
        select distinct beside.student_number
        from
        """ + " " + Beside;

    // Look-ups joined by "union", where an "or" over them would read the whole month; each names the month, and so its partition.
    [Sql]
    private const string WithContextSql = """
        with checked as materialized (
            select entry_id, provider_number, service_date, note
            from intake.entry
            where district_id = @districtId and service_month = @month and student_number = any(@studentNumbers)
              and service_date between @month and @lastDay),
        asked as materialized (
            select provider_number, service_date, note from checked
            union
            select * from unnest(@providerNumbers::text[], @days::date[], @notes::text[])),
        read as materialized (
            select entry_id from checked
            union
            select beside.entry_id
            from
        """ + " " + Beside + """
        )

        """ + Columns + """

        where e.district_id = @districtId and e.service_month = @month and e.entry_id in (select entry_id from read)
        """;

    [Sql]
    private const string ByIdsOfMonthSql = Columns + " where e.district_id = @districtId and e.service_month = @month and e.entry_id = any(@entryIds)";

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

    /// <param name="entryIds">Each once.</param>
    /// <param name="likelyMonth">Where they are looked for first; null: in all months at once, which costs ten times as much.</param>
    public static async Task<List<Entry>> ByIdsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long[] entryIds, CancellationToken cancellationToken, DateOnly? likelyMonth = null)
    {
        List<Entry> found = likelyMonth is not { } month ? [] : await ReadAsync(
            transaction, ByIdsOfMonthSql, _ => false, cancellationToken,
            new("districtId", districtId.Value), new("month", month), new("entryIds", entryIds));
        long[] others = [.. entryIds.Except(found.Select(entry => entry.EntryId))];
        if (others.Length > 0)
        {
            found.AddRange(await ReadAsync(
                transaction, ByIdsSql, _ => false, cancellationToken, new("districtId", districtId.Value), new("entryIds", others)));
        }

        return found;
    }

    public static Task<List<Entry>> MonthOfStudentAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, string studentNumber, CancellationToken cancellationToken) =>
        ReadAsync(transaction, MonthOfStudentSql, _ => false, cancellationToken, [.. DaysOf(districtId, month), new("number", studentNumber)]);

    public static Task<List<Entry>> MonthOfProviderAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, string providerNumber, CancellationToken cancellationToken) =>
        ReadAsync(transaction, MonthOfProviderSql, _ => false, cancellationToken, [.. DaysOf(districtId, month), new("number", providerNumber)]);

    /// <summary>Numbers of the students who have a session of the month on the provider-day, or by the provider with the very note, of one of these.</summary>
    public static async Task<List<string>> StudentsBesideAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, IReadOnlyCollection<Entry> of, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, StudentsBesideSql, [.. DaysOf(districtId, month), .. AskedBy(of)]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var numbers = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetString(0));
        }

        return numbers;
    }

    /// <summary>
    /// The month of some students; and for context only, of other students the sessions on the provider-days, and by the provider with the
    /// very note, of a session of those or of the added ones.
    /// </summary>
    /// <param name="added">Sessions of these students that are not in the store yet.</param>
    public static Task<List<Entry>> WithContextAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, IReadOnlySet<string> studentNumbers, IReadOnlyCollection<Entry> added,
        CancellationToken cancellationToken) =>
        ReadAsync(
            transaction, WithContextSql, log => !studentNumbers.Contains(log.StudentNumber), cancellationToken,
            [.. DaysOf(districtId, month), .. AskedBy(added), new("studentNumbers", studentNumbers.ToArray())]);

    private static NpgsqlParameter[] DaysOf(DistrictId districtId, DateOnly month) =>
        [new("districtId", districtId.Value), new("month", month), new("lastDay", new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month)))];

    private static NpgsqlParameter[] AskedBy(IReadOnlyCollection<Entry> entries) =>
    [
        new("providerNumbers", entries.Select(entry => entry.Log.ProviderNumber).ToArray()),
        new("days", entries.Select(entry => entry.Date).ToArray()),
        new("notes", entries.Select(entry => entry.Log.Note).ToArray()),
    ];

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
