using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.Accounts;

/// <summary>An account that is limited to some schools. Which page shows what is in Security.AccessMatrixTests.</summary>
public sealed class SomeSchoolsTests(MovingStudents web) : IClassFixture<MovingStudents>
{
    /// <summary>Student 1: MAIN until 15 October, NORTH from 2 November. Student 2: MAIN, and a week at NORTH besides.</summary>
    [Theory]
    [InlineData(1, "2026-07-01", "MAIN")]
    [InlineData(1, "2026-10-15", "MAIN")]
    [InlineData(1, "2026-10-20", "MAIN")]
    [InlineData(1, "2026-11-02", "NORTH")]
    [InlineData(1, "2027-08-01", "NORTH")]
    [InlineData(2, "2026-10-04", "MAIN")]
    [InlineData(2, "2026-10-06", "MAIN NORTH")]
    [InlineData(2, "2026-10-10", "MAIN")]
    public async Task A_student_is_of_a_school_on_every_day(long studentId, string day, string schools)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();

        var found = await connection.ExecuteScalarAsync<string>(
            """
            select string_agg(school_code, ' ' order by school_code) from intake.student_school
            where district_id = @DistrictId and student_id = @studentId and @day::date between from_day and to_day
            """,
            new { web.DistrictId, studentId, day });

        Assert.Equal(schools, found);
    }

    [Fact]
    public async Task A_session_is_of_the_school_of_its_day_and_the_record_of_todays()
    {
        using var main = await web.SignInLimitedAsync("MAIN");
        using var north = await web.SignInLimitedAsync("NORTH");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], await StatusesAsync(main, "/clerk/entries/1", "/clerk/students/1"));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], await StatusesAsync(north, "/clerk/entries/1", "/clerk/students/1"));
    }

    [Fact]
    public async Task A_providers_page_counts_the_sessions_of_the_accounts_schools_alone()
    {
        using var all = await web.SignInAsync(UserRole.Clerk);
        using var main = await web.SignInLimitedAsync("MAIN");
        using var north = await web.SignInLimitedAsync("NORTH");

        foreach (var (clerk, sessions) in new[] { (all, 2), (main, 2), (north, 0) })
        {
            var page = await clerk.GetStringAsync("/clerk/providers/1?month=2026-10");
            Assert.Equal(sessions > 0, page.Contains("Not signed", StringComparison.Ordinal));
            Assert.Equal(sessions > 0, page.Contains($"data-label=\"Logged\" class=\"amount\">{sessions}<", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_home_sums_the_sessions_of_the_accounts_schools_alone()
    {
        using var all = await web.SignInAsync(UserRole.Clerk);
        using var main = await web.SignInLimitedAsync("MAIN");
        using var north = await web.SignInLimitedAsync("NORTH");

        foreach (var (clerk, sessions, isTold) in new[] { (all, 2, false), (main, 2, true), (north, 0, true) })
        {
            var page = await clerk.GetStringAsync("/clerk?month=2026-10");
            Assert.Contains($"<p>{sessions} entries</p>", page, StringComparison.Ordinal);
            Assert.Equal(sessions == 0, page.Contains("No session of your schools", StringComparison.Ordinal));
            Assert.Equal(isTold, page.Contains("The sessions of your schools", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Who_sees_some_schools_is_told_that_closing_is_for_others()
    {
        using var main = await web.SignInLimitedAsync("MAIN");

        using var answer = await main.GetAsync("/clerk/close");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("For the whole district", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_schools_end_the_sessions_of_the_account_and_are_audited()
    {
        using var clerk = await web.SignInLimitedAsync("MAIN");
        await web.LimitAsync(UserAccounts.Normalize(MovingStudents.EmailOfClerk("MAIN")), "MAIN", "NORTH");

        using var answer = await clerk.GetAsync("/clerk");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        Assert.Contains("""{"to": ["MAIN", "NORTH"], "from": ["MAIN"]}""", await connection.QueryAsync<string>(
            "select detail::text from ops.audit_event where district_id = @DistrictId and action = 'account.schools-changed'", new { web.DistrictId }));
        await web.LimitAsync(UserAccounts.Normalize(MovingStudents.EmailOfClerk("MAIN")), "MAIN");
    }

    [Theory]
    [InlineData(UserRole.Finance, "MAIN", "Only these roles are limited to schools: clerk, auditor.")]
    [InlineData(UserRole.Auditor, "NOWHERE", "The district has no school of that code.")]
    public async Task What_cannot_be_is_refused(string role, string school, string refusal)
    {
        var thrown = await Assert.ThrowsAsync<AccountException>(() => web.LimitAsync(UserAccounts.Normalize(WebFixture.EmailOf(role)), school));

        Assert.Equal(refusal, thrown.Message);
    }

    [Fact]
    public async Task An_administrator_limits_an_account_and_says_why()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var auditor = (await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(WebFixture.EmailOf(UserRole.Auditor))))!;
        var page = $"/admin/accounts/{auditor.UserId}";

        using var silent = await WebFixture.PostAsync(admin, page, new() { ["School"] = "MAIN", ["Why"] = "" }, page + "?handler=schools");
        using var done = await WebFixture.PostAsync(admin, page, new() { ["School"] = "MAIN", ["Why"] = "Samples MAIN" }, page + "?handler=schools");

        Assert.Contains("Say why in a few words", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Limited to 1 school.", await admin.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(["MAIN"], await AccountSchools.OfAsync(connection, web.DistrictId, auditor.UserId));
        await web.LimitAsync(auditor.NormalizedEmail);
    }

    private static async Task<HttpStatusCode[]> StatusesAsync(HttpClient client, params string[] pages)
    {
        var found = new List<HttpStatusCode>();
        foreach (var page in pages)
        {
            using var answer = await client.GetAsync(page);
            found.Add(answer.StatusCode);
        }

        return [.. found];
    }
}

/// <summary>A district of two schools whose students move, with a clerk for each.</summary>
public sealed class MovingStudents : WebFixture
{
    private static readonly string[] _schools = ["MAIN", "NORTH"];

    public static string EmailOfClerk(string school) => $"clerk.{school}@maple-grove.example".ToLowerInvariant();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var school in _schools)
        {
            await using (var connection = await DataSource.OpenConnectionAsync())
            {
                await AddUserAsync(connection, UserRole.Clerk, EmailOfClerk(school));
            }

            await LimitAsync(UserAccounts.Normalize(EmailOfClerk(school)), school);
        }
    }

    public async Task<HttpClient> SignInLimitedAsync(string school)
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Add("Cookie", await NewSessionAsync(EmailOfClerk(school)));
        return client;
    }

    public async Task LimitAsync(string normalizedEmail, params string[] schools)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var account = (await UserAccounts.FindByEmailAsync(connection, normalizedEmail))!;
        await using var transaction = await connection.BeginTransactionAsync();
        await AccountSchools.SetAsync(transaction, account, schools, new(Actor.Command("test"), Now));
        await transaction.CommitAsync();
    }

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .Change((Student student) => student with
            {
                Enrolments = [new("MAIN", DistrictBuilder.YearBegins, new(2026, 10, 15)), new("NORTH", new(2026, 11, 2), new(2027, 6, 18))],
            })
            .With(DistrictBuilder.Student("S2", 2) with
            {
                Enrolments = [new("MAIN", DistrictBuilder.YearBegins, null), new("NORTH", new(2026, 10, 5), new(2026, 10, 9))],
            }));
        await district.LogAsync(
            An.Entry().Id(1).On(new DateOnly(2026, 10, 6)),
            An.Entry().Id(2).On(new DateOnly(2026, 10, 7)).Log(log => log with { SignedBy = "", SignedAt = null }));
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into intake.school (district_id, school_code, name) values (@DistrictId, 'NORTH', 'North School')", new { district.DistrictId });
        return district.DistrictId;
    }
}
