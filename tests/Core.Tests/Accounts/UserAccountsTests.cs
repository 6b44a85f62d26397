using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Accounts;

public sealed class UserAccountsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 9, 17, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_account_is_found_by_its_address_in_any_case_and_keeps_no_password()
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var password = RandomPassword.Create();

        var added = await UserAccounts.AddAsync(connection, new(districtId, " Ann@Example.org ", "Ann Lee", UserRole.Clerk), password, _clock);

        var found = await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize("ann@example.ORG"));
        Assert.Equal(added, found);
        Assert.Equal("Ann@Example.org", found!.Email);
        Assert.DoesNotContain(password, found.PasswordHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_has_one_account_in_all_districts()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await AddAsync("one@example.org");

        await Assert.ThrowsAsync<AccountException>(() => AddAsync("ONE@example.org"));

        async Task AddAsync(string email) => await UserAccounts.AddAsync(
            connection, new(await database.CreateDistrictAsync(), email, "One", UserRole.Admin), RandomPassword.Create(), _clock);
    }

    [Theory]
    [InlineData("no address", "Ann", UserRole.Clerk, null, "long enough to be one")]
    [InlineData("a@b.c", "", UserRole.Clerk, null, "long enough to be one")]
    [InlineData("a@b.c", "Ann", "boss", null, "long enough to be one")]
    [InlineData("a@b.c", "Ann", UserRole.Provider, null, "long enough to be one")]
    [InlineData("a@b.c", "Ann", UserRole.Clerk, 7L, "long enough to be one")]
    [InlineData("a@b.c", "Ann", UserRole.Clerk, null, "short")]
    public async Task What_cannot_be_an_account_is_refused(string email, string name, string role, long? providerId, string password)
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();

        await Assert.ThrowsAsync<AccountException>(
            () => UserAccounts.AddAsync(connection, new(districtId, email, name, role, providerId), password, _clock));
    }

    [Fact]
    public async Task The_second_of_two_writers_is_told()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var first = await UserAccounts.AddAsync(
            connection, new(await database.CreateDistrictAsync(), "two@example.org", "Two", UserRole.Admin), RandomPassword.Create(), _clock);
        var second = await UserAccounts.FindByIdAsync(connection, first.UserId);

        Assert.True(await UserAccounts.UpdateAsync(connection, first));
        Assert.False(await UserAccounts.UpdateAsync(connection, second!));
    }

    [Fact]
    public void Random_passwords_are_readable_and_differ()
    {
        var passwords = Enumerable.Range(0, 100).Select(_ => RandomPassword.Create()).ToList();

        Assert.All(passwords, password => Assert.Matches("^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$", password));
        Assert.Distinct(passwords);
    }
}
