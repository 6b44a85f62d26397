using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Claims;

public sealed class ClaimReleaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_second_person_releases_and_the_trail_says_who()
    {
        var (month, built, clerk) = await BuiltByAsync(UserRole.Clerk);
        var finance = await month.District.PersonAsync(UserRole.Finance);

        Assert.IsType<ReleaseOutcome.SamePerson>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, clerk));
        var released = Assert.IsType<ReleaseOutcome.Released>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, finance));
        Assert.IsType<ReleaseOutcome.ReleasedBefore>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, clerk));

        Assert.False(released.Alone);
        Assert.Equal([$"user:{finance}"], await month.QueryAsync<string>("select released_by from billing.claim_release where district_id = @DistrictId"));
        Assert.Equal([($"user:{finance}", "false")], await AuditedAsync(month));
    }

    [Fact]
    public async Task Where_the_district_allows_it_one_person_does_both_and_the_trail_says_so()
    {
        var (month, built, clerk) = await BuiltByAsync(UserRole.Clerk);
        await month.ExecuteAsync("""update ops.district set settings = settings || '{"secondPersonReleases": false}' where district_id = @DistrictId""");

        var released = Assert.IsType<ReleaseOutcome.Released>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, clerk));

        Assert.True(released.Alone);
        Assert.Equal([($"user:{clerk}", "true")], await AuditedAsync(month));
    }

    [Theory]
    [InlineData(UserRole.Clerk, true)]
    [InlineData(UserRole.Finance, true)]
    [InlineData(UserRole.Admin, true)]
    [InlineData(UserRole.Auditor, false)]
    public async Task Some_roles_release(string role, bool may)
    {
        var (month, built, _) = await BuiltByAsync(UserRole.Clerk);
        var person = await month.District.PersonAsync(role);

        Assert.Equal(may, await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, person) is ReleaseOutcome.Released);
    }

    [Fact]
    public async Task Nobody_of_another_district_releases_and_no_disabled_account()
    {
        var (month, built, _) = await BuiltByAsync(UserRole.Clerk);
        var stranger = await (await StoredDistrict.CreateAsync(database)).PersonAsync(UserRole.Admin);
        var gone = await month.District.PersonAsync(UserRole.Admin);
        await month.ExecuteAsync($"update ops.user_account set disabled_at = created_at where user_id = '{gone}'");

        Assert.IsType<ReleaseOutcome.NotAllowed>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, stranger));
        Assert.IsType<ReleaseOutcome.NotAllowed>(await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, gone));
        Assert.IsType<WithdrawalOutcome.NotAllowed>(await month.Release.WithdrawAsync(month.DistrictId, built.ClaimRunId, stranger, "no"));
    }

    [Fact]
    public async Task What_is_not_released_is_not_handed_out()
    {
        var (month, _, _) = await BuiltByAsync(UserRole.Clerk);
        await using var connection = await database.DataSource.OpenConnectionAsync();

        var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, month.DistrictId, ClaimMonth.October));

        Assert.True(file.Waits);
        await Assert.ThrowsAsync<InvalidOperationException>(() => file.SaveAsync(connection, month.DistrictId, Path.GetTempPath()));
    }

    [Fact]
    public async Task A_withdrawn_files_sessions_are_ready_again_and_its_numbers_stay_used()
    {
        var (month, built, clerk) = await BuiltByAsync(UserRole.Clerk);

        var withdrawn = Assert.IsType<WithdrawalOutcome.Withdrawn>(
            await month.Release.WithdrawAsync(month.DistrictId, built.ClaimRunId, clerk, "a rate was wrong"));
        Assert.IsType<WithdrawalOutcome.WithdrawnBefore>(await month.Release.WithdrawAsync(month.DistrictId, built.ClaimRunId, clerk, "again"));
        Assert.IsType<ReleaseOutcome.Withdrawn>(
            await month.Release.ReleaseAsync(month.DistrictId, built.ClaimRunId, await month.District.PersonAsync(UserRole.Admin)));
        var next = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal(2, withdrawn.Sessions);
        Assert.Equal(built.Totals, next.Totals);
        Assert.Equal([(1L, 1), (2L, 2)], await month.QueryAsync<(long, int)>(
            "select claim_run_id, control_number from billing.claim_run where district_id = @DistrictId order by 1"));
        Assert.Equal([1L, 2L, 3L, 4L], await month.QueryAsync<long>("select claim_id from billing.claim where district_id = @DistrictId order by 1"));
        Assert.Equal([("ready", 0L), ("batched", 4_000L)], await BucketsAsync(month));
    }

    [Fact]
    public async Task A_released_file_is_not_withdrawn()
    {
        var (month, built, clerk) = await BuiltByAsync(UserRole.Clerk);
        await month.ReleaseAsync(built.ClaimRunId);

        Assert.IsType<WithdrawalOutcome.Released>(await month.Release.WithdrawAsync(month.DistrictId, built.ClaimRunId, clerk, "too late"));
    }

    [Theory, InlineData("277CA"), InlineData("999"), InlineData("835")]
    public async Task A_file_that_a_payer_has_answered_is_not_withdrawn(string answer)
    {
        var (month, built, clerk) = await BuiltByAsync(UserRole.Clerk);
        var facts = new PayerFacts(database, month.DistrictId);
        await (answer switch
        {
            "277CA" => facts.AnswerAsync(1, "accepted"),
            "999" => facts.AnswerRunAsync("accepted", "A"),
            _ => facts.PayAsync(new PaidLine(1, Paid: 2_000)),
        });

        Assert.IsType<WithdrawalOutcome.Answered>(await month.Release.WithdrawAsync(month.DistrictId, built.ClaimRunId, clerk, "a rate was wrong"));
    }

    private async Task<(ClaimMonth Month, ClaimRunOutcome.Built Built, Guid Who)> BuiltByAsync(string role)
    {
        var month = await ClaimMonth.CreateAsync(database);
        var who = await month.District.PersonAsync(role);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        await month.CloseAsync();
        return (month, Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(who: Actor.User(who))), who);
    }

    private static Task<List<(string, string)>> AuditedAsync(ClaimMonth month) => month.QueryAsync<(string, string)>(
        "select actor, detail ->> 'alone' from ops.audit_event where district_id = @DistrictId and action = 'claims.released'");

    private static Task<List<(string, long)>> BucketsAsync(ClaimMonth month) => month.QueryAsync<(string, long)>(
        """
        select bucket, sum(cents)::bigint
        from (select bucket, cents from billing.ledger where district_id = @DistrictId and service_month = '2026-10-01'
              union all select 'ready', 0) l
        group by bucket order by sum(cents)
        """);
}
