using Dapper;
using MedicaidLogs.Billing.Closing;

namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>The workers' part of closing a month.</summary>
internal static class Workers
{
    /// <summary>What jobs do of what was asked for.</summary>
    public static async Task WorkAsync(WebFixture web)
    {
        await using var connection = await web.DataSource.OpenConnectionAsync();
        foreach (var request in await connection.QueryAsync<long>(
            "select request_id from billing.closing_request where district_id = @DistrictId and status = 'asked' order by request_id", new { web.DistrictId }))
        {
            await new ClosingWork(web.DataSource, web.Clock).RunAsync(web.DistrictId, request);
        }
    }
}
