using System.Net;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Accounts;

namespace MedicaidLogs.Web.Tests.Accounts;

public sealed class SignInTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData(UserRole.Clerk, "/clerk")]
    [InlineData(UserRole.Provider, "/provider")]
    [InlineData(UserRole.Finance, "/finance")]
    [InlineData(UserRole.Auditor, "/auditor")]
    [InlineData(UserRole.Admin, "/admin")]
    public async Task Each_role_begins_at_its_own_desk(string role, string path)
    {
        using var client = await web.SignInAsync(role);

        using var home = await client.GetAsync("/");

        Assert.Equal(path, home.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_address_counts_in_any_case()
    {
        using var client = web.Visitor();

        using var answer = await WebFixture.SignInAsync(client, " Clerk@Maple-Grove.EXAMPLE ", WebFixture.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("clerk@maple-grove.example", "not the password")]
    [InlineData("nobody@maple-grove.example", "not the password")]
    [InlineData("", "")]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(string email, string password)
    {
        using var client = web.Visitor();

        using var answer = await WebFixture.SignInAsync(client, email, password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("do not go together, or the account is locked", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("medlogs=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("locked@maple-grove.example")]
    [InlineData("mary.o'neil@maple-grove.example")]
    [InlineData("josé@maple-grove.example")]
    public async Task Wrong_passwords_lock_the_account_even_for_the_right_one(string email)
    {
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await web.AddUserAsync(connection, UserRole.Clerk, email);
        }

        using var client = web.Visitor();
        for (var wrong = 0; wrong < AccountServices.WrongPasswordsBeforeLockout; wrong++)
        {
            using var _ = await WebFixture.SignInAsync(client, email, "not the password");
        }

        using var answer = await WebFixture.SignInAsync(client, email, WebFixture.Password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_cannot_sign_in()
    {
        const string Email = "left@maple-grove.example";
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await web.AddUserAsync(connection, UserRole.Clerk, Email);
            await using var disable = connection.CreateCommand();
            disable.CommandText = "update ops.user_account set disabled_at = created_at where email = $1";
            disable.Parameters.AddWithValue(Email);
            await disable.ExecuteNonQueryAsync();
        }

        using var client = web.Visitor();
        using var answer = await WebFixture.SignInAsync(client, Email, WebFixture.Password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/clerk?month=2026-09", "/clerk?month=2026-09")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    public async Task Goes_back_only_within_the_site(string back, string expected)
    {
        using var client = web.Visitor();

        using var answer = await WebFixture.SignInAsync(client, WebFixture.EmailOf(UserRole.Clerk), WebFixture.Password, back);

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = web.Visitor();
        using var form = new FormUrlEncodedContent([new("Email", WebFixture.EmailOf(UserRole.Clerk)), new("Password", WebFixture.Password)]);

        using var answer = await client.PostAsync("/account/sign-in", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("The form has expired", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var client = web.Visitor();

        using var answer = await WebFixture.SignInAsync(client, WebFixture.EmailOf(UserRole.Clerk), WebFixture.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("medlogs=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_signing_out_the_desk_is_closed()
    {
        using var client = await web.SignInAsync(UserRole.Clerk);

        using var bye = await PostSignOutAsync(client);
        using var desk = await client.GetAsync("/clerk");

        Assert.Equal("/account/sign-in", bye.Headers.Location?.OriginalString);
        Assert.StartsWith("/account/sign-in", desk.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostSignOutAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("/clerk");
        var token = page.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        return await client.PostAsync("/account/sign-out", form);
    }
}
