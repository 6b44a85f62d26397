using System.Net;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Accounts;

public sealed class PasswordTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string NewPassword = "plumb violet anchors";

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_and_ends_other_sessions()
    {
        using var here = await web.SignInAsync(UserRole.Finance);
        using var there = await web.SignInAsync(UserRole.Finance);

        using var answer = await ChangeAsync(here, WebFixture.Password, NewPassword);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Your password is changed", await here.GetStringAsync("/account"), StringComparison.Ordinal);
        using var elsewhere = await there.GetAsync("/finance");
        Assert.Equal(HttpStatusCode.Redirect, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(WebFixture.Password));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(NewPassword));
    }

    [Theory]
    [InlineData("not the password", NewPassword, "is not right, or the account is locked")]
    [InlineData(WebFixture.Password, "too short", "at least 12 characters")]
    [InlineData(WebFixture.Password, "password-2026!", "among the first that are guessed")]
    [InlineData(WebFixture.Password, "main-street-2026!", "among the first that are guessed")]
    [InlineData(WebFixture.Password, "auditor plumb violet", "your name or your e-mail address")]
    public async Task A_wrong_or_a_weak_one_changes_nothing(string password, string newPassword, string refusal)
    {
        using var auditor = await web.SignInAsync(UserRole.Auditor);

        using var answer = await ChangeAsync(auditor, password, newPassword);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(refusal, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string password, string newPassword) =>
        WebFixture.PostAsync(client, "/account/password", new() { ["Password"] = password, ["NewPassword"] = newPassword });

    private async Task<HttpStatusCode> SignInAsync(string password)
    {
        using var client = web.Visitor();
        using var answer = await WebFixture.SignInAsync(client, WebFixture.EmailOf(UserRole.Finance), password);
        return answer.StatusCode;
    }
}
