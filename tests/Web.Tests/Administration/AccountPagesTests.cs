using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Administration;

public sealed partial class AccountPagesTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string OwnPassword = "plumb violet anchors";

    [Fact]
    public async Task A_first_password_is_shown_once_and_opens_only_the_page_that_changes_it()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var (page, password) = await AddAsync(admin, "new.clerk@maple-grove.example");
        Assert.DoesNotContain(password, await admin.GetStringAsync(page), StringComparison.Ordinal);

        using var person = web.Visitor();
        using var signedIn = await WebFixture.SignInAsync(person, "new.clerk@maple-grove.example", password);
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
        foreach (var path in new[] { "/", "/clerk", "/clerk/students", "/session-logs/zip", "/account", "/account/two-factor" })
        {
            using var refused = await person.GetAsync(path);
            Assert.Equal("/account/password", refused.Headers.Location?.OriginalString);
        }

        using var same = await ChangeAsync(person, password, password);
        Assert.Contains("is the one that you have", await same.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var changed = await ChangeAsync(person, password, OwnPassword);
        Assert.Equal("/", changed.Headers.Location?.OriginalString);
        Assert.Contains("This month", await person.GetStringAsync("/clerk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_password_that_has_run_out_opens_nothing()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var (page, password) = await AddAsync(admin, "late.clerk@maple-grove.example");
        await ExecuteAsync("update ops.user_account set first_password_until = '2026-11-09T16:59Z' where email = 'late.clerk@maple-grove.example'");

        using var person = web.Visitor();
        using var refused = await WebFixture.SignInAsync(person, "late.clerk@maple-grove.example", password);

        Assert.Contains("a first password has run out", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("First password has run out", await admin.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Contains("first passwords have run out", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);
        var given = await ActAsync(admin, page, "password", "Was on leave");
        Assert.NotEqual(password, PasswordIn(given));
    }

    [Fact]
    public async Task Who_is_switched_off_is_out_at_once_and_back_when_switched_on()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        using var finance = await web.SignInAsync(UserRole.Finance);
        var page = $"/admin/accounts/{await UserIdAsync(WebFixture.EmailOf(UserRole.Finance))}";

        using var silent = await WebFixture.PostAsync(admin, page, new() { ["Act"] = "off", ["Why"] = " " }, to: $"{page}?handler=act");
        Assert.Contains("Say why", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Switched off", await ActAsync(admin, page, "off", "On leave until June"), StringComparison.Ordinal);
        using var outside = await finance.GetAsync("/finance");
        Assert.StartsWith("/account/sign-in", outside.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        using var visitor = web.Visitor();
        using var refused = await WebFixture.SignInAsync(visitor, WebFixture.EmailOf(UserRole.Finance), WebFixture.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);

        await ActAsync(admin, page, "on", "Is back");
        using var back = await WebFixture.SignInAsync(visitor, WebFixture.EmailOf(UserRole.Finance), WebFixture.Password);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(["Is back", "On leave until June"], await QueryAsync(
            $"select reason from ops.audit_event where action like 'account.switched-%' and subject_id = '{page.Split('/')[^1]}' order by reason"));
    }

    [Fact]
    public async Task Somebody_locked_out_gets_in_again_and_signing_out_everywhere_ends_the_session()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        using var auditor = await web.SignInAsync(UserRole.Auditor);
        var page = $"/admin/accounts/{await UserIdAsync(WebFixture.EmailOf(UserRole.Auditor))}";
        await ExecuteAsync("update ops.user_account set lockout_end = '2026-11-09T17:10Z', access_failed_count = 5 where role = 'auditor'");
        Assert.Contains("locked out after wrong passwords", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);

        await ActAsync(admin, page, "unlock", "Showed her badge");
        await ActAsync(admin, page, "sign-out", "Left a computer open");

        using var outside = await auditor.GetAsync("/auditor");
        Assert.StartsWith("/account/sign-in", outside.Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        using var again = await web.SignInAsync(UserRole.Auditor);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/auditor")).StatusCode);
    }

    [Fact]
    public async Task The_administrators_own_account_offers_no_way_to_shut_the_door()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var page = $"/admin/accounts/{await UserIdAsync(WebFixture.EmailOf(UserRole.Admin))}";

        Assert.DoesNotContain("Switch it off", await admin.GetStringAsync(page), StringComparison.Ordinal);
        using var forced = await WebFixture.PostAsync(admin, page, new() { ["Act"] = "off", ["Why"] = "Enough of it" }, to: $"{page}?handler=act");
        Assert.Contains("Ask another administrator", await forced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var demoted = await WebFixture.PostAsync(
            admin,
            page,
            new() { ["Name"] = "Admin Example", ["Email"] = WebFixture.EmailOf(UserRole.Admin), ["Role"] = "clerk", ["Why"] = "Enough of it" },
            to: $"{page}?handler=change");
        Assert.Contains("Ask another administrator", await demoted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_who_left_is_listed_with_what_only_she_can_do()
    {
        await ExecuteAsync("update intake.provider set employed_to = '2026-10-30' where provider_id = 1");
        await ExecuteAsync("update intake.entry set signed_at = null where provider_number = 'P1' and entry_id = (select min(entry_id) from intake.entry where provider_number = 'P1')");
        using var admin = await web.SignInAsync(UserRole.Admin);

        Assert.Contains("left the district, account still on", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);
        var list = await admin.GetStringAsync("/admin/accounts?show=left");
        Assert.Contains("Provider Example", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Clerk Example", list, StringComparison.Ordinal);
        var page = await admin.GetStringAsync($"/admin/accounts/{await UserIdAsync(WebFixture.EmailOf(UserRole.Provider))}");
        Assert.Matches("sessions? (is|are) unsigned", page);
    }

    [Fact]
    public async Task A_change_signs_out_where_the_role_changes_and_a_lost_edit_is_told()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        var (page, _) = await AddAsync(admin, "moving@maple-grove.example");
        Dictionary<string, string> Fields(string name, string role) =>
            new() { ["Name"] = name, ["Email"] = "moving@maple-grove.example", ["Role"] = role, ["Why"] = "New work" };
        var seen = SeenField().Match(await admin.GetStringAsync(page)).Groups["value"].Value;

        using var first = await WebFixture.PostAsync(admin, page, Fields("Mo Ving", "finance"), to: $"{page}?handler=change");
        var late = Fields("Mo Ving", "auditor");
        late["Seen"] = seen;
        using var second = await WebFixture.PostAsync(admin, page, late, to: $"{page}?handler=change");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Contains("while you were at it", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["finance"], await QueryAsync("select role from ops.user_account where email = 'moving@maple-grove.example'"));
    }

    [Theory]
    [InlineData("", "x@maple-grove.example", "clerk", "", "Enter the name")]
    [InlineData("Some Body", "nowhere", "clerk", "", "Enter the e-mail address")]
    [InlineData("Some Body", "x@maple-grove.example", "king", "", "Choose the person")]
    [InlineData("Some Body", "x@maple-grove.example", "provider", "P999", "Enter the number of a provider")]
    [InlineData("Some Body", "clerk@maple-grove.example", "clerk", "", "There is already an account")]
    public async Task What_cannot_be_an_account_is_told_beside_what_was_typed(string name, string email, string role, string provider, string told)
    {
        using var admin = await web.SignInAsync(UserRole.Admin);

        using var answer = await WebFixture.PostAsync(
            admin, "/admin/accounts/new", new() { ["Name"] = name, ["Email"] = email, ["Role"] = role, ["Provider"] = provider, ["Why"] = "New here" });

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_found_by_a_part_of_the_name()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);

        using var found = await WebFixture.PostAsync(admin, "/admin/accounts", new() { ["text"] = "AUDIT" }, to: "/admin/accounts?handler=find");
        var page = await admin.GetStringAsync(found.Headers.Location);

        Assert.Contains("Auditor Example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Clerk Example", page, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string password, string newPassword) =>
        WebFixture.PostAsync(client, "/account/password", new() { ["Password"] = password, ["NewPassword"] = newPassword });

    private static async Task<string> ActAsync(HttpClient admin, string page, string act, string why)
    {
        using var answer = await WebFixture.PostAsync(admin, page, new() { ["Act"] = act, ["Why"] = why }, to: $"{page}?handler=act");
        Assert.Equal(page, answer.Headers.Location?.OriginalString);
        return await admin.GetStringAsync(page);
    }

    private static async Task<(string Page, string Password)> AddAsync(HttpClient admin, string email)
    {
        using var added = await WebFixture.PostAsync(
            admin, "/admin/accounts/new", new() { ["Name"] = "New Person", ["Email"] = email, ["Role"] = "clerk", ["Why"] = "Starts on Monday" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = added.Headers.Location!.OriginalString;
        return (page, PasswordIn(await admin.GetStringAsync(page)));
    }

    private static string PasswordIn(string page) => PasswordForm().Match(page).Value;

    private async Task<string> UserIdAsync(string email) => (await QueryAsync($"select user_id::text from ops.user_account where email = '{email}'"))[0];

    private async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(sql)];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Four groups alone; a long id has four such groups within it now and then.</summary>
    [GeneratedRegex("(?<![a-z0-9-])[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}(?![a-z0-9-])")]
    private static partial Regex PasswordForm();

    [GeneratedRegex("name=\"Seen\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex SeenField();
}
