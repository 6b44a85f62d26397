using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Logging;

namespace MedicaidLogs.Web.Tests.Provider;

public sealed class LogTests(LoggingMonth web) : IClassFixture<LoggingMonth>
{
    [Fact]
    public void A_session_is_chosen_from_the_plan_typed_and_posted()
    {
        Open("/provider/log");
        web.Browser.Click("[name=add]");
        web.Browser.Follow("button[value=add]");
        Assert.Equal("SPEECH", web.Browser.Find("[name=service]").GetAttribute("value"));
        Assert.Equal("individual", web.Browser.Find("[name=mode]").GetAttribute("value"));

        web.Browser.Type("date", "10292026");
        web.Browser.Type("start", "0900AM");
        web.Browser.Type("end", "0930AM");
        web.Browser.Type("activity", "articulation cards");
        web.Browser.Type("1.objective", "1");
        web.Browser.Type("1.progress", "7 of 10");
        web.Browser.Type("1.note", "Said initial /r/ in words with two cues.");
        web.Browser.Follow("button[value=post]");

        Assert.StartsWith("Posted 1 session.", web.Browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Contains("Thu, Oct 29", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_checks_hold_against_it_is_shown_before_it_is_posted()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var form = Session("2026-10-22", "the moon");

        var page = await TextOfAsync(await WebFixture.PostAsync(provider, "/provider/log", form));

        Assert.Contains("Not posted yet: this is what the checks will say", page, StringComparison.Ordinal);
        Assert.Contains("POS_VALID", page, StringComparison.Ordinal);
        Assert.DoesNotContain("LOG_UNSIGNED", page, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("2026-10-22"));
        form[LogFormFields.Act] = "post-anyway";
        using var posted = await WebFixture.PostAsync(provider, $"/provider/log/{form[LogFormFields.FormId]}", form);
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Equal(1, await CountAsync("2026-10-22"));
    }

    [Fact]
    public async Task A_double_click_posts_once()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var form = Session("2026-10-23", "school");

        using var first = await WebFixture.PostAsync(provider, "/provider/log", form);
        using var second = await WebFixture.PostAsync(provider, "/provider/log", form);

        Assert.Equal("/provider?month=2026-10", first.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, second.StatusCode);
        Assert.Equal(1, await CountAsync("2026-10-23"));
    }

    [Fact]
    public async Task Who_saves_a_draft_that_was_saved_elsewhere_meanwhile_is_told_and_loses_nothing()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var phone = Session("2026-10-21", "school");
        phone[LogFormFields.Act] = "save";
        using var first = await WebFixture.PostAsync(provider, "/provider/log", phone);
        var draft = first.Headers.Location!.OriginalString;
        phone[LogFormFields.Seen] = "1";
        var desk = new Dictionary<string, string>(phone) { ["1.note"] = "Typed at the desk." };
        using var saved = await WebFixture.PostAsync(provider, draft, desk);
        phone["1.note"] = "Typed on the phone.";

        foreach (var act in new[] { "save", "post", "discard" })
        {
            phone[LogFormFields.Act] = act;
            var told = await TextOfAsync(await WebFixture.PostAsync(provider, draft, phone));
            Assert.Contains("this draft was saved elsewhere meanwhile", told, StringComparison.Ordinal);
            Assert.Contains("Typed at the desk.", told, StringComparison.Ordinal);
            Assert.Contains("Typed on the phone.</textarea>", told, StringComparison.Ordinal);
            Assert.Contains("name=\"seen\" value=\"2\"", told, StringComparison.Ordinal);
        }

        Assert.Contains("Typed at the desk.</textarea>", WebUtility.HtmlDecode(await provider.GetStringAsync(draft)), StringComparison.Ordinal);
        (phone[LogFormFields.Act], phone[LogFormFields.Seen]) = ("save", "2");
        using var over = await WebFixture.PostAsync(provider, draft, phone);
        using var twice = await WebFixture.PostAsync(provider, draft, phone);
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Redirect], [over.StatusCode, twice.StatusCode]);
        Assert.Contains("Typed on the phone.</textarea>", WebUtility.HtmlDecode(await provider.GetStringAsync(draft)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_kept_whatever_is_wrong_with_it()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var form = Session("2026-10-26", "school");
        form["start"] = "9 o'clock";

        var page = await TextOfAsync(await WebFixture.PostAsync(provider, "/provider/log", form));

        Assert.Contains("Kept as a draft, and not posted yet", page, StringComparison.Ordinal);
        var again = await provider.GetStringAsync($"/provider/log/{form[LogFormFields.FormId]}");
        Assert.Contains("9 o&#x27;clock", again, StringComparison.Ordinal);
        Assert.Contains("Said it in sentences.", again, StringComparison.Ordinal);
        using var discarded = await WebFixture.PostAsync(provider, $"/provider/log/{form[LogFormFields.FormId]}", new() { [LogFormFields.Act] = "discard" });
        using var gone = await provider.GetAsync($"/provider/log/{form[LogFormFields.FormId]}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public void A_group_is_copied_to_today_without_its_notes()
    {
        Open($"/provider/log?copy={LoggingMonth.InGroup}");

        Assert.Equal("2026-11-09", web.Browser.Find("[name=date]").GetAttribute("value"));
        Assert.Equal("10:00", web.Browser.Find("[name=start]").GetAttribute("value"));
        Assert.Equal("group", web.Browser.Find("[name=mode]").GetAttribute("value"));
        Assert.Equal(["S1", "S2"], new[] { 1, 2 }.Select(student => web.Browser.Find($"[name='{student}.student_number']").GetAttribute("value")));
        Assert.Equal("", web.Browser.Find("[name='1.note']").GetAttribute("value"));
        Assert.Equal("1", web.Browser.Find("[name='1.objective']").GetAttribute("value"));
    }

    [Fact]
    public void A_missed_session_can_be_chosen_as_the_one_that_is_made_up()
    {
        Open($"/provider/log?copy={LoggingMonth.Alone}");

        Assert.Contains("Thu, Oct 8, ", string.Join('\n', web.Browser.TextsOf("[name='1.makeup_for'] option")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_providers_session_is_not_copied_and_the_students_are_not_offered()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);

        using var copy = await provider.GetAsync($"/provider/log?copy={LoggingMonth.OfP2}");
        Assert.Equal(HttpStatusCode.NotFound, copy.StatusCode);
        Assert.DoesNotContain("\"3:", await provider.GetStringAsync("/provider/log"), StringComparison.Ordinal);
        var form = Session("2026-10-27", "school");
        form["1.student_number"] = "S3";
        Assert.Contains("Choose a student of your caseload.", await TextOfAsync(await WebFixture.PostAsync(provider, "/provider/log", form)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_fit_to_be_seen()
    {
        Open("/provider/log");
        Looks.At(web.Browser, "log-empty");
        web.Browser.Open($"/provider/log?copy={LoggingMonth.InGroup}");
        web.Browser.Follow("button.primary"); // November is not screened yet: a finding of each kind of person who can mend it
        Looks.At(web.Browser, "log-group");
    }

    /// <summary>Half an hour of speech with S1, to be posted.</summary>
    private static Dictionary<string, string> Session(string date, string place) => new()
    {
        [LogFormFields.FormId] = Guid.NewGuid().ToString("D"),
        [LogFormFields.Act] = "post",
        [LogField.Date] = date,
        [LogField.Start] = "09:00",
        [LogField.End] = "09:30",
        [LogField.Service] = "SPEECH",
        [LogField.Mode] = "individual",
        [LogField.Place] = place,
        [LogField.Telehealth] = "no",
        [LogField.Activity] = "articulation cards",
        ["1.student_number"] = "S1",
        ["1.attendance"] = "P",
        ["1.minutes_away"] = "0",
        ["1.objective"] = "1",
        ["1.progress"] = "8 of 10",
        ["1.note"] = "Said it in sentences.",
    };

    private void Open(string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(UserRole.Provider);
        web.Browser.Open(path);
    }

    private static async Task<string> TextOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task<long> CountAsync(string day)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from intake.entry where district_id = @DistrictId and source = 'page' and service_date = @day::date", new { web.DistrictId, day });
    }
}
