using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>Writes checked entries: new ones by COPY, changed verdicts by one statement.</summary>
public static class EntryWriter
{
    private const string Columns = """
        (district_id, service_month, entry_id, version, import_file_id, line_number, source, row_id, row_hash, student_number, provider_number,
         service, mode, service_date, start_time, end_time, minutes_away, attendance, group_key, place, telehealth, makeup_for,
         objective, activity, progress, note, vehicle, signed_by, signed_at, cosigned_by, cosigned_at, content_version, signed_version,
         student_id, provider_id, credential, grid_row_id, order_id, procedure, modifiers, rate_cents, delivered, billable, value_cents, check_run_id)
        """;

    [Sql]
    private const string UpdateVerdictsSql = """
        update intake.entry e
        set student_id = v.student_id, provider_id = v.provider_id, credential = v.credential, grid_row_id = v.grid_row_id,
            order_id = v.order_id, procedure = v.procedure, modifiers = v.modifiers, rate_cents = v.rate_cents, delivered = v.delivered,
            billable = v.billable, value_cents = v.value_cents, check_run_id = @checkRunId
        from unnest(@months::date[], @entryIds::bigint[], @studentIds::bigint[], @providerIds::bigint[], @credentials::text[],
                    @gridRowIds::bigint[], @orderIds::bigint[], @procedures::text[], @modifiers::text[], @rateCents::bigint[],
                    @delivered::boolean[], @billable::boolean[], @valueCents::bigint[])
            as v(service_month, entry_id, student_id, provider_id, credential, grid_row_id, order_id, procedure, modifiers,
                 rate_cents, delivered, billable, value_cents)
        where e.district_id = @districtId and e.service_month = v.service_month and e.entry_id = v.entry_id
        """;

    [Sql]
    private const string DeleteSql = """
        delete from intake.entry
        where district_id = @districtId and entry_id = any(@entryIds) and service_month = any(@months)
        """;

    [Sql]
    private const string SupersedeSql = """
        insert into intake.entry_superseded (district_id, entry_id, version, content, superseded_at, superseded_by, reason)
        select e.district_id, e.entry_id, e.version, to_jsonb(e), @at, @by, @reason
        from intake.entry e
        where e.district_id = @districtId and e.entry_id = any(@entryIds) and e.service_month = any(@months)
        """;

    /// <summary>The first day of the month that an entry belongs to.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>Adds entries with their verdicts.</summary>
    /// <param name="table"><c>intake.entry</c>, or the table of a month that is being loaded, as the store named it.</param>
    /// <returns>The number of rows written.</returns>
    public static async Task<long> CopyAsync(
        NpgsqlTransaction transaction, string table, DistrictId districtId, long checkRunId, IEnumerable<Entry> entries,
        CancellationToken cancellationToken)
    {
        await using var copy = await transaction.Connection!.BeginBinaryImportAsync(
            $"copy {table} {Columns} from stdin (format binary)", cancellationToken);
        foreach (var entry in entries)
        {
            copy.StartRow();
            WriteIdentity(copy, districtId, entry);
            WriteLog(copy, entry);
            WriteVerdict(copy, Verdict.Of(entry), checkRunId);
        }

        return (long)await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Writes the verdicts that differ from those in the store.</summary>
    /// <returns>The number of entries whose verdict changed.</returns>
    public static async Task<int> UpdateVerdictsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, long checkRunId, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return 0;
        }

        var verdicts = entries.Select(Verdict.Of).ToList();
        await using var command = new NpgsqlCommand(UpdateVerdictsSql, transaction.Connection, transaction);
        command.Parameters.AddWithValue("districtId", districtId.Value);
        command.Parameters.AddWithValue("checkRunId", checkRunId);
        command.Parameters.AddWithValue("months", entries.Select(entry => MonthOf(entry.Date)).ToArray());
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
        if (current.Count == 0)
        {
            return;
        }

        var entryIds = current.Select(entry => entry.EntryId).ToArray();
        var months = current.Select(entry => MonthOf(entry.Date)).Distinct().ToArray();
        await using var supersede = new NpgsqlCommand(SupersedeSql, transaction.Connection, transaction);
        supersede.Parameters.AddWithValue("districtId", districtId.Value);
        supersede.Parameters.AddWithValue("entryIds", entryIds);
        supersede.Parameters.AddWithValue("months", months);
        supersede.Parameters.AddWithValue("at", at);
        supersede.Parameters.AddWithValue("by", by);
        supersede.Parameters.AddWithValue("reason", reason);
        await supersede.ExecuteNonQueryAsync(cancellationToken);

        await using var delete = new NpgsqlCommand(DeleteSql, transaction.Connection, transaction);
        delete.Parameters.AddWithValue("districtId", districtId.Value);
        delete.Parameters.AddWithValue("entryIds", entryIds);
        delete.Parameters.AddWithValue("months", months);
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void WriteIdentity(NpgsqlBinaryImporter copy, DistrictId districtId, Entry entry)
    {
        copy.Write(districtId.Value, NpgsqlDbType.Integer);
        copy.Write(MonthOf(entry.Date), NpgsqlDbType.Date);
        copy.Write(entry.EntryId, NpgsqlDbType.Bigint);
        copy.Write(entry.Version, NpgsqlDbType.Integer);
        copy.Write(entry.ImportFileId, NpgsqlDbType.Bigint);
        copy.Write(entry.LineNumber, NpgsqlDbType.Integer);
        copy.Write(entry.Source, NpgsqlDbType.Text);
        copy.Write(entry.RowId, NpgsqlDbType.Text);
        copy.Write(entry.RowHash, NpgsqlDbType.Uuid);
    }

    private static void WriteLog(NpgsqlBinaryImporter copy, Entry entry)
    {
        var log = entry.Log;
        copy.Write(log.StudentNumber, NpgsqlDbType.Text);
        copy.Write(log.ProviderNumber, NpgsqlDbType.Text);
        copy.Write(log.Service, NpgsqlDbType.Text);
        copy.Write(ModeText(log.Mode), NpgsqlDbType.Text);
        copy.Write(log.Date, NpgsqlDbType.Date);
        Write(copy, log.Start, NpgsqlDbType.Time);
        Write(copy, log.End, NpgsqlDbType.Time);
        copy.Write(log.MinutesAway, NpgsqlDbType.Integer);
        copy.Write(log.Attendance, NpgsqlDbType.Text);
        copy.Write(log.GroupKey, NpgsqlDbType.Text);
        copy.Write(log.Place, NpgsqlDbType.Text);
        copy.Write(log.Telehealth, NpgsqlDbType.Boolean);
        Write(copy, log.MakeupFor, NpgsqlDbType.Date);
        copy.Write(log.Objective, NpgsqlDbType.Text);
        copy.Write(log.Activity, NpgsqlDbType.Text);
        copy.Write(log.Progress, NpgsqlDbType.Text);
        copy.Write(log.Note, NpgsqlDbType.Text);
        copy.Write(log.Vehicle, NpgsqlDbType.Text);
        copy.Write(log.SignedBy, NpgsqlDbType.Text);
        Write(copy, log.SignedAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        copy.Write(log.CosignedBy, NpgsqlDbType.Text);
        Write(copy, log.CosignedAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        copy.Write(entry.ContentVersion, NpgsqlDbType.Integer);
        copy.Write(entry.SignedVersion, NpgsqlDbType.Integer);
    }

    private static void WriteVerdict(NpgsqlBinaryImporter copy, in Verdict verdict, long checkRunId)
    {
        Write(copy, verdict.StudentId, NpgsqlDbType.Bigint);
        Write(copy, verdict.ProviderId, NpgsqlDbType.Bigint);
        Write(copy, verdict.Credential);
        Write(copy, verdict.GridRowId, NpgsqlDbType.Bigint);
        Write(copy, verdict.OrderId, NpgsqlDbType.Bigint);
        Write(copy, verdict.Procedure);
        Write(copy, verdict.Modifiers);
        Write(copy, verdict.RateCents, NpgsqlDbType.Bigint);
        copy.Write(verdict.Delivered, NpgsqlDbType.Boolean);
        copy.Write(verdict.Billable, NpgsqlDbType.Boolean);
        copy.Write(verdict.ValueCents, NpgsqlDbType.Bigint);
        copy.Write(checkRunId, NpgsqlDbType.Bigint);
    }

    private static string ModeText(Core.Packs.SessionMode mode) => mode switch
    {
        Core.Packs.SessionMode.Individual => "individual",
        Core.Packs.SessionMode.Group => "group",
        _ => "consult",
    };

    private static void Write<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } some)
        {
            copy.Write(some, type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(text, NpgsqlDbType.Text);
        }
    }
}
