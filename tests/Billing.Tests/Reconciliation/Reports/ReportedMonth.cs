using System.Text;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation.Reports;

/// <summary>October with something of everything: paid, denied, waiting at the payer, ready, rejected, never held.</summary>
internal sealed class ReportedMonth
{
    public static readonly DateOnly AsOf = new(2026, 12, 10);

    private readonly DatabaseFixture _database;

    private ReportedMonth(DatabaseFixture database, ClaimMonth month) => (_database, Month, Facts) = (database, month, new(database, month.DistrictId));

    public ClaimMonth Month { get; }

    public PayerFacts Facts { get; }

    /// <summary>The remittance of the payments, on 6 November.</summary>
    public long RemittanceId { get; private set; }

    /// <summary>Claims of 20 dollars: 1 is paid 15 and adjusted by 5, 2 is denied, 3 is acknowledged. 4 was unsigned, 5 absent, 6 came after the close.</summary>
    public static async Task<ReportedMonth> CreateAsync(DatabaseFixture database, string denial = "16")
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "S2", 6),
            ClaimMonth.Session(3, "S3", 26),
            ClaimMonth.Session(4, "S1", 7).Log(log => log with { SignedBy = "", SignedAt = null }),
            ClaimMonth.Session(5, "S1", 8).Log(log => log with { Attendance = "A" }));
        await month.LogAsync(ClaimMonth.Session(6, "S1", 9));
        var reported = new ReportedMonth(database, month);
        await reported.Facts.ReleaseAsync();
        await reported.Facts.AnswerAsync(3, "accepted");
        reported.RemittanceId = await reported.Facts.PayAsync(
            100, new PaidLine(1, Paid: 1_500, Adjusted: 500), new PaidLine(2, Paid: 0, Denied: 2_000, Reason: denial));
        return reported;
    }

    public Task<List<string>> ReportAsync(string name, string by = "", ReportOnly? only = null) =>
        ReportAsync(name, by, ClaimMonth.October, ClaimMonth.October, only);

    public async Task<List<string>> ReportAsync(string name, string by, DateOnly from, DateOnly to, ReportOnly? only = null)
    {
        var report = FinanceReports.Find(name)!;
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        var district = await District.LoadAsync(connection, Month.DistrictId);
        var stream = new MemoryStream();
        await report.WriteAsync(
            _database.DataSource, new(district, from, to, by.Length > 0 ? by : report.By.FirstOrDefault(""), AsOf) { Only = only }, ReportFormat.Csv, stream);
        return [.. Encoding.UTF8.GetString(stream.ToArray()).TrimEnd().Split("\r\n")];
    }
}
