using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.Billing.Tests.Responses;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Reconciliation;

public sealed class MonthReconciliationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Every_entry_stands_in_one_bucket_and_the_totals_tie_out()
    {
        var month = await BilledMonthAsync();

        var (buckets, rows) = await ReconcileAsync(month);

        Assert.Equal(new CountAndCents(2, 4_000), buckets[Bucket.Batched]);
        Assert.Equal(new CountAndCents(1, 2_000), buckets[Bucket.Ready]);
        Assert.Equal(new CountAndCents(1, 2_000), buckets[Bucket.Rejected]);
        Assert.Equal(new CountAndCents(1, 0), buckets[Bucket.NotBillable]);
        Assert.Equal(new CountAndCents(0, 0), buckets[Bucket.Paid]);
        Assert.Equal(
            [
                "entry_id,service_date,student_id,provider_id,service,procedure,minutes,dollars,bucket,finding_codes,claim_number,line_control_number,file",
                $"1,2026-10-06,1,1,SPEECH,92507,30,20.00,batched,,{Number(month, 1)},{Number(month, 1)}01,{FileName(month)}",
                $"2,2026-10-06,2,1,SPEECH,92507,30,20.00,batched,,{Number(month, 2)},{Number(month, 2)}01,{FileName(month)}",
                "3,2026-10-07,1,1,SPEECH,92507,30,20.00,rejected,LOG_UNSIGNED,,,",
                "4,2026-10-08,1,1,SPEECH,92507,30,0.00,not-billable,ATT_NOTDELIVERED,,,",
                "5,2026-10-09,1,1,SPEECH,92507,30,20.00,ready,,,,",
            ],
            rows.Take(6));
        Assert.Equal("total batched,,,,2 entries,,,40.00,batched,,,,", rows[9]);
        Assert.Equal("total,,,,5 entries,,,80.00,,,,,", rows[^1]);
    }

    [Fact]
    public async Task Sums_that_do_not_tie_out_are_an_error_that_says_by_how_much()
    {
        var month = await BilledMonthAsync();
        await month.ExecuteAsync("update billing.claim_line_entry set charge_cents = 1999 where district_id = @DistrictId and entry_id = 2");

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => ReconcileAsync(month));

        Assert.Equal("The month does not tie out: 7999 cents in the rows, 8000 in the tables.", fault.Message);
    }

    [Fact]
    public async Task The_funnel_counts_each_step()
    {
        var month = await BilledMonthAsync();

        var funnel = await Funnel.LoadAsync(database.DataSource, month.DistrictId, ClaimMonth.October);

        Assert.Equal(new FileRows(Files: 2, Total: 5, Entered: 5, Malformed: 0, Duplicate: 0), funnel.Rows);
        Assert.Equal((new(5, 8_000, 150), new(4, 8_000, 120)), (funnel.Entries, funnel.Delivered));
        Assert.Equal((new(1, 2_000, 30), new(1, 0, 30), new(3, 6_000, 90)), (funnel.Rejected, funnel.NotBillable, funnel.Billable));
        Assert.Equal((new(1, 2_000, 30), new(2, 4_000, 60), 2, 2), (funnel.Ready, funnel.Batched, funnel.Claims, funnel.ClaimLines));
        Assert.Equal((default, new FunnelStep(2, 4_000, 60)), (funnel.Answers.Accepted, funnel.Answers.Outstanding));
        Assert.Contains(
            "\"batched\": {\n    \"entries\": 2,\n    \"cents\": 4000,\n    \"minutes\": 60\n  }", funnel.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_has_a_row_for_each_bucket_that_it_has_cents_in()
    {
        var month = await BilledMonthAsync();
        await new PayerFacts(database, month.DistrictId).PayAsync(new PaidLine(1, Paid: 1_200, Adjusted: 500, Denied: 300));

        var (buckets, rows) = await ReconcileAsync(month);

        Assert.Equal(
            ["12.00,paid", "5.00,adjusted", "3.00,denied"],
            rows[1..4].Select(row => row.Split(',')).Select(row => $"{row[7]},{row[8]}"));
        Assert.Equal(new CountAndCents(1, 1_200), buckets[Bucket.Paid]);
        Assert.Equal(new CountAndCents(1, 2_000), buckets[Bucket.Batched]);
        Assert.Equal(new CountAndCents(5, 8_000), buckets.All);
    }

    [Fact]
    public async Task The_funnel_goes_on_to_what_payers_pay()
    {
        var month = await BilledMonthAsync();
        var facts = new PayerFacts(database, month.DistrictId);
        await facts.AnswerAsync(1, "accepted");
        await facts.AnswerAsync(2, "rejected", "A7:562:85");
        await facts.PayAsync(new PaidLine(1, Paid: 1_200, Adjusted: 500, Denied: 300));
        await facts.WriteOffAsync(1, 1, "denied", 100);

        var answers = (await Funnel.LoadAsync(database.DataSource, month.DistrictId, ClaimMonth.October)).Answers;

        Assert.Equal((new(1, 2_000, 30), new FunnelStep(1, 2_000, 30)), (answers.Accepted, answers.Rejected));
        Assert.Equal((new(1, 1_200, 30), new FunnelStep(1, 500, 30)), (answers.Paid, answers.Adjusted));
        Assert.Equal((new(1, 200, 30), new(1, 100, 30), default(FunnelStep)), (answers.Denied, answers.WrittenOff, answers.Outstanding));
    }

    [Fact]
    public async Task The_rejected_entries_say_where_they_came_from_and_what_is_wrong()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "=S404", 7),
            ClaimMonth.Therapy(3, "S1", 8, 9, 45).Log(log => log with { SignedBy = "", SignedAt = null }));

        var stream = new MemoryStream();
        await new RejectedEntries(database.DataSource).WriteAsync(month.DistrictId, ClaimMonth.October, stream);

        var rows = Rows(stream);
        Assert.Equal(3, rows.Count);
        Assert.Equal("entry_id,file,line,source,row_id,date,student_number,provider_number,service,finding_codes,details,dollars,stage", rows[0]);
        Assert.StartsWith("3,logs-2.csv,4,district,r0003,2026-10-08,S1,P2,OT,LOG_UNSIGNED,LOG_UNSIGNED signed_at: ", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",60.00,check", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("2,logs-2.csv,3,district,r0002,2026-10-07,\"'=S404\",P1,SPEECH,STU_MATCH,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_payer_sent_back_joins_the_rejected_entries()
    {
        var month = await BilledMonthAsync();
        var facts = new PayerFacts(database, month.DistrictId);
        await facts.AnswerAsync(2, "rejected", "A7:562:85");
        await facts.PayAsync(new PaidLine(1, Paid: 1_000, Adjusted: 300, Denied: 700, Reason: "16", Remarks: "N290"));

        var stream = new MemoryStream();
        await new RejectedEntries(database.DataSource).WriteAsync(month.DistrictId, ClaimMonth.October, stream);

        var rows = Rows(stream);
        Assert.Equal(
            ["2 A7:562:85 20.00 acknowledgement", "3 LOG_UNSIGNED 20.00 check", "1 CO-16 N290 7.00 remittance"],
            rows[1..].Select(row => row.Split(',')).Select(row => $"{row[0]} {row[9]} {row[^2]} {row[^1]}"));
        Assert.Contains("Read the remark codes", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_999_is_told_in_the_words_of_the_place_that_it_speaks_of()
    {
        var payer = new SimulatedPayer().DecideBatch(transaction =>
            BatchDecision.Reject(new SyntaxFault(transaction.Subscribers[0].Claims[0].ClaimNumber, "HI", "2300", "7", Element: 1)));
        var month = await ResponseMonth.CreateAsync(database, payer, ClaimMonth.Session(1, "S1", 6), ClaimMonth.Session(2, "S2", 6));
        await month.PostAsync(month.Answers.Ack999!);

        var stream = new MemoryStream();
        await new RejectedEntries(database.DataSource).WriteAsync(month.Month.DistrictId, ClaimMonth.October, stream);

        var rows = Rows(stream);
        Assert.Equal("IK3:HI-8 IK4:HI01-7 IK5:5", rows[1].Split(',')[9]);
        Assert.Contains("IK4:HI01-7: The code is not valid.", rows[1], StringComparison.Ordinal);
        Assert.Equal("IK5:5", rows[2].Split(',')[9]);
    }

    /// <summary>Two sessions batched, one ready, one rejected, one never held.</summary>
    private async Task<ClaimMonth> BilledMonthAsync()
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.BillAsync(
            ClaimMonth.Session(1, "S1", 6),
            ClaimMonth.Session(2, "S2", 6),
            Unsigned(ClaimMonth.Session(3, "S1", 7)),
            ClaimMonth.Session(4, "S1", 8).Log(log => log with { Attendance = "A" }));
        await month.LogAsync(ClaimMonth.Session(5, "S1", 9));
        return month;
    }

    private async Task<(MonthBuckets Buckets, List<string> Rows)> ReconcileAsync(ClaimMonth month)
    {
        var stream = new MemoryStream();
        var buckets = await new MonthReconciliation(database.DataSource).WriteAsync(month.DistrictId, ClaimMonth.October, stream);
        return (buckets, Rows(stream));
    }

    private static EntryBuilder Unsigned(EntryBuilder session) => session.Log(log => log with { SignedBy = "", SignedAt = null });

    private static string Number(ClaimMonth month, long claimId) => new ClaimNumber(month.DistrictId, claimId).ToString();

    private static string FileName(ClaimMonth month) => $"{month.District.District.Code}-2026-10-nh-mmis-1.837";

    private static List<string> Rows(MemoryStream csv) => [.. Encoding.UTF8.GetString(csv.ToArray()).TrimEnd().Split("\r\n")];
}
