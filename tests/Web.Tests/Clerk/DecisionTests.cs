using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class DecisionTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string List = "?month=2026-10&tab=reject";

    [Fact]
    public void A_decision_is_told_and_leads_on_to_the_next_entry()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{SmallMonth.UnknownStudentOfP2}{List}");
        var next = web.Browser.Find("a[rel=next]").GetAttribute("href");

        web.Browser.Find("#not-billable summary").Click();
        web.Browser.Find("#not-billable-why").SendKeys("Not one of our students.");
        web.Browser.Follow("#not-billable button[name=then]");

        Assert.Equal(next, new Uri(new Uri(next!), web.Browser.Path).ToString());
        Assert.Equal($"Entry {SmallMonth.UnknownStudentOfP2} is marked as not billable.", web.Browser.Find(".flash").Text);
        web.Browser.Open($"/clerk/entries/{SmallMonth.UnknownStudentOfP2}");
        Assert.Contains("“Not one of our students.”", web.Browser.Find("section[aria-labelledby=actions]").Text, StringComparison.Ordinal);
        Assert.Contains("The check found it as “rejected”", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_return_waits_and_is_taken_back()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var address = $"/clerk/entries/{SmallMonth.WrongTimes}";

        using var returned = await DecideAsync(clerk, address, new() { ["decision"] = "return", ["why"] = "Which end is right?", ["version"] = "1" });
        using var twice = await DecideAsync(clerk, address, new() { ["decision"] = "return", ["why"] = "Which end is right?", ["version"] = "1" });

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (returned.StatusCode, twice.StatusCode));
        var decision = Assert.Single(await OpenAsync(SmallMonth.WrongTimes));
        Assert.Contains("Returned to the provider", await clerk.GetStringAsync(address), StringComparison.Ordinal);

        using var back = await DecideAsync(
            clerk, address, new() { ["decision"] = "taken-back", ["decision_id"] = $"{decision}", ["why"] = "Found it out.", ["version"] = "1" });
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Empty(await OpenAsync(SmallMonth.WrongTimes));
        Assert.Contains("“Found it out.”", await clerk.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_decides_about_an_earlier_version_is_told_and_keeps_what_they_typed()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var address = $"/clerk/entries/{SmallMonth.SignedLate}";
        using var other = await WebFixture.PostAsync(clerk, address, new() { ["version"] = "1", ["place"] = "home", ["reason"] = "It was at home." });
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);

        using var answer = await DecideAsync(clerk, address, new() { ["decision"] = "not-billable", ["why"] = "Signed too late.", ["version"] = "1" });

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Someone else changed this entry while you had it open.", page, StringComparison.Ordinal);
        Assert.Contains("“It was at home.”", page, StringComparison.Ordinal);
        Assert.Contains("Signed too late.</textarea>", page, StringComparison.Ordinal);
        Assert.Empty(await OpenAsync(SmallMonth.SignedLate));
    }

    [Theory]
    [InlineData("", "It is frozen", SmallMonth.Claimed)]
    [InlineData("no reason", "in at most 1,000 characters", SmallMonth.NoObjective)]
    public async Task What_cannot_be_decided_is_told_in_words(string without, string words, long entryId)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await DecideAsync(clerk, $"/clerk/entries/{entryId}", new()
        {
            ["decision"] = "not-billable",
            ["why"] = without.Length == 0 ? "to see" : "",
            ["version"] = "1",
        });

        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await OpenAsync(entryId));
    }

    [Fact]
    public async Task A_duplicate_is_merged_and_the_other_entry_is_shown_as_changed()
    {
        var first = await LogAsync(day: 13, hour: 9, minute: 0);
        var second = await LogAsync(day: 13, hour: 9, minute: 10);
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{second}");

        web.Browser.Find("#duplicate summary").Click();
        web.Browser.Find("#duplicate-why").SendKeys("Sent twice by the vendor.");
        web.Browser.Follow("#duplicate button.primary");

        Assert.Equal($"Entry {second} is merged into entry {first}. 1 other entry changed with it: {first}.", web.Browser.Find(".flash").Text);
        Assert.Contains("billable now", web.Browser.Find("section[aria-labelledby=siblings]").Text, StringComparison.Ordinal);
        web.Browser.Follow("section[aria-labelledby=siblings] a");
        Assert.Contains($"entry {second}", web.Browser.Find("section[aria-labelledby=actions]").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_that_the_pack_names_is_overridden_until_a_day()
    {
        await using (var connection = await web.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                insert into intake.absence (district_id, absence_id, student_id, absent_on, absent_from, absent_to, withdrawn, import_file_id)
                select district_id, 1, student_id, '2026-10-20', '00:00', null, false, import_file_id
                from intake.student where district_id = @DistrictId and student_number = 'S2'
                """,
                new { web.DistrictId });
        }

        var entryId = await LogAsync(day: 20, hour: 9, minute: 0, student: "S2");
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{entryId}");

        web.Browser.Find(".finding summary").Click();
        web.Browser.Find("#override-stu_present-why").SendKeys("She came at 8:45; the office noted it late.");
        web.Browser.Follow(".finding button.primary");

        Assert.Equal($"Entry {entryId} counts in spite of “Absent by the school's attendance” until Jan 8, 2027. It is billable now.", web.Browser.Find(".flash").Text);
        Assert.Contains("Overridden", web.Browser.Find(".finding h3").Text, StringComparison.Ordinal);
        Assert.Contains("“Absent by the school's attendance” overridden until Jan 8, 2027", web.Browser.Find("section[aria-labelledby=actions]").Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.AxeFaults());
    }

    [Fact]
    public void The_list_is_walked_and_an_entry_edited_by_keys()
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/rejected{List}");
        var first = web.Browser.Find("a[href*='/clerk/entries/']").GetAttribute("href")!;
        web.Browser.Open(new Uri(first).PathAndQuery);
        var next = web.Browser.Find("a[rel=next]").GetAttribute("href")!;

        web.Browser.Find("body").SendKeys("j");
        Assert.Equal(new Uri(next).PathAndQuery, web.Browser.Path);
        web.Browser.Find("body").SendKeys("k");
        Assert.Equal(new Uri(first).PathAndQuery, web.Browser.Path);
        web.Browser.Find("body").SendKeys("?");
        Assert.True(web.Browser.Find("#keys dl").Displayed);
        web.Browser.Find("body").SendKeys("r");
        Assert.True(web.Browser.Find("#return-why").Displayed);
        web.Browser.Find("#return-why").SendKeys("j"); // typed, not a key
        Assert.Equal("j", web.Browser.Find("#return-why").GetAttribute("value"));
        Assert.Equal(new Uri(first).PathAndQuery, web.Browser.Path);
    }

    private static Task<HttpResponseMessage> DecideAsync(HttpClient clerk, string address, Dictionary<string, string> sent) =>
        WebFixture.PostAsync(clerk, address, sent, to: address + "?handler=Decide");

    private async Task<IReadOnlyList<long>> OpenAsync(long entryId)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<long>(
            "select decision_id from intake.entry_decision where district_id = @DistrictId and entry_id = @entryId and ended_at is null",
            new { web.DistrictId, entryId })];
    }

    private async Task<long> LogAsync(int day, int hour, int minute, string student = "S3")
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await web.District.TakeInAsync("twice", ($"{day}-{hour}-{minute}", An.Entry().For(student).On(new(2026, 10, day)).At(hour, minute, 30).Build().Entry.Log));
        return await connection.QuerySingleAsync<long>("select max(entry_id) from intake.entry where district_id = @DistrictId", new { web.DistrictId });
    }
}
