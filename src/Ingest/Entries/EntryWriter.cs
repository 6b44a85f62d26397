using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Writes checked entries: new ones by COPY, changed verdicts by one statement.</summary>
public static class EntryWriter
{
    private const string Columns = """
        (district_id, service_month, entry_id, version, import_file_id, line_number, source, row_id, row_hash, student_number, provider_number,
         service, mode, service_date, start_time, end_time, minutes_away, attendance, group_key, place, telehealth, makeup_for,
         objective, activity, progress, note, vehicle, signed_by, signed_at, cosigned_by, cosigned_at, content_version, signed_version,
         signed_here, cosigned_here,
         student_id, provider_id, credential, grid_row_id, order_id, procedure, modifiers, rate_cents, delivered, billable, value_cents, check_run_id)
        """;

    private const short ColumnCount = 47;

    [Sql]
    private const string UpdateVerdictsSql = """
        update intake.entry e
        set student_id = v.student_id, provider_id = v.provider_id, credential = v.credential, grid_row_id = v.grid_row_id,
            order_id = v.order_id, procedure = v.procedure, modifiers = v.modifiers, rate_cents = v.rate_cents, delivered = v.delivered,
            billable = v.billable, value_cents = v.value_cents, check_run_id = @checkRunId
        from unnest(@entryIds::bigint[], @studentIds::bigint[], @providerIds::bigint[], @credentials::text[],
                    @gridRowIds::bigint[], @orderIds::bigint[], @procedures::text[], @modifiers::text[], @rateCents::bigint[],
                    @delivered::boolean[], @billable::boolean[], @valueCents::bigint[])
            as v(entry_id, student_id, provider_id, credential, grid_row_id, order_id, procedure, modifiers,
                 rate_cents, delivered, billable, value_cents)
        where e.district_id = @districtId and e.service_month = @month and e.entry_id = v.entry_id
        """;

    [Sql]
    private const string SupersedeSql = """
        with gone as (
            delete from intake.entry e
            where e.district_id = @districtId and e.service_month = @month and e.entry_id = any(@entryIds)
            returning e.entry_id, e.version, to_jsonb(e) as content)
        insert into intake.entry_superseded (district_id, entry_id, version, content, superseded_at, superseded_by, reason)
        select @districtId, entry_id, version, content, @at, @by, @reason from gone
        """;

    /// <summary>The first day of the month that an entry belongs to.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The months of entries, each once, the earliest first.</summary>
    public static DateOnly[] MonthsOf(IEnumerable<Entry> entries) => [.. entries.Select(entry => MonthOf(entry.Date)).Distinct().Order()];

    /// <summary>Adds entries with their verdicts.</summary>
    /// <param name="table"><c>intake.entry</c>, or the table of a month that is being loaded, as the store named it.</param>
    public static Task CopyAsync(
        NpgsqlConnection connection, string table, DistrictId districtId, long checkRunId, IReadOnlyList<Entry> entries,
        CancellationToken cancellationToken) =>
        BulkCopy.WriteAsync(
            connection,
            $"copy {table} {Columns} from stdin (format binary)",
            entries.Count,
            (row, i) =>
            {
                row.Begin(ColumnCount);
                WriteIdentity(row, districtId, entries[i]);
                WriteLog(row, entries[i]);
                WriteVerdict(row, Verdict.Of(entries[i]), checkRunId);
            },
            cancellationToken);

    /// <summary>Writes the verdicts of a month's entries that differ from those in the store.</summary>
    /// <returns>The number of entries whose verdict changed.</returns>
    public static async Task<int> UpdateVerdictsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long checkRunId, DateOnly month, IReadOnlyList<Entry> entries,
        CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return 0;
        }

        var verdicts = entries.Select(Verdict.Of).ToList();
        await using var command = new NpgsqlCommand(UpdateVerdictsSql, transaction.Connection, transaction);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("checkRunId", checkRunId);
        command.Parameters.AddWithValue("month", month);
        command.Parameters.AddWithValue("entryIds", entries.Select(entry => entry.EntryId).ToArray());
        command.Parameters.AddWithValue("studentIds", verdicts.Select(verdict => verdict.StudentId).ToArray());
        command.Parameters.AddWithValue("providerIds", verdicts.Select(verdict => verdict.ProviderId).ToArray());
        command.Parameters.AddWithValue("credentials", verdicts.Select(verdict => verdict.Credential).ToArray());
        command.Parameters.AddWithValue("gridRowIds", verdicts.Select(verdict => verdict.GridRowId).ToArray());
        command.Parameters.AddWithValue("orderIds", verdicts.Select(verdict => verdict.OrderId).ToArray());
        command.Parameters.AddWithValue("procedures", verdicts.Select(verdict => verdict.Procedure).ToArray());
        command.Parameters.AddWithValue("modifiers", verdicts.Select(verdict => verdict.Modifiers).ToArray());
        command.Parameters.AddWithValue("rateCents", verdicts.Select(verdict => verdict.RateCents).ToArray());
        command.Parameters.AddWithValue("delivered", verdicts.Select(verdict => verdict.Delivered).ToArray());
        command.Parameters.AddWithValue("billable", verdicts.Select(verdict => verdict.Billable).ToArray());
        command.Parameters.AddWithValue("valueCents", verdicts.Select(verdict => verdict.ValueCents).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sets the current versions of entries aside, readable for ever, to make room for the next ones.</summary>
    /// <param name="reason">Why, in the words of who did it.</param>
    public static async Task SupersedeAsync(
        NpgsqlTransaction transaction, DistrictId districtId, IReadOnlyCollection<Entry> current, DateTimeOffset at, string by, string reason,
        CancellationToken cancellationToken)
    {
        foreach (var month in current.GroupBy(entry => MonthOf(entry.Date)))
        {
            await using var supersede = new NpgsqlCommand(SupersedeSql, transaction.Connection, transaction);
            supersede.Parameters.AddWithValue("districtId", districtId.Value);
            supersede.Parameters.AddWithValue("month", month.Key);
            supersede.Parameters.AddWithValue("entryIds", month.Select(entry => entry.EntryId).ToArray());
            supersede.Parameters.AddWithValue("at", at);
            supersede.Parameters.AddWithValue("by", by);
            supersede.Parameters.AddWithValue("reason", reason);
            await supersede.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void WriteIdentity(CopyRows row, DistrictId districtId, Entry entry)
    {
        row.Write(districtId.Value);
        row.Write(MonthOf(entry.Date));
        row.Write(entry.EntryId);
        row.Write(entry.Version);
        row.Write(entry.ImportFileId);
        row.Write(entry.LineNumber);
        row.Write(entry.Source);
        row.Write(entry.RowId);
        row.Write(entry.RowHash);
    }

    private static void WriteLog(CopyRows row, Entry entry)
    {
        var log = entry.Log;
        row.Write(log.StudentNumber);
        row.Write(log.ProviderNumber);
        row.Write(log.Service);
        row.Write(ModeText(log.Mode));
        row.Write(log.Date);
        row.Write(log.Start);
        row.Write(log.End);
        row.Write(log.MinutesAway);
        row.Write(log.Attendance);
        row.Write(log.GroupKey);
        row.Write(log.Place);
        row.Write(log.Telehealth);
        row.Write(log.MakeupFor);
        row.Write(log.Objective);
        row.Write(log.Activity);
        row.Write(log.Progress);
        row.Write(log.Note);
        row.Write(log.Vehicle);
        row.Write(log.SignedBy);
        row.Write(log.SignedAt);
        row.Write(log.CosignedBy);
        row.Write(log.CosignedAt);
        row.Write(entry.ContentVersion);
        row.Write(entry.SignedVersion);
        row.Write(entry.SignedHere);
        row.Write(entry.CosignedHere);
    }

    private static void WriteVerdict(CopyRows row, in Verdict verdict, long checkRunId)
    {
        row.Write(verdict.StudentId);
        row.Write(verdict.ProviderId);
        row.Write(verdict.Credential);
        row.Write(verdict.GridRowId);
        row.Write(verdict.OrderId);
        row.Write(verdict.Procedure);
        row.Write(verdict.Modifiers);
        row.Write(verdict.RateCents);
        row.Write(verdict.Delivered);
        row.Write(verdict.Billable);
        row.Write(verdict.ValueCents);
        row.Write(checkRunId);
    }

    private static string ModeText(Core.Packs.SessionMode mode) => mode switch
    {
        Core.Packs.SessionMode.Individual => "individual",
        Core.Packs.SessionMode.Group => "group",
        _ => "consult",
    };
}
