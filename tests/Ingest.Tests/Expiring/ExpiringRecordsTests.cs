using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Expiring;

/// <summary>As of November 9, 2026; what has its last day from October 10 to December 9 is asked for.</summary>
public sealed class ExpiringRecordsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _today = new(2026, 11, 9);

    [Fact]
    public async Task Nothing_runs_out_where_everything_is_in_order() => Assert.Empty(await ListAsync(new DistrictBuilder()));

    [Fact]
    public async Task A_licence_runs_out_with_what_rests_on_it()
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder().Change((Provider provider) => provider with
        {
            Credentials = [new("SLP", new(2024, 1, 1), new(2026, 11, 20), "L-1", "")],
        }));
        await district.LogAsync(An.Entry().Id(1).On(new DateOnly(2026, 10, 6)).At(9, 0, 30), An.Entry().Id(2).On(new DateOnly(2026, 10, 8)).At(9, 0, 30));

        var record = Assert.Single(await ListAsync(district));

        Assert.Equal((ExpiringKind.Credential, "SLP", new DateOnly(2026, 11, 20)), (record.Kind, record.What, record.LastDay));
        Assert.Equal((2, 4_000), (record.Entries, record.DependentCents));
    }

    [Fact]
    public async Task A_licence_that_was_renewed_does_not_run_out() => Assert.Empty(await ListAsync(new DistrictBuilder().Change((Provider provider) => provider with
    {
        Credentials = [new("SLP", new(2024, 1, 1), new(2026, 11, 20), "L-1", ""), new("SLP", new(2026, 11, 21), new(2028, 11, 20), "L-1", "")],
    })));

    [Fact]
    public async Task Who_has_left_needs_nothing_renewed() => Assert.Empty(await ListAsync(new DistrictBuilder().Change((Provider provider) => provider with
    {
        EmployedTo = new(2026, 10, 30),
        Credentials = [new("SLP", new(2024, 1, 1), new(2026, 11, 20), "L-1", "")],
    })));

    [Theory]
    [InlineData("2025-11-20", ExpiringKind.Notice)] // twelve months
    [InlineData("2026-08-01", null)]
    public async Task The_yearly_notice_of_a_consent_runs_out(string notice, string? kind) => Assert.Equal(
        kind,
        (await ListAsync(new DistrictBuilder().Change((Student student) => student with
        {
            Consents = [new(1, "granted", new(2025, 8, 1), DateOnly.Parse(notice, System.Globalization.CultureInfo.InvariantCulture))],
        }))).SingleOrDefault()?.Kind);

    [Fact]
    public async Task No_notice_is_needed_after_a_refusal() => Assert.Empty(await ListAsync(new DistrictBuilder().Change((Student student) => student with
    {
        Consents = [new(1, "granted", new(2025, 8, 1), new(2025, 11, 20)), new(2, "revoked", new(2026, 9, 1), null)],
    })));

    [Fact]
    public async Task Plans_orders_authorizations_and_eligibility_run_out_on_their_last_days()
    {
        var found = await ListAsync(new DistrictBuilder().Change((Student student) => student with
        {
            Plans = [student.Plans[0] with { To = new(2026, 11, 30) }],
            Orders = [new(1, "SPEECH", new(2026, 8, 15), new(2026, 12, 1), "1234567893", ["F802"])],
            Authorizations = [new(1, "PA-1", "SPEECH", new(2026, 8, 1), new(2026, 12, 2), null)],
            Eligibility = [new(1, new(2026, 1, 1), new(2026, 12, 3), OtherCoverage: false)],
        }));

        Assert.Equal(
            [ExpiringKind.Plan, ExpiringKind.Order, ExpiringKind.Authorization, ExpiringKind.Eligibility], found.Select(record => record.Kind));
    }

    [Fact]
    public async Task A_page_goes_on_after_the_last_one()
    {
        var builder = new DistrictBuilder();
        foreach (var id in Enumerable.Range(2, 4))
        {
            builder.With(DistrictBuilder.Student($"S{id}", id) with { Eligibility = [new(id, new(2026, 1, 1), new(2026, 11, 30), OtherCoverage: false)] });
        }

        var district = await StoredDistrict.CreateAsync(database, builder);
        var first = await ListAsync(district, query => query with { Limit = 3 });
        var rest = await ListAsync(district, query => query with { Limit = 3, After = first[^1].Place });

        Assert.Equal([2L, 3, 4, 5], first.Concat(rest).Select(record => record.StudentId!.Value));
    }

    private async Task<IReadOnlyList<ExpiringRecord>> ListAsync(DistrictBuilder builder) => await ListAsync(await StoredDistrict.CreateAsync(database, builder));

    private async Task<IReadOnlyList<ExpiringRecord>> ListAsync(StoredDistrict district, Func<ExpiringQuery, ExpiringQuery>? narrow = null)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var query = new ExpiringQuery(_today.AddDays(-30), _today.AddDays(30), new(2026, 10, 1), _today);
        return await ExpiringRecords.PageAsync(connection, district.District, narrow?.Invoke(query) ?? query, default);
    }
}
