using System.Net;
using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Web.Tests.Clerk;

namespace MedicaidLogs.Web.Tests.Administration;

/// <summary>The pages on which an administrator only looks: home, files, audit trail.</summary>
public sealed class OverviewPagesTests(SmallMonth web) : IClassFixture<SmallMonth>
{
    [Fact]
    public async Task The_audit_trail_is_read_by_who_what_and_when_and_page_by_page()
    {
        var userId = await UserIdAsync(UserRole.Clerk);
        for (var day = 1; day <= 130; day++)
        {
            await AppendAsync(web.DistrictId, "month.closed", Actor.User(userId), web.Clock.GetUtcNow().AddDays(day), $"Reason {day:000}.");
        }

        await AppendAsync(web.DistrictId, "month.checked", Actor.Command("serve"), web.Clock.GetUtcNow().AddDays(131), null);
        using var admin = await web.SignInAsync(UserRole.Admin);

        var all = await admin.GetStringAsync("/admin/audit");
        Assert.Contains("Checked a month", all, StringComparison.Ordinal);
        Assert.Contains("A worker</td>", all, StringComparison.Ordinal);
        Assert.Contains("Reason 130.", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Reason 020.", all, StringComparison.Ordinal);

        var byClerk = await admin.GetStringAsync($"/admin/audit?who={userId}");
        Assert.DoesNotContain("A worker</td>", byClerk, StringComparison.Ordinal);
        Assert.Contains("Reason 031.", byClerk, StringComparison.Ordinal);
        Assert.DoesNotContain("Reason 030.", byClerk, StringComparison.Ordinal);
        var next = WebUtility.HtmlDecode(byClerk.Split("rel=\"next\" href=\"")[1].Split('"')[0]);
        var earlier = await admin.GetStringAsync(next);
        Assert.Contains("Reason 030.", earlier, StringComparison.Ordinal);
        Assert.DoesNotContain("Reason 031.", earlier, StringComparison.Ordinal);

        Assert.DoesNotContain("Reason", await admin.GetStringAsync("/admin/audit?what=month.checked"), StringComparison.Ordinal);
        Assert.DoesNotContain("Reason", await admin.GetStringAsync("/admin/audit?who=commands"), StringComparison.Ordinal);
        var until = await admin.GetStringAsync("/admin/audit?what=month.closed&day=2026-11-12");
        Assert.Contains("Reason 003.", until, StringComparison.Ordinal);
        Assert.DoesNotContain("Reason 004.", until, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_districts_events_and_files_are_not_shown()
    {
        var other = await web.CreateOtherDistrictAsync();
        await AppendAsync(other.DistrictId, "month.closed", Actor.Command("test"), web.Clock.GetUtcNow(), "Elsewhere.");
        using var admin = await web.SignInAsync(UserRole.Admin);

        Assert.DoesNotContain("Elsewhere.", await admin.GetStringAsync("/admin/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_about_a_session_counts_as_a_look_at_it()
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var entryId = await connection.ExecuteScalarAsync<long>(
            "select min(entry_id) from intake.entry where district_id = @DistrictId and student_id is not null", new { web.DistrictId });
        await AppendAsync(web.DistrictId, "entry.corrected", Actor.Command("test"), web.Clock.GetUtcNow(), null, "entry", $"{entryId}");
        using var admin = await web.SignInAsync(UserRole.Admin);

        Assert.Contains("Corrected a session", await admin.GetStringAsync("/admin/audit?what=entry.corrected"), StringComparison.Ordinal);

        Assert.True(await connection.ExecuteScalarAsync<bool>(
            "select exists (select from ops.record_read where page = '/admin/audit' and subject_kind = 'entry' and subject_id = @entryId and student_id is not null)",
            new { entryId }));
    }

    [Fact]
    public async Task Files_are_listed_by_the_month_in_which_they_came()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var (name, month) = await connection.QueryFirstAsync<(string, string)>(
            "select file_name, to_char(received_at at time zone 'America/New_York', 'YYYY-MM') from intake.import_file where district_id = @DistrictId and kind = 'logs'",
            new { web.DistrictId });

        Assert.Contains(name, await admin.GetStringAsync($"/admin/files?month={month}&kind=logs"), StringComparison.Ordinal);
        Assert.DoesNotContain(name, await admin.GetStringAsync($"/admin/files?month={month}&kind=students"), StringComparison.Ordinal);
        Assert.Contains("No file", await admin.GetStringAsync("/admin/files?month=2020-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_homes_of_administrators_and_finance_tell_what_the_last_look_at_the_books_found()
    {
        using var admin = await web.SignInAsync(UserRole.Admin);
        using var finance = await web.SignInAsync(UserRole.Finance);
        Assert.Contains("Nobody has looked yet", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);
        Assert.Contains("No worker is running", await admin.GetStringAsync("/admin"), StringComparison.Ordinal);

        await new LedgerVerification(web.DataSource).VerifyAndKeepAsync(web.DistrictId, Actor.Command("test"), web.Clock);

        foreach (var (client, page) in new[] { (admin, "/admin"), (finance, "/finance?month=2026-10") })
        {
            Assert.Matches("The books are (right|wrong)", await client.GetStringAsync(page));
        }

        Assert.Contains("no event was changed", await admin.GetStringAsync("/admin/audit"), StringComparison.Ordinal);
    }

    private async Task<Guid> UserIdAsync(string role)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<Guid>("select user_id from ops.user_account where email = @email", new { email = WebFixture.EmailOf(role) });
    }

    private async Task AppendAsync(DistrictId districtId, string action, Actor who, DateTimeOffset at, string? why, string kind = "month", string id = "2026-10")
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AuditTrail.AppendAsync(transaction, new(districtId, action, kind, id), new(who, at, why));
        await transaction.CommitAsync();
    }
}
