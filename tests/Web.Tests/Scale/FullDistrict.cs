using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Plans;
using MedicaidLogs.TestKit.Scale;
using MedicaidLogs.Web.Tests.Security;
using Npgsql;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>
/// The district of the access matrix with <see cref="Sessions"/> sessions in its month and ten paid months before it, in a store where
/// <see cref="Others"/> other districts have as much; the pages' plans are kept.
/// </summary>
public class FullDistrict : GuardedDistrict
{
    public const int Sessions = Students * Days;

    public const int Others = 16;

    private const int Students = 40;
    private const int Days = 6;
    private const int Providers = 8;
    private const int FirstStudent = 101;
    private const int FirstSession = 15;

    /// <summary>The access matrix's ids, which begin at 11, are claim runs and remittances too.</summary>
    public const int Months = 11;

    private static readonly DateOnly _month = new(2026, 10, 1);

    /// <summary>The months of so small a district stand in the partition that all share.</summary>
    private const string SmallMonths = """
        do $$
        declare month record;
        begin
            for month in
                select i.inhparent::regclass as whole, i.inhrelid::regclass as part
                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent in ('intake.entry'::regclass, 'intake.finding'::regclass) and c.relname not like '%default'
            loop
                execute format('alter table %s detach partition %s', month.whole, month.part);
                execute format('insert into %s select * from %s', month.whole, month.part);
                execute format('drop table %s', month.part);
            end loop;
        end $$
        """;

    private const string TableSizes = """
        select c.relname::text, c.relpages,
               (xpath('//n/text()', query_to_xml(format('select count(*) as n from %s where district_id = %s', c.oid::regclass, @districtId), false, true, '')))[1]::text::bigint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('ops', 'intake', 'billing') and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district_id')
        """;

    private PlanLog? _plans;

    /// <summary>Of what the pages asked.</summary>
    public PlanLog Plans => _plans ??= new(ConnectionString);

    /// <summary>Of each table that names a district, and of each partition.</summary>
    public IReadOnlyDictionary<string, TableSize> Sizes { get; private set; } = new Dictionary<string, TableSize>();

    protected override NpgsqlDataSource PagesDataSource => Plans.DataSource;

    protected override IReadOnlyList<EntryBuilder> MoreSessions => [.. Enumerable.Range(0, Sessions).Select(Session)];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await FullStore.FillAsync(DataSource, DistrictId, _month, new StoreSize(RowsOfMonth: 1_000_000, Months, MiddlingDistricts: 0, SmallDistricts: 0));
        await ExecuteAsync(SmallMonths);
        await PastWork.AddAsync(DataSource, DistrictId, _month);
        await OtherDistricts.AddAsync(DataSource, DistrictId, Others);
        Sizes = await SizesAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Plans.DisposeAsync();
    }

    protected override void Crowd(DistrictBuilder district)
    {
        for (var student = 0; student < Students; student++)
        {
            var id = FirstStudent + student;
            district.With(DistrictBuilder.Student($"S{id}", id) with
            {
                MedicaidId = $"1{id:0000000000}",
                Enrolments = [new(student % 2 == 0 ? "MAIN" : "NORTH", DistrictBuilder.YearBegins, null)],
            });
        }

        for (var provider = 3; provider <= Providers; provider++)
        {
            district.With(DistrictBuilder.Provider($"P{provider}", provider));
        }
    }

    /// <summary>On Wednesdays and Fridays; every tenth names no objective.</summary>
    private static EntryBuilder Session(int number)
    {
        var (day, student) = Math.DivRem(number, Students);
        return An.Entry().Id(FirstSession + number).For($"S{FirstStudent + student}").By($"P{1 + (student % Providers)}")
            .On(new DateOnly(2026, 10, 7).AddDays((day / 2 * 7) + (day % 2 * 2)))
            .At(8 + (student / Providers), 0, 30)
            .Log(log => log with { Objective = number % 10 == 0 ? "" : log.Objective });
    }

    private async Task ExecuteAsync(string script)
    {
        await using var command = DataSource.CreateCommand(script);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<IReadOnlyDictionary<string, TableSize>> SizesAsync()
    {
        await using var command = DataSource.CreateCommand(TableSizes);
        command.Parameters.AddWithValue("districtId", DistrictId.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var sizes = new Dictionary<string, TableSize>();
        while (await reader.ReadAsync())
        {
            sizes.Add(reader.GetString(0), new(reader.GetInt32(1), reader.GetInt64(2)));
        }

        return sizes;
    }
}

/// <param name="Pages">Of 8 kB.</param>
/// <param name="OwnRows">Of the district whose pages are asked for.</param>
public sealed record TableSize(int Pages, long OwnRows);
