using System.Net;
using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Web.Pages.ClaimFiles;

namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>The pages tell of a claim file that goes to its payer by itself when and where it went, or why not.</summary>
public sealed class DeliveryTests(ClosingMonth web) : IClassFixture<ClosingMonth>
{
    private const string October = "/clerk/close?month=2026-10";

    [Fact]
    public async Task Pages_tell_when_a_file_was_delivered_or_what_keeps_it()
    {
        await ExecuteAsync("""
            insert into ops.place (district_id, name, setup, set_at, set_by, payer, delivers_since)
            values (@DistrictId, 'payers-folder', '{}', '2020-01-01', 'command:test', 'nh-mmis', '2020-01-01')
            """);
        using var clerk = await web.SignInAsync(UserRole.Clerk);
        await PressAsync(clerk, "close");
        await PressAsync(clerk, "build");
        await using var connection = await web.DataSource.OpenConnectionAsync();
        var file = Assert.Single(await ClaimFile.OfMonthAsync(connection, web.DistrictId, new DateOnly(2026, 10, 1)));
        var address = FileModel.AddressOf(file.ClaimRunId);
        Assert.DoesNotContain("To the payer", await TextAsync(clerk, address), StringComparison.Ordinal);

        using var finance = await web.SignInAsync(UserRole.Finance);
        using (var released = await WebFixture.PostAsync(
            finance, address, new() { ["Password"] = WebFixture.Password }, to: $"{address}?handler=release"))
        {
            Assert.Contains("It goes to the payer by itself.", await TextAsync(finance, released.Headers.Location!.ToString()), StringComparison.Ordinal);
        }

        Assert.Contains("Do not send it by hand as well", await TextAsync(clerk, address), StringComparison.Ordinal);
        Assert.Contains("It goes to the payer by itself, within a few minutes.", await TextAsync(clerk, October), StringComparison.Ordinal);

        await ExecuteAsync("update ops.place set failures = 1, tried_at = now(), problem = 'The server cannot be reached.' where district_id = @DistrictId");
        Assert.Contains("The server cannot be reached. It is tried again by itself.", await TextAsync(clerk, address), StringComparison.Ordinal);

        await ExecuteAsync("update ops.place set stopped_at = now() where district_id = @DistrictId");
        Assert.Contains("An administrator must look at the place payers-folder", await TextAsync(clerk, address), StringComparison.Ordinal);
        using var admin = await web.SignInAsync(UserRole.Admin);
        Assert.Contains("Stopped: The server cannot be reached. Not reached yet.", await TextAsync(admin, "/admin"), StringComparison.Ordinal);
        Assert.Contains("Released, not delivered", await TextAsync(clerk, "/claim-files?month=2026-10"), StringComparison.Ordinal);

        await ExecuteAsync("""
            insert into billing.claim_delivery
                (district_id, claim_run_id, place_id, place_name, file_name, length_bytes, sha256, begun_at, laid_down_at, delivered_at)
            select r.district_id, r.claim_run_id, p.place_id, p.name, r.file_name, 1, r.sha256, now(), now(), now()
            from billing.claim_run r join ops.place p on p.district_id = r.district_id
            where r.district_id = @DistrictId
            """);
        Assert.Contains("to payers-folder", await TextAsync(clerk, address), StringComparison.Ordinal);
        Assert.Contains("Delivered", await TextAsync(clerk, "/claim-files?month=2026-10"), StringComparison.Ordinal);
        Assert.Contains("Every released file is with the payer.", await TextAsync(clerk, October), StringComparison.Ordinal);
    }

    private async Task PressAsync(HttpClient client, string handler)
    {
        using var pressed = await WebFixture.PostAsync(client, October, [], to: $"{October}&handler={handler}");
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        await Workers.WorkAsync(web);
    }

    private static async Task<string> TextAsync(HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { web.DistrictId });
    }
}
