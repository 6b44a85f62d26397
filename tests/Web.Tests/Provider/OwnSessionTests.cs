using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Pages.Provider;

namespace MedicaidLogs.Web.Tests.Provider;

public sealed class OwnSessionTests(LoggingMonth web) : IClassFixture<LoggingMonth>
{
    [Fact]
    public async Task A_returned_session_is_answered_and_with_the_office_again()
    {
        await ReturnAsync(LoggingMonth.Alone, "Was it in the gym?");
        Open("/provider?month=2026-12"); // it waits whatever the month
        Assert.Contains("Was it in the gym?", web.Browser.Find("[aria-labelledby=returned]").Text, StringComparison.Ordinal);

        web.Browser.Follow("[aria-labelledby=returned] a");
        web.Browser.Type(SessionModel.Answer, "Yes, on the mat.");
        web.Browser.Follow("[aria-labelledby=returned] button");

        Assert.Equal("Your answer is with the office.", web.Browser.Find(".flash").Text);
        Assert.Empty(web.Browser.TextsOf("[aria-labelledby=returned]"));
    }

    [Fact]
    public async Task A_returned_session_is_corrected_and_waits_for_a_signature_again()
    {
        await ReturnAsync(LoggingMonth.InGroup, "The plan says individual.");
        Open($"/provider/sessions/{LoggingMonth.InGroup}");
        Assert.Contains("Individual or group, unlike the plan", web.Browser.Text, StringComparison.Ordinal);
        web.Browser.Type("note", "Other words.");
        web.Browser.Type(CorrectionForm.ReasonField, "As asked");
        web.Browser.Follow(".save button");

        Assert.StartsWith("Saved.", web.Browser.Find(".flash").Text, StringComparison.Ordinal);
        Assert.Contains("Review and sign", web.Browser.Text, StringComparison.Ordinal);
        Assert.Empty(web.Browser.TextsOf("[aria-labelledby=returned]"));
    }

    [Fact]
    public async Task Whose_session_it_is_stays_the_offices_to_say()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);

        using var answer = await WebFixture.PostAsync(provider, $"/provider/sessions/{LoggingMonth.Missed}", new()
        {
            [CorrectionForm.VersionField] = "1",
            [CorrectionForm.ReasonField] = "Not mine",
            [LogField.StudentNumber] = "S2",
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Nothing was changed.", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_somebody_else_is_told_and_nothing_typed_is_lost()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        var path = $"/provider/sessions/{LoggingMonth.InGroup + 1}";
        await new CorrectionService(web.DataSource, web.Clock).CorrectAsync(
            web.DistrictId, LoggingMonth.InGroup + 1, 1, new Dictionary<string, string> { [LogField.Note] = "By the office." },
            new(Actor.Command("test"), WebFixture.Now, "test"));

        using var answer = await WebFixture.PostAsync(provider, path, new()
        {
            [CorrectionForm.VersionField] = "1",
            [CorrectionForm.ReasonField] = "My words",
            [LogField.Note] = "By the provider.",
        });

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Somebody changed this session while you had it open.", page, StringComparison.Ordinal);
        Assert.Contains("Note is now: By the office.", page, StringComparison.Ordinal);
        Assert.Contains("By the provider.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_providers_session_is_not_there()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);

        using var answer = await provider.GetAsync($"/provider/sessions/{LoggingMonth.OfP2}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void The_caseload_has_each_student_with_the_minutes_against_the_plan()
    {
        Open("/provider/caseload");

        var lines = web.Browser.TextsOf("tbody tr");
        Assert.Contains(lines.Count, new[] { 2, 3 }); // with the student whom another test takes on
        Assert.DoesNotContain("S3 Student", web.Browser.Text, StringComparison.Ordinal);
        var first = Assert.Single(lines, line => line.Contains("S1 Student", StringComparison.Ordinal));
        Assert.Contains("30 min 2x/week", first, StringComparison.Ordinal);
        Assert.Contains("days ago", first, StringComparison.Ordinal);
        Looks.At(web.Browser, "caseload");
        web.Browser.Follow("tbody a");
        Assert.Equal("SPEECH", web.Browser.Find("[name=service]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_new_student_is_taken_on_by_number_and_birth_date()
    {
        using var provider = await web.SignInAsync(UserRole.Provider);
        Dictionary<string, string> NewStudent(string birthDate) => new() { ["Number"] = "S4", ["BirthDate"] = birthDate };

        using var wrong = await WebFixture.PostAsync(provider, "/provider/caseload", NewStudent("2001-01-01"));
        Assert.Contains("Nobody was added", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("S4 Student", await provider.GetStringAsync("/provider/log"), StringComparison.Ordinal);

        using var right = await WebFixture.PostAsync(provider, "/provider/caseload", NewStudent(await BirthDateAsync("S4")));
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Contains("S4 Student", await provider.GetStringAsync("/provider/log"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_fit_to_be_seen()
    {
        Open($"/provider/sessions/{LoggingMonth.InGroup}");
        Looks.At(web.Browser, "own-session");
    }

    private async Task<string> BirthDateAsync(string number)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<string>(
            "select birth_date::text from intake.student where district_id = @DistrictId and student_number = @number", new { web.DistrictId, number }))!;
    }

    private async Task ReturnAsync(long entryId, string comment)
    {
        var (outcome, _) = await new DecisionService(web.DataSource, web.Clock).DecideAsync(
            web.DistrictId, new(entryId, 1), new EntryDecision.ReturnToProvider(), UserRole.Clerk, new(Actor.Command("test"), WebFixture.Now, comment));
        Assert.IsType<EntryDecisionOutcome.Done>(outcome);
    }

    private void Open(string path)
    {
        web.Browser.Show(Browser.DesktopWidth, dark: false);
        web.Browser.SignIn(UserRole.Provider);
        web.Browser.Open(path);
    }
}
