using System.Net;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Web.Entries;

namespace MedicaidLogs.Web.Tests.Clerk;

public sealed class CorrectionTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    [Fact]
    public void A_correction_is_checked_at_once_and_the_page_shows_what_changed()
    {
        Open(SmallMonth.UnknownStudent);
        Assert.Contains("STU_MATCH", web.Browser.TextsOf(".finding .code"));

        web.Browser.Type("student_number", "S2");
        web.Browser.Type("reason", "The vendor mistook the number.");
        web.Browser.Follow(".save button");

        // What the provider attested has changed, so the provider signs again.
        Assert.Equal($"Saved. Settled: {FindingTexts.Of("STU_MATCH").Title}. It must be signed again.", web.Browser.Find(".flash").Text);
        Assert.Equal(["LOG_EDITED"], web.Browser.TextsOf(".finding .code"));
        Assert.Contains("Delivered", web.Browser.Find(".brief").Text, StringComparison.Ordinal);
        var history = web.Browser.Find("section[aria-labelledby=history]").Text;
        Assert.Contains("Student number: X9 → S2", history, StringComparison.Ordinal);
        Assert.Contains("“The vendor mistook the number.”", history, StringComparison.Ordinal);
        Assert.Contains("Clerk Example, Nov 9, 2026, 12:00 PM", history, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_reason_nothing_is_saved_and_nothing_typed_is_lost()
    {
        Open(SmallMonth.WrongTimes);

        web.Browser.Type("activity", "cards and a story");
        web.Browser.Follow(".save button");

        Assert.Contains("Not saved yet", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal("cards and a story", web.Browser.Find("#field-activity").GetAttribute("value"));
        Assert.Contains("Version 1", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_cannot_be_taken_is_named_at_its_field()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await WebFixture.PostAsync(clerk, $"/clerk/entries/{SmallMonth.WrongTimes}", new() { ["minutes_away"] = "few", ["reason"] = "typing" });

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("""<a href="#field-minutes-away">Minutes away: Enter a number of minutes from 0 to 1440.</a>""", page, StringComparison.Ordinal);
        Assert.Contains("value=\"few\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_people_sees_what_changed_and_keeps_what_they_typed()
    {
        Open(SmallMonth.SignedLate);
        using var other = await web.SignInAsync(UserRole.Clerk);
        using var first = await WebFixture.PostAsync(
            other, $"/clerk/entries/{SmallMonth.SignedLate}", new() { ["place"] = "home", ["group_key"] = "G1", ["reason"] = "The family moved the session." });
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        web.Browser.Type("group_key", "G2");
        web.Browser.Type("reason", "The group is another.");
        web.Browser.Follow(".save button");

        Assert.Contains("Someone else changed this entry while you had it open", web.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("“The family moved the session.”", web.Browser.Find(".error-summary").Text, StringComparison.Ordinal);
        Assert.Equal("home", web.Browser.Find("#field-place").GetAttribute("value"));
        Assert.Equal("G2", web.Browser.Find("#field-group-key").GetAttribute("value"));
        Assert.Contains("Now G1, changed by someone else", web.Browser.Text, StringComparison.Ordinal);

        web.Browser.Follow(".save button");

        Assert.StartsWith("Saved.", web.Browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Contains("Version 3", web.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_entry_takes_no_correction()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var token = (await clerk.GetStringAsync("/clerk")).Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];

        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", token), new(CorrectionForm.VersionField, "1"), new("place", "home"), new("reason", "to see"),
        ]);
        using var answer = await clerk.PostAsync($"/clerk/entries/{SmallMonth.Claimed}", form);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("This entry is frozen.", page, StringComparison.Ordinal);
        Assert.Contains("<li>Place: Home</li>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_billed_entry_is_corrected_by_who_was_told_and_a_replacement_is_proposed()
    {
        var (claim, entryId) = await SendAsync(An.Entry().For("S2").On(new DateOnly(2026, 9, 15)));
        Open(entryId);
        Assert.Contains($"This entry is already billed, on claim {claim}.", web.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("Your correction does not change the claim by itself.", web.Browser.Text, StringComparison.Ordinal);
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        using var untold = await WebFixture.PostAsync(clerk, $"/clerk/entries/{entryId}", new() { ["version"] = "1", ["place"] = "home", ["reason"] = "to see" });
        Assert.Equal(HttpStatusCode.OK, untold.StatusCode); // The form was opened before the claim went out.

        web.Browser.Type("minutes_away", "5");
        web.Browser.Type("reason", "It began late.");
        web.Browser.Follow(".save button");

        Assert.StartsWith("Saved.", web.Browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Contains("Version 2", web.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(claim, Assert.Single(await new ClaimProposals(web.DataSource).OfMonthAsync(web.DistrictId, new DateOnly(2026, 9, 1))).ClaimNumber);
    }

    /// <summary>Logs a session of September, bills the month and releases its file.</summary>
    private async Task<(string Claim, long EntryId)> SendAsync(EntryBuilder session)
    {
        var (districtId, month, who) = (web.DistrictId, new DateOnly(2026, 9, 1), Actor.Command("test"));
        await web.District.LogAsync(session);
        Assert.IsType<CloseOutcome.Closed>(await new MonthClose(web.DataSource, StoredDistrict.Clock).CloseAsync(districtId, month, who));
        var built = Assert.IsType<ClaimRunOutcome.Built>(
            await new ClaimRun(web.DataSource, StoredDistrict.Clock).BuildAsync(districtId, month, PayerProfile.Shipped("nh-mmis"), who));
        Assert.IsType<ReleaseOutcome.Released>(await new ClaimRelease(web.DataSource, StoredDistrict.Clock).ReleaseAsync(
            districtId, built.ClaimRunId, await web.District.PersonAsync(UserRole.Finance)));
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(string, long)>(
            "select claim_number, entry_id from billing.billed_entry where district_id = @districtId and claim_run_id = @ClaimRunId", new { districtId, built.ClaimRunId });
    }

    private void Open(long entryId)
    {
        web.Browser.SignIn(UserRole.Clerk);
        web.Browser.Open($"/clerk/entries/{entryId}");
    }
}
