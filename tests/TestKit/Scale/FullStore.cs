using MedicaidLogs.Core.Ids;
using Npgsql;
using static System.FormattableString;

namespace MedicaidLogs.TestKit.Scale;

/// <summary>A store of many entries around one month of one district that was truly taken in: copies of it, in other months and districts.</summary>
/// <remarks>
/// Each month of that district is a partition of its own (ADR 0004), as is each of the middling districts, whose months are two fifths as
/// large; the small districts, an eightieth as large, share one.
/// What the measured district could bill before the measured month went out and was paid, but for a tenth that was denied. All of it is
/// written set by set, and indexed afterwards.
/// </remarks>
public sealed class FullStore
{
    /// <summary>Which of the measured month's entries a month has, there and in the other districts.</summary>
    private const string Whole = "true", Middling = "e.entry_id % 5 < 2", Small = "e.entry_id % 80 = 0";

    private const int RunsBetweenMonths = 1_000;

    private readonly NpgsqlDataSource _database;
    private readonly DistrictId _districtId;
    private readonly DateOnly _month;
    private readonly StoreSize _size;
    private readonly long _idsBetweenMonths;
    private IReadOnlyList<string> _entryColumns = [];
    private IReadOnlyList<string> _findingColumns = [];
    private IReadOnlyList<string> _flaggedColumns = [];
    private IReadOnlyList<string> _runColumns = [];

    private FullStore(NpgsqlDataSource database, DistrictId districtId, DateOnly month, StoreSize size) =>
        (_database, _districtId, _month, _size, _idsBetweenMonths) = (database, districtId, month, size, size.RowsOfMonth + 1);

    /// <param name="month">Of the measured district; it was taken in, and little else is in the store.</param>
    public static async Task FillAsync(NpgsqlDataSource database, DistrictId districtId, DateOnly month, StoreSize size)
    {
        var store = new FullStore(database, districtId, month, size);
        await store.TakeSourceAsync();
        await store.AddDistrictsAsync();
        await store.FillLargeMonthsAsync();
        await store.FillSmallMonthsAsync();
        await store.FlagAsync();
        await store.AddRunsAsync();
        await store.PayAsync();
        await store.RunAsync("drop table source_entry, source_finding, source_flagged");
        await store.RunAsync("vacuum analyze");
    }

    private async Task TakeSourceAsync()
    {
        await RunAsync(Invariant($"""
            create unlogged table source_entry as select * from intake.entry where district_id = {_districtId.Value} and service_month = '{_month:yyyy-MM-dd}';
            create unlogged table source_finding as select * from intake.finding where district_id = {_districtId.Value} and service_month = '{_month:yyyy-MM-dd}';
            create unlogged table source_flagged as select * from intake.flagged_entry where district_id = {_districtId.Value} and service_month = '{_month:yyyy-MM-dd}';
            analyze source_entry, source_finding, source_flagged;
            """));
        _entryColumns = await ColumnsAsync("intake.entry");
        _findingColumns = await ColumnsAsync("intake.finding");
        _flaggedColumns = await ColumnsAsync("intake.flagged_entry");
        _runColumns = await ColumnsAsync("intake.check_run");
    }

    private Task AddDistrictsAsync() => RunAsync(Invariant($"""
        insert into ops.district (code, name, state, time_zone, npi, tax_id, street, city, state_code, postal_code, phone, pack, settings)
        select size || '-' || g, 'District ' || g, state, time_zone, npi, tax_id, street, city, state_code, postal_code, phone, pack, settings
        from ops.district, (values ('middling', {_size.MiddlingDistricts}), ('small', {_size.SmallDistricts})) as sizes (size, most), generate_series(1, most) g
        where district_id = {_districtId.Value};
        """));

    private async Task FillLargeMonthsAsync()
    {
        var middling = await DistrictsAsync("middling");
        var own = Enumerable.Range(1, _size.Months - 1).Select(back => LargeMonth(_districtId.Value, back, Whole));
        var others = middling.SelectMany(district => Enumerable.Range(0, _size.Months).Select(back => LargeMonth(district, back, Middling)));
        await InTwoAsync(own.Concat(others));
    }

    private string LargeMonth(int district, int back, string which)
    {
        var month = _month.AddMonths(-back);
        var suffix = Invariant($"{district}_{month:yyyyMM}");
        var of = Invariant($"{district}, '{month:yyyy-MM-dd}'");
        return Invariant($"""
            select intake.new_month_tables({of});
            {Copy("entry", suffix, _entryColumns, Invariant($"{district}"), Invariant($"{back}"), $"source_entry e where {which}")}
            {Copy("finding", suffix, _findingColumns, Invariant($"{district}"), Invariant($"{back}"), $"source_finding e where {which}")}
            select intake.index_month_tables({of}, 0), intake.index_month_tables({of}, 1);
            select intake.attach_month_tables({of});
            """);
    }

    /// <summary>The default partitions are filled apart and indexed when they are attached. What was in them comes along.</summary>
    private async Task FillSmallMonthsAsync()
    {
        await RunAsync("""
            create table intake.entry_small (like intake.entry including defaults including constraints);
            create table intake.finding_small (like intake.finding including defaults including constraints);
            insert into intake.entry_small select * from intake.entry_default;
            insert into intake.finding_small select * from intake.finding_default;
            """);
        await InTwoAsync(Enumerable.Range(0, 2).SelectMany(half => new[]
        {
            Copy("entry", "small", _entryColumns, "d.district_id", "m.back", $"source_entry e, {SmallMonths(half)} where {Small}"),
            Copy("finding", "small", _findingColumns, "d.district_id", "m.back", $"source_finding e, {SmallMonths(half)} where {Small}"),
        }));
        await InTwoAsync(new[] { "entry", "finding" }.Select(table => $"""
            begin;
            alter table intake.{table} detach partition intake.{table}_default;
            drop table intake.{table}_default;
            alter table intake.{table}_small rename to {table}_default;
            alter table intake.{table} attach partition intake.{table}_default default;
            commit;
            """));
    }

    private string SmallMonths(int half) => Invariant(
        $"(select district_id from ops.district where code like 'small-%' and district_id % 2 = {half}) d, generate_series(0, {_size.Months - 1}) m (back)");

    /// <param name="to">The end of the table's name.</param>
    /// <param name="back">Months before the measured one.</param>
    private string Copy(string table, string to, IReadOnlyList<string> columns, string district, string back, string from) =>
        $"insert into intake.{table}_{to} ({string.Join(", ", columns)}) select {string.Join(", ", Moved(columns, district, back))} from {from};";

    private IEnumerable<string> Moved(IEnumerable<string> columns, string district, string back) => columns.Select(column => column switch
    {
        "district_id" => district,
        "service_month" or "service_date" or "makeup_for" => $"(e.{column} - make_interval(months => {back}))::date",
        "signed_at" or "cosigned_at" or "started_at" => $"e.{column} - make_interval(months => {back})",
        "entry_id" => Invariant($"e.entry_id + {back} * {_idsBetweenMonths}"),
        "check_run_id" or "cleared_run_id" => Invariant($"e.{column} + {back} * {RunsBetweenMonths}"),
        _ => $"e.{column}",
    });

    private Task FlagAsync() => RunAsync(Invariant($"""
        insert into intake.flagged_entry ({string.Join(", ", _flaggedColumns)})
        select {string.Join(", ", Moved(_flaggedColumns, "d.district_id", "m.back"))}
        from ops.district d, generate_series(0, {_size.Months - 1}) m (back), source_flagged e
        where case when d.district_id = {_districtId.Value} then m.back > 0 and {Whole}
                   when d.code like 'middling-%' then {Middling}
                   when d.code like 'small-%' then {Small} end;
        """));

    private Task AddRunsAsync() => RunAsync(Invariant($"""
        insert into intake.check_run ({string.Join(", ", _runColumns)})
        select {string.Join(", ", Moved(_runColumns, "d.district_id", "m.back"))}
        from intake.check_run e, ops.district d, generate_series(0, {_size.Months - 1}) m (back)
        where e.district_id = {_districtId.Value}
          and (d.code like 'small-%' or d.code like 'middling-%' or (d.district_id = {_districtId.Value} and m.back > 0));
        update ops.counter set next_value = next_value + {_size.Months * RunsBetweenMonths} where district_id = {_districtId.Value} and name = 'check-run';
        update ops.counter set next_value = next_value + {_size.Months * _idsBetweenMonths} where district_id = {_districtId.Value} and name = 'entry';
        """));

    private Task PayAsync() => InTwoAsync(Enumerable.Range(1, _size.Months - 1).Select(
        back => PaidMonth.Script(_districtId, _month.AddMonths(-back), back, back * _idsBetweenMonths)));

    /// <summary>Scripts of which no two write the same rows, by two connections.</summary>
    private Task InTwoAsync(IEnumerable<string> scripts) => Parallel.ForEachAsync(
        scripts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (script, _) => await RunAsync(script));

    private async Task RunAsync(string script)
    {
        await using var command = _database.CreateCommand(script);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(string table) => await ListAsync<string>(
        $"select attname::text from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped order by attnum");

    private async Task<IReadOnlyList<int>> DistrictsAsync(string size) =>
        await ListAsync<int>($"select district_id from ops.district where code like '{size}-%' order by district_id");

    private async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await reader.ReadAsync())
        {
            list.Add(reader.GetFieldValue<T>(0));
        }

        return list;
    }
}

/// <summary>How much <see cref="FullStore"/> writes.</summary>
/// <param name="RowsOfMonth">Of the measured district.</param>
/// <param name="Months">With the measured one, the last.</param>
public sealed record StoreSize(int RowsOfMonth, int Months, int MiddlingDistricts, int SmallDistricts)
{
    /// <summary>So many entries, ten million to be usual: an eighth of them the measured district's, a third the middling districts'.</summary>
    public static StoreSize Of(int rows) => new(rows / 96, Months: 12, MiddlingDistricts: 7, SmallDistricts: 336);
}
