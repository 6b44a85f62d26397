using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;

namespace MedicaidLogs.Web.Tests.Accounts;

public sealed partial class TwoFactorTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Page = "/account/two-factor";

    [Fact]
    public async Task After_the_password_a_code_is_asked_for_and_no_code_counts_twice()
    {
        var (email, key, _) = await EnrolAsync("replay");
        var next = CodeOf(key, stepsOff: 1);

        using (var client = await HalfwayAsync(email))
        {
            using var desk = await client.GetAsync("/clerk");
            Assert.StartsWith("/account/sign-in", desk.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            Assert.False(await IsInAsync(client, CodeOf(key, stepsOff: 0))); // it turned the second factor on
            Assert.True(await IsInAsync(client, next));
        }

        using var again = await HalfwayAsync(email);
        Assert.False(await IsInAsync(again, next));
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_the_audit_trail_knows()
    {
        var (email, _, recovery) = await EnrolAsync("recovery");
        Assert.Equal(10, recovery.Length);

        using (var client = await HalfwayAsync(email))
        {
            Assert.True(await IsInAsync(client, recovery[0].ToLowerInvariant()));
        }

        using var again = await HalfwayAsync(email);
        Assert.False(await IsInAsync(again, recovery[0]));
        Assert.True(await IsInAsync(again, recovery[1]));
        Assert.Equal(2, await CountAsync(
            $"ops.audit_event where action = 'account.recovery-code-used' and subject_id = '{await UserIdAsync(email)}'"));
        Assert.Equal(0, await CountAsync($"ops.user_account where '{recovery[2]}' = any(recovery_codes)"));
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("AAAAA-BBBBB")]
    public async Task Wrong_codes_lock_the_account_even_for_a_right_one(string wrong)
    {
        var (email, key, recovery) = await EnrolAsync($"locked{wrong.Length}");
        using var client = await HalfwayAsync(email);
        for (var tries = 0; tries < AccountServices.WrongPasswordsBeforeLockout; tries++)
        {
            Assert.False(await IsInAsync(client, wrong));
        }

        Assert.False(await IsInAsync(client, CodeOf(key, stepsOff: 1)));
        Assert.False(await IsInAsync(client, recovery[0]));
    }

    [Fact]
    public async Task A_wrong_code_or_password_turns_nothing_on()
    {
        using var client = await NewClerkAsync("unsure");
        var (offer, key) = await OfferAsync(client);

        Assert.Contains("not the code of now", await TurnOnAsync(client, offer, CodeOf(key, stepsOff: 2), WebFixture.Password), StringComparison.Ordinal);
        Assert.Contains("The password is not right", await TurnOnAsync(client, offer, CodeOf(key, stepsOff: 0), "guess"), StringComparison.Ordinal);
        using var forged = await WebFixture.PostAsync(client, Page + "?handler=on", new() { ["Offer"] = "AAAA", ["Code"] = "000000", ["Password"] = WebFixture.Password });
        Assert.Equal(HttpStatusCode.Redirect, forged.StatusCode);
        Assert.Contains("It is off", await client.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_turned_off_with_a_code()
    {
        var (email, key, recovery) = await EnrolAsync("off");
        using var client = await HalfwayAsync(email);
        Assert.True(await IsInAsync(client, recovery[0]));

        using var wrong = await WebFixture.PostAsync(client, Page + "?handler=off", new() { ["Password"] = CodeOf(key, stepsOff: 0) });
        using var off = await WebFixture.PostAsync(client, Page + "?handler=off", new() { ["Password"] = CodeOf(key, stepsOff: 1) });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (wrong.StatusCode, off.StatusCode));
        using var visitor = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(visitor, email, WebFixture.Password);
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_code_does_not_stand_in_for_the_password_that_is_to_be_changed()
    {
        var (email, key, recovery) = await EnrolAsync("changing");
        using var client = await HalfwayAsync(email);
        Assert.True(await IsInAsync(client, recovery[0]));

        using var byCode = await ChangePasswordAsync(client, CodeOf(key, stepsOff: 1));
        using var byPassword = await ChangePasswordAsync(client, WebFixture.Password);

        Assert.Contains("is not right, or the account is locked", await byCode.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, byPassword.StatusCode);
    }

    [Fact]
    public async Task An_administrator_turns_it_off_and_says_why()
    {
        var (email, _, _) = await EnrolAsync("lost");
        using var admin = await web.SignInAsync(UserRole.Admin);
        var userId = await UserIdAsync(email);

        var page = $"/admin/accounts/{userId}";

        using var silent = await WebFixture.PostAsync(admin, page, new() { ["Act"] = "code-off", ["Why"] = " " }, to: $"{page}?handler=act");
        using var reset = await WebFixture.PostAsync(admin, page, new() { ["Act"] = "code-off", ["Why"] = "Lost the phone" }, to: $"{page}?handler=act");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (silent.StatusCode, reset.StatusCode));
        Assert.Equal(1, await CountAsync($"ops.audit_event where action = 'account.two-factor-off' and subject_id = '{userId}' and reason = 'Lost the phone'"));
        Assert.Equal(0, await CountAsync($"ops.user_account where user_id = '{userId}' and (two_factor_enabled or authenticator_key is not null)"));
    }

    [Fact]
    public async Task An_administrator_of_another_district_does_not_find_the_account()
    {
        var (email, _, _) = await EnrolAsync("elsewhere");
        var other = await web.CreateOtherDistrictAsync();
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await UserAccounts.AddAsync(connection, new(other.DistrictId, "admin@elsewhere.example", "Other Admin", UserRole.Admin), WebFixture.Password, web.Clock);
        }

        using var stranger = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(stranger, "admin@elsewhere.example", WebFixture.Password);

        using var answer = await WebFixture.PostAsync(
            stranger, "/admin/accounts", new() { ["Act"] = "code-off", ["Why"] = "Curious" }, to: $"/admin/accounts/{await UserIdAsync(email)}?handler=act");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void The_page_is_fit_to_be_seen()
    {
        web.Browser.SignIn(UserRole.Finance);
        web.Browser.Open(Page);
        Looks.At(web.Browser, "two-factor");
    }

    /// <summary>A new clerk who turned it on with the code of now.</summary>
    private async Task<(string Email, byte[] Key, string[] Recovery)> EnrolAsync(string name)
    {
        using var client = await NewClerkAsync(name);
        var (offer, key) = await OfferAsync(client);
        var page = await TurnOnAsync(client, offer, CodeOf(key, stepsOff: 0), WebFixture.Password);
        using var desk = await client.GetAsync("/clerk");
        Assert.Equal(HttpStatusCode.OK, desk.StatusCode); // this session goes on
        return ($"{name}@maple-grove.example", key, [.. RecoveryCode().Matches(page).Select(match => match.Groups[1].Value)]);
    }

    private async Task<HttpClient> NewClerkAsync(string name)
    {
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await web.AddUserAsync(connection, UserRole.Clerk, $"{name}@maple-grove.example");
        }

        var client = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(client, $"{name}@maple-grove.example", WebFixture.Password);
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
        return client;
    }

    /// <summary>Somebody who gave the password, and not yet a code.</summary>
    private async Task<HttpClient> HalfwayAsync(string email)
    {
        var client = web.Visitor();
        using var answer = await WebFixture.SignInAsync(client, email, WebFixture.Password);
        Assert.StartsWith("/account/code", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        return client;
    }

    private static async Task<bool> IsInAsync(HttpClient client, string code)
    {
        using var answer = await WebFixture.PostAsync(client, "/account/code", new() { ["Code"] = code });
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    private static Task<HttpResponseMessage> ChangePasswordAsync(HttpClient client, string passwordNow) =>
        WebFixture.PostAsync(client, "/account/password", new() { ["Password"] = passwordNow, ["NewPassword"] = "plumb violet anchors" });

    private static async Task<(string Offer, byte[] Key)> OfferAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(Page);
        return (WebUtility.HtmlDecode(OfferField().Match(page).Groups[1].Value), Decode(KeyText().Match(page).Groups[1].Value));
    }

    private static async Task<string> TurnOnAsync(HttpClient client, string offer, string code, string password)
    {
        using var answer = await WebFixture.PostAsync(
            client, Page + "?handler=on", new() { ["Offer"] = offer, ["Code"] = code, ["Password"] = password });
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>As a device reads the key that is shown.</summary>
    private static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(octet => Convert.ToByte(bits.Substring(octet * 8, 8), 2))];
    }

    private static string CodeOf(byte[] key, int stepsOff) => OneTimeCode.Of(key, OneTimeCode.StepAt(WebFixture.Now) + stepsOff);

    private async Task<string> UserIdAsync(string email)
    {
        await using var query = web.DataSource.CreateCommand("select user_id::text from ops.user_account where email = $1");
        query.Parameters.AddWithValue(email);
        return (string)(await query.ExecuteScalarAsync())!;
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var count = web.DataSource.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"select count(*) from {rows}"));
        return (long)(await count.ExecuteScalarAsync())!;
    }

    [GeneratedRegex("""name="Offer" value="([^"]+)""")]
    private static partial Regex OfferField();

    [GeneratedRegex("""id="key">([A-Z2-7]+)<""")]
    private static partial Regex KeyText();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex RecoveryCode();
}
