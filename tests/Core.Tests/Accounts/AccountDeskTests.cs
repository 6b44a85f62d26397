using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;
using Microsoft.AspNetCore.Identity;

namespace MedicaidLogs.Core.Tests.Accounts;

public sealed class AccountDeskTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Why = "Asked for in writing";

    private static readonly Actor _command = Actor.Command("test");
    private static readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));
    private static int _people;

    private AccountDesk Desk => new(database.DataSource, _clock);

    [Fact]
    public async Task A_first_password_runs_out_and_is_kept_as_a_hash_alone()
    {
        var added = await AddAsync(await database.CreateDistrictAsync(), UserRole.Clerk);

        Assert.Equal(_clock.GetUtcNow() + AccountDesk.FirstPasswordHolds, added.Password!.Until);
        Assert.Equal(added.Password.Until, added.Account.FirstPasswordUntil);
        Assert.Equal(
            PasswordVerificationResult.Success,
            new PasswordHasher<UserAccount>().VerifyHashedPassword(added.Account, added.Account.PasswordHash!, added.Password.Text));
        Assert.Equal(0, await CountAsync($"ops.audit_event where detail::text like '%{added.Password.Text}%'"));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var districtId = await database.CreateDistrictAsync();
        var last = (await AddAsync(districtId, UserRole.Admin)).Account;
        await AddAsync(await database.CreateDistrictAsync(), UserRole.Admin); // another district's does not count

        var off = await Assert.ThrowsAsync<AccountException>(() => Desk.SwitchOffAsync(districtId, last.UserId, _command, Why));
        await Assert.ThrowsAsync<AccountException>(() => ChangeAsync(last, UserRole.Clerk, _command));

        Assert.Contains("last administrator", off.Message, StringComparison.Ordinal);
        await AddAsync(districtId, UserRole.Admin);
        Assert.True(await Desk.SwitchOffAsync(districtId, last.UserId, _command, Why));
    }

    [Fact]
    public async Task Two_administrators_who_switch_each_other_off_at_once_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var districtId = await database.CreateDistrictAsync();
            var (one, other) = ((await AddAsync(districtId, UserRole.Admin)).Account, (await AddAsync(districtId, UserRole.Admin)).Account);

            var outcomes = await Task.WhenAll(OffAsync(one, by: other), OffAsync(other, by: one));

            Assert.Equal(1, outcomes.Count(isOff => isOff));
            Assert.Equal(1, await CountAsync($"ops.user_account where district_id = {districtId} and disabled_at is null"));
        }

        async Task<bool> OffAsync(UserAccount account, UserAccount by)
        {
            try
            {
                return await Desk.SwitchOffAsync(account.DistrictId, account.UserId, Actor.User(by.UserId), Why);
            }
            catch (AccountException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Nobody_takes_their_own_work_away()
    {
        var districtId = await database.CreateDistrictAsync();
        await AddAsync(districtId, UserRole.Admin);
        var own = (await AddAsync(districtId, UserRole.Admin)).Account;
        var who = Actor.User(own.UserId);

        await Assert.ThrowsAsync<AccountException>(() => Desk.SwitchOffAsync(districtId, own.UserId, who, Why));
        await Assert.ThrowsAsync<AccountException>(() => ChangeAsync(own, UserRole.Clerk, who));
        await Assert.ThrowsAsync<AccountException>(() => Desk.NewPasswordAsync(districtId, own.UserId, who, Why));
    }

    [Fact]
    public async Task A_change_over_somebody_elses_is_refused()
    {
        var districtId = await database.CreateDistrictAsync();
        var account = (await AddAsync(districtId, UserRole.Clerk)).Account;

        Assert.True(await ChangeAsync(account, UserRole.Finance, _command));
        var late = await Assert.ThrowsAsync<AccountException>(() => ChangeAsync(account, UserRole.Auditor, _command));

        Assert.Contains("while you were at it", late.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync($"ops.user_account where user_id = '{account.UserId}' and role = 'finance'"));
    }

    [Fact]
    public async Task What_was_done_is_in_the_audit_trail_with_who_why_and_what_was_before()
    {
        var districtId = await database.CreateDistrictAsync();
        var account = (await AddAsync(districtId, UserRole.Clerk)).Account;
        const string changed = """{"changes": {"role": {"before": "clerk", "after": "finance"}}}""";

        await ChangeAsync(account, UserRole.Finance, _command);
        await Desk.SwitchOffAsync(districtId, account.UserId, _command, Why);
        await Desk.SwitchOffAsync(districtId, account.UserId, _command, Why);

        Assert.Equal(1, await CountAsync($$"""
            ops.audit_event where district_id = {{districtId}} and action = 'account.changed' and subject_id = '{{account.UserId}}'
            and actor = 'command:test' and reason = '{{Why}}'
            and detail = '{{changed}}'
            """));
        Assert.Equal(1, await CountAsync($"ops.audit_event where district_id = {districtId} and action = 'account.switched-off'"));
    }

    [Fact]
    public async Task Another_districts_account_is_not_there()
    {
        var account = (await AddAsync(await database.CreateDistrictAsync(), UserRole.Clerk)).Account;

        Assert.False(await Desk.SwitchOffAsync(await database.CreateDistrictAsync(), account.UserId, _command, Why));
        Assert.Equal(1, await CountAsync($"ops.user_account where user_id = '{account.UserId}' and disabled_at is null"));
    }

    private Task<AddedAccount> AddAsync(DistrictId districtId, string role) => Desk.AddAsync(
        new(districtId, $"person{Interlocked.Increment(ref _people)}@desk.example", "Some Body", role), withPassword: true, _command, Why);

    private Task<bool> ChangeAsync(UserAccount account, string role, Actor who) => Desk.ChangeAsync(
        new(account.DistrictId, account.Email, account.DisplayName, role),
        account.UserId,
        AccountDesk.TokenOf(account.Email, account.DisplayName, account.Role, account.ProviderId),
        who,
        Why);

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }
}
