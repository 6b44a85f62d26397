using Dapper;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Entries;

/// <summary>Verdicts do not depend on which file a session came in, or on the order of files and rows.</summary>
public sealed class FileSplitProperties(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Sessions = 60;

    // Ids follow the order of coming in, and DUP_LOG shows a line number: neither says anything of the session.
    private const string SaidSql = """
        select concat_ws(' ', e.row_id, e.student_id, e.provider_id, e.grid_row_id, e.procedure, e.delivered, e.billable, e.value_cents,
               (select string_agg(f.code || ' ' || f.severity, ' ' order by f.code, f.severity) from intake.finding f
                where f.district_id = e.district_id and f.service_month = e.service_month and f.entry_id = e.entry_id
                  and f.entry_version = e.version and f.cleared_run_id is null))
        from intake.entry e
        where e.district_id = @DistrictId
        order by e.row_id
        """;

    private static readonly DateOnly[] _days =
    [
        .. new[] { 28, 29, 30 }.Select(day => new DateOnly(2026, 9, day)),
        .. new[] { 1, 2, 5, 6, 30 }.Select(day => new DateOnly(2026, 10, day)),
        .. new[] { 2, 3 }.Select(day => new DateOnly(2026, 11, day)),
    ];

    [Theory]
    [InlineData(1, "2 x 30 min per week")]
    [InlineData(2, "3 x 30 min every 4 weeks")]
    [InlineData(3, "150 min per year")]
    [InlineData(4, "2 per 6-day cycle")]
    [InlineData(5, "60 min per month")]
    public async Task One_file_or_many_in_any_order_come_to_the_same(int seed, string frequency)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(1, Sessions).Select(id => Session(id, random)).Select(log => (log.RowId, log.Log)).ToArray();
        var inOne = await StoredDistrict.CreateAsync(database, District(frequency));
        var inMany = await StoredDistrict.CreateAsync(database, District(frequency));

        await inOne.TakeInAsync("district", rows);
        random.Shuffle(rows);
        foreach (var file in rows.Chunk(random.Next(5, 25)))
        {
            await inMany.TakeInAsync("district", file);
        }

        await inMany.CheckStaleMonthsAsync();
        Assert.Equal(await SaidAsync(inOne), await SaidAsync(inMany));
    }

    [Fact]
    public async Task A_group_whose_members_come_in_different_files_is_one_group()
    {
        var district = await StoredDistrict.CreateAsync(database, District("2 x 30 min per week"));
        (string, SessionLog) Member(string student) => (student, An.Entry().For(student).Of("SPEECH", SessionMode.Group)
            .Log(log => log with { GroupKey = "G1" }).Alone().Log);

        await district.TakeInAsync("district", Member("S1"));
        Assert.Contains("GRP_SIZE reject", Assert.Single(await SaidAsync(district)), StringComparison.Ordinal);

        await district.TakeInAsync("vendor", Member("S2"));
        Assert.DoesNotContain(await SaidAsync(district), said => said.Contains("GRP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_of_different_files_overlap()
    {
        var district = await StoredDistrict.CreateAsync(database, District("2 x 30 min per week"));

        await district.TakeInAsync("district", ("a", An.Entry().Alone().Log));
        await district.TakeInAsync("vendor", ("b", An.Entry().For("S2").At(9, 15, 30).Alone().Log));

        Assert.All(await SaidAsync(district), said => Assert.EndsWith("OVL_PROVIDER reject", said, StringComparison.Ordinal));
    }

    private async Task<List<string>> SaidAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(SaidSql, new { district.DistrictId })];
    }

    private static DistrictBuilder District(string frequency)
    {
        var district = new DistrictBuilder()
            .Change((Provider provider) => provider with { ScreenedOn = new(2026, 11, 2) })
            .With(DistrictBuilder.Provider("P2", 2, "OT") with { ScreenedOn = new(2026, 11, 2) });
        for (var number = 1; number <= 3; number++)
        {
            var student = DistrictBuilder.Student($"S{number}", number);
            district.With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 10 + number, Service = "OT" }],
                Plans =
                [
                    DistrictBuilder.Plan(number,
                    [
                        DistrictBuilder.Row(number, "SPEECH", frequency, mode: null),
                        DistrictBuilder.Row(10 + number, "OT", "600 min per week", mode: null),
                    ]),
                ],
            });
        }

        return district;
    }

    private static (string RowId, SessionLog Log) Session(int id, Random random)
    {
        var (provider, service) = One([("P1", "SPEECH"), ("P1", "SPEECH"), ("P2", "OT")], random);
        var entry = An.Entry().Id(id).For(One(["S1", "S2", "S3", "S404"], random)).By(provider)
            .Of(service, One([SessionMode.Individual, SessionMode.Individual, SessionMode.Group], random))
            .On(One(_days, random)).At(9 + random.Next(3), 15 * random.Next(4), One([5, 20, 30], random))
            .Log(log => log with
            {
                Attendance = One(["P", "P", "P", "SNA"], random),
                GroupKey = log.Mode == SessionMode.Group ? One(["", "G1"], random) : "",
                MakeupFor = random.Next(5) == 0 ? log.Date.AddDays(-random.Next(1, 9)) : null,
                Place = One(["school", "school", "the moon"], random),
            })
            .Alone();
        return (entry.RowId, entry.Log);
    }

    private static T One<T>(T[] values, Random random) => values[random.Next(values.Length)];
}
