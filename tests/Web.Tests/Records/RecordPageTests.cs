using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Web.Tests.Records;

public sealed class RecordPageTests(RecordsMonth web) : IClassFixture<RecordsMonth>
{
    private const string Students = "/clerk/students";

    [Fact]
    public async Task A_licence_that_is_written_down_frees_the_entries_that_waited_for_it()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"/clerk/providers/{RecordsMonth.LapsedProvider}?month=2026-10";
        var before = await clerk.GetStringAsync(path);
        Assert.Contains("ran out 31 days ago", before, StringComparison.Ordinal);
        Assert.Contains("No licence in force", before, StringComparison.Ordinal);

        var said = await SendAsync(clerk, path, "licence", new()
        {
            ["Credential"] = "SLP",
            ["LicenseNumber"] = "L-2",
            ["From"] = "2026-10-10",
            ["To"] = "2028-10-09",
            ["Why"] = "seen on the board's site",
        });

        Assert.Contains("3 entries, $60.00, can be billed now", said, StringComparison.Ordinal);
        Assert.DoesNotContain("No licence in force", said, StringComparison.Ordinal);
        Assert.Contains("Jan 1, 2024 to", said, StringComparison.Ordinal); // the earlier one stays
        Assert.Equal(("provider", "seen on the board's site"), await LastWrittenAsync());
    }

    [Fact]
    public async Task An_order_that_is_written_down_frees_the_session_that_waited_for_it()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var said = await SendAsync(clerk, $"{Students}/{RecordsMonth.NoOrder}?month=2026-10", "order", new()
        {
            ["Service"] = "SPEECH",
            ["OrderedOn"] = "2026-09-15",
            ["LastName"] = "Moreau",
            ["FirstName"] = "Ada",
            ["Npi"] = "1234567893",
            ["Why"] = "signed order by fax",
        });

        Assert.Contains("1 entry, $20.00, can be billed now", said, StringComparison.Ordinal);
        Assert.Contains("Sep 15, 2026, Moreau, Ada", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_ended_stops_what_came_after_its_last_day()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"{Students}/{RecordsMonth.Ending}?month=2026-10";
        Dictionary<string, string> Typed(string row, string day) => new() { ["Row"] = row, ["LastDay"] = day, ["Why"] = "team meeting" };

        var anothers = await SendAsync(clerk, path, "end", Typed("1", "2026-10-21"));
        var tooEarly = await SendAsync(clerk, path, "end", Typed("8", "2026-08-31"));
        var said = await SendAsync(clerk, path, "end", Typed("8", "2026-10-21"));

        Assert.Contains("Choose the service that ends.", anothers, StringComparison.Ordinal);
        Assert.Contains("It began on Sep 1, 2026", tooEarly, StringComparison.Ordinal);
        Assert.Contains("1 entry, $20.00, cannot be billed any more", said, StringComparison.Ordinal);
        Assert.Contains("until Oct 21, 2026", said, StringComparison.Ordinal);

        var back = await SendAsync(clerk, path, "end", Typed("8", "2026-10-21"));
        Assert.Contains("on file already", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_make_up_that_names_no_day_is_laid_to_the_one_that_was_missed()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"{Students}/{RecordsMonth.MadeUp}?month=2026-10";
        Dictionary<string, string> Typed(string day) => new() { ["MissedOn"] = day, ["Why"] = "the provider's note" };
        var before = WebUtility.HtmlDecode(await clerk.GetStringAsync(path));

        var none = await SendAsync(clerk, path, "makeup", Typed("2026-10-16"));
        var said = await SendAsync(clerk, path, "makeup", Typed("2026-10-15"));

        Assert.Contains("not credited: names no day", before, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#makeup-MissedOn\">Choose the missed day that it makes up.</a>", none, StringComparison.Ordinal);
        Assert.Contains("counts for that day once the provider has signed it again", said, StringComparison.Ordinal);
        Assert.DoesNotContain("names no day", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authorization_is_written_down_with_the_payers_number()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"{Students}/{RecordsMonth.Consented}?month=2026-10";
        Dictionary<string, string> Typed(string number) => new()
        {
            ["Covers"] = "SPEECH",
            ["Number"] = number,
            ["From"] = "2026-10-01",
            ["To"] = "2027-09-30",
            ["Units"] = "36",
            ["Why"] = "letter of the payer",
        };

        var without = await SendAsync(clerk, path, "authorization", Typed(" "));
        var said = await SendAsync(clerk, path, "authorization", Typed("PA-77"));

        Assert.Contains("href=\"#authorization-Number\"", without, StringComparison.Ordinal);
        Assert.Contains("PA-77 for Speech-language therapy: Oct 1, 2026 to Sep 30, 2027, 36 units", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Supervision_is_written_down_and_nobody_supervises_herself()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"/clerk/providers/{RecordsMonth.LapsedProvider}?month=2026-10";
        Dictionary<string, string> Typed(string by) => new() { ["Supervisor"] = by, ["On"] = "2026-10-05", ["How"] = "direct", ["Why"] = "her note" };

        Assert.Contains("Choose who supervised.", await SendAsync(clerk, path, "supervision", Typed("P2")), StringComparison.Ordinal);
        Assert.Contains("Oct 5, 2026 by P1 Provider, direct", await SendAsync(clerk, path, "supervision", Typed("P1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_on_the_exclusion_list_is_decided_with_a_reason_and_frees_what_waited()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"/clerk/providers/{RecordsMonth.MaybeListed}?month=2026-10";
        Dictionary<string, string> Typed(string why) => new() { ["Means"] = "clear", ["Why"] = why };

        var without = await SendAsync(clerk, path, "screening", Typed(""));
        var said = await SendAsync(clerk, path, "screening", Typed("birth date differs"));
        var again = await SendAsync(clerk, path, "screening", Typed("birth date differs"));

        Assert.Contains("Say in a few words how you know.", without, StringComparison.Ordinal);
        Assert.Contains("Decided. 1 entry, $20.00, can be billed now", said, StringComparison.Ordinal);
        Assert.Contains("birth date differs", said, StringComparison.Ordinal);
        Assert.Contains("Nothing was left to decide so.", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_sent_twice_is_written_down_once()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"{Students}/{RecordsMonth.NoConsent}?month=2026-10";
        Dictionary<string, string> Typed() => new()
        {
            ["FormId"] = "11111111-2222-3333-4444-555555555555",
            ["State"] = "granted",
            ["EffectiveOn"] = "2026-09-01",
            ["Why"] = "signed form by mail",
        };

        var first = await SendAsync(clerk, path, "consent", Typed());
        var second = await SendAsync(clerk, path, "consent", Typed());

        Assert.Contains("2 entries, $40.00, can be billed now", first, StringComparison.Ordinal);
        Assert.Contains("on file already", second, StringComparison.Ordinal);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>(
            "select count(*) from intake.consent where district_id = @DistrictId and student_id = @NoConsent",
            new { web.DistrictId, RecordsMonth.NoConsent }));
    }

    [Fact]
    public async Task What_a_revocation_stops_is_said_and_a_consent_may_be_put_back()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var path = $"{Students}/{RecordsMonth.Consented}?month=2026-10";

        var revoked = await SendAsync(clerk, path, "consent", Typed("revoked", "2026-10-01"));
        var granted = await SendAsync(clerk, path, "consent", Typed("granted", "2026-10-02"));

        Assert.Contains("1 entry, $20.00, cannot be billed any more", revoked, StringComparison.Ordinal);
        Assert.Contains("1 entry, $20.00, can be billed now", granted, StringComparison.Ordinal);

        static Dictionary<string, string> Typed(string state, string day) => new() { ["State"] = state, ["EffectiveOn"] = day, ["Why"] = "letter of the parents" };
    }

    [Theory]
    [InlineData("", "a letter", "Enter the day.")]
    [InlineData("2026-13-01", "a letter", "Enter a day such as")]
    [InlineData("2026-11-10", "a letter", "Enter a day from 1990 to Nov 9, 2026.")] // tomorrow
    [InlineData("2026-10-01", "", "Say in a few words how you know.")]
    public async Task What_cannot_be_taken_is_told_beside_what_was_typed(string day, string why, string problem)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        var before = await RecordsWrittenAsync();

        var page = await SendAsync(
            clerk, $"{Students}/1?month=2026-10", "consent", new() { ["State"] = "refused", ["EffectiveOn"] = day, ["Why"] = why });

        Assert.Contains("Nothing was written down", page, StringComparison.Ordinal);
        Assert.Contains(problem, page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"refused\" selected", page, StringComparison.Ordinal);
        Assert.Equal(before, await RecordsWrittenAsync());
    }

    [Fact]
    public async Task A_name_that_is_looked_for_stands_in_no_address()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        using var answer = await WebFixture.PostAsync(clerk, $"{Students}?month=2026-10&handler=find", new() { ["text"] = "stud, s3" });
        var found = await clerk.GetStringAsync(answer.Headers.Location);

        Assert.DoesNotContain("stud", answer.Headers.Location!.OriginalString[Students.Length..], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Student, S3", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Student, S4", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "Student, S4", false)]
    [InlineData("", "Student, S4", true)]
    [InlineData("expiring", "Student, S4", false)]
    public async Task The_list_is_narrowed_to_those_who_need_something(string show, string student, bool shown)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var page = await clerk.GetStringAsync($"{Students}?month=2026-10&show={show}");

        Assert.Equal(shown, page.Contains(student, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_runs_out_can_be_downloaded_with_what_rests_on_it()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var csv = await clerk.GetStringAsync("/clerk/expiring?month=2026-10&days=60&kind=eligibility&handler=csv");

        Assert.Equal(
            """
            record,of,number,name,last_day,days_left,entries,dollars
            Medicaid eligibility,student,S5,"Student, S5",2026-12-31,52,1,20.00

            """,
            csv, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(60, true)]
    public async Task What_runs_out_is_listed_by_how_soon(int days, bool listed)
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var page = await clerk.GetStringAsync($"/clerk/expiring?month=2026-10&kind=eligibility&days={days}");

        Assert.Equal(listed, page.Contains("Student, S5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_student_has_the_minutes_that_the_ledger_has()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var page = await clerk.GetStringAsync($"{Students}/5?month=2026-10");

        // 60 minutes a week of five days are 12 a day; October has 22 weekdays, of which one is closed. One session of 30 was held.
        Assert.Contains("30 of 252 minutes given", page, StringComparison.Ordinal);
    }

    /// <summary>Sends a page's form; what the browser would show after it.</summary>
    private static async Task<string> SendAsync(HttpClient clerk, string path, string handler, Dictionary<string, string> fields)
    {
        using var answer = await WebFixture.PostAsync(clerk, $"{path}&handler={handler}", fields);
        return WebUtility.HtmlDecode(answer.StatusCode == HttpStatusCode.Redirect
            ? await clerk.GetStringAsync(answer.Headers.Location)
            : await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> RecordsWrittenAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(
            "select count(*) from ops.audit_event where district_id = @DistrictId and action = 'record.written'", new { web.DistrictId });
    }

    private async Task<(string Kind, string Reason)> LastWrittenAsync()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(string, string)>(
            """
            select subject_kind, reason from ops.audit_event
            where district_id = @DistrictId and action = 'record.written' and subject_kind = 'provider'
            order by seq desc limit 1
            """,
            new { web.DistrictId });
    }
}
