using System.Text;
using Dapper;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>Finance's reports of the year: whatever they are grouped by, their totals are the ledger's.</summary>
internal sealed class OurReports(DatabaseFixture database, DistrictId districtId)
{
    private const string Posted = """
        select coalesce(sum(paid_cents), 0)::bigint, coalesce(sum(denied_cents), 0)::bigint from billing.line_posting where district_id = @districtId
        """;

    public async Task RequireTieOutAsync(IReadOnlyDictionary<string, long> buckets)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("vacuum analyze"); // autovacuum does so in a real year, which takes longer
        var district = await District.LoadAsync(connection, districtId);
        var (paid, denied) = await connection.QuerySingleAsync<(long Paid, long Denied)>(Posted, new { districtId });
        var logged = buckets.Where(bucket => bucket.Key != "replaced").Sum(bucket => bucket.Value);
        var open = new[] { "rejected", "ready", "batched", "accepted", "voiding", "denied" }.Sum(bucket => buckets.GetValueOrDefault(bucket));

        await RequireAsync(district, "funnel", ("logged_dollars", logged), ("paid_dollars", buckets["paid"]));
        await RequireAsync(district, "aging", ("open_dollars", open));
        await RequireAsync(district, "denials", ("denied_dollars", denied));
        await RequireAsync(district, "federal-share", ("paid_dollars", paid));
        await RequireAsync(district, "interim", ("paid_dollars", buckets["paid"]));
        await RequireAsync(district, "deposits", ("unbalanced_dollars", 0));
    }

    private async Task RequireAsync(District district, string name, params (string Column, long Cents)[] totals)
    {
        var report = FinanceReports.Find(name)!;
        foreach (var by in report.By.DefaultIfEmpty(""))
        {
            // Payments come after the year's last month.
            var request = new ReportRequest(district, YearDistrict.Months[0], YearDistrict.Months[^1].AddMonths(2), by, YearDistrict.Months[^1].AddMonths(2));
            var stream = new MemoryStream();
            await report.WriteAsync(database.DataSource, request, ReportFormat.Csv, stream);
            var rows = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd().Split("\r\n");
            var (columns, total) = (rows[0].Split(','), rows[^1].Split(','));
            Assert.All(totals, expected => Assert.Equal(
                (name, by, expected.Column, expected.Cents),
                (name, by, expected.Column, (long)(100 * decimal.Parse(total[Array.IndexOf(columns, expected.Column)], System.Globalization.CultureInfo.InvariantCulture)))));
        }
    }
}
