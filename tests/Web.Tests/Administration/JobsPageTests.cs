using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Administration;

public sealed class JobsPageTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    private const string Page = "/admin/jobs";

    [Fact]
    public async Task Failed_work_is_listed_with_its_cause_left_with_a_reason_and_done_again()
    {
        var id = await FailAsync(web.DistrictId, "2026-09");
        using var admin = await web.SignInAsync(UserRole.Admin);
        Assert.Contains("job has failed", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);
        var failed = await admin.GetStringAsync(Page);
        Assert.Contains("The disk was away.", failed, StringComparison.Ordinal);
        Assert.Contains("September 2026", failed, StringComparison.Ordinal);

        using var silent = await ActAsync(admin, "dismiss", id, " ");
        Assert.Contains("Say why", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var left = await ActAsync(admin, "dismiss", id, "Checked by hand");
        Assert.Contains("Nothing has failed", await admin.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.Contains("September 2026", await admin.GetStringAsync(Page + "?show=dismissed"), StringComparison.Ordinal);
        using var again = await ActAsync(admin, "retry", id, "");
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (left.StatusCode, again.StatusCode));
        Assert.Contains("September 2026", await admin.GetStringAsync(Page + "?show=open"), StringComparison.Ordinal);

        using var twice = await ActAsync(admin, "retry", id, "");
        Assert.Contains("Nothing to do again", await admin.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync($"ops.audit_event where subject_kind = 'job' and subject_id = '{id}'"));
        Assert.Equal(1, await CountAsync($"ops.audit_event where action = 'job.dismissed' and subject_id = '{id}' and reason = 'Checked by hand'"));
    }

    [Fact]
    public async Task Another_districts_work_is_neither_shown_nor_done_again()
    {
        var other = await web.CreateOtherDistrictAsync();
        var id = await FailAsync(other.DistrictId, "2026-03");
        using var admin = await web.SignInAsync(UserRole.Admin);

        Assert.DoesNotContain("March 2026", await admin.GetStringAsync(Page), StringComparison.Ordinal);
        using var retry = await ActAsync(admin, "retry", id, "");

        Assert.Equal(1, await CountAsync($"ops.job_run where job_run_id = {id} and state = 'failed'"));
    }

    [Fact]
    public async Task The_page_says_whether_anybody_works()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        Assert.Contains("No worker is running", await admin.GetStringAsync(Page), StringComparison.Ordinal);

        await using var connection = await web.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into ops.worker (worker_id, machine, version) values (gen_random_uuid(), 'office-server', '1.2')");

        var page = await admin.GetStringAsync(Page);
        Assert.DoesNotContain("No worker is running", page, StringComparison.Ordinal);
        Assert.Contains("office-server", page, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ActAsync(HttpClient admin, string handler, long id, string why) =>
        WebFixture.PostAsync(admin, Page, new() { ["JobRunId"] = $"{id}", ["Why"] = why }, to: $"{Page}?handler={handler}");

    private async Task<long> FailAsync(DistrictId districtId, string month)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, attempts, started_at, ended_at, cause, technical)
            values (@districtId, 'check-month', @month, 'failed', '2026-11-09T16:00Z', '2026-11-09T16:00Z', 5, '2026-11-09T16:30Z', '2026-11-09T16:31Z',
                    'The disk was away.', 'System.IO.IOException')
            returning job_run_id
            """,
            new { districtId, month });
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {rows}");
    }
}
