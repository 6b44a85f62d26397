using System.Globalization;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Billing.Tests.Reconciliation.Reports;

public sealed class FinanceReportsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly DateOnly November = new(2026, 11, 1);

    [Fact]
    public async Task The_funnel_narrows_from_log_to_payment()
    {
        var month = await ReportedMonth.CreateAsync(database);

        Assert.Equal(
            [
                "month,entries,logged_minutes,logged_dollars,delivered_minutes,billable_entries,billable_minutes,billable_dollars,claimed_minutes,claimed_units,claimed_dollars,accepted_minutes,accepted_units,accepted_dollars,paid_minutes,paid_units,paid_dollars,paid_percent",
                "2026-10,6,180,100.00,150,4,120,80.00,90,3.000,60.00,90,3.000,60.00,30,1.000,15.00,25.0",
                "Total,6,180,100.00,150,4,120,80.00,90,3.000,60.00,90,3.000,60.00,30,1.000,15.00,25.0",
            ],
            await month.ReportAsync("funnel"));
    }

    [Theory]
    [InlineData("school", "Main Street School,6"), InlineData("provider", "P1,6"), InlineData("service", "SPEECH,6"), InlineData("code", "92507,6"), InlineData("payer", "(none),3|nh-mmis,3")]
    public async Task The_funnel_is_grouped_as_asked_and_comes_to_the_same(string by, string begin)
    {
        var month = await ReportedMonth.CreateAsync(database);

        var rows = await month.ReportAsync("funnel", by);

        Assert.Equal(begin, string.Join('|', rows[1..^1].Select(row => string.Join(',', row.Split(',')[..2]))));
        Assert.Equal((await month.ReportAsync("funnel"))[^1], rows[^1]);
    }

    [Fact]
    public async Task Every_report_narrowed_to_the_only_value_there_is_says_the_same_and_to_another_nothing()
    {
        var month = await ReportedMonth.CreateAsync(database);
        foreach (var report in FinanceReports.All)
        {
            var (from, to) = report.OfPayments ? (November, November) : (October, October);
            var whole = await month.ReportAsync(report.Name, "", from, to);
            foreach (var (kind, value) in new[] { ("school", "Main Street School"), ("provider", "P1"), ("service", "SPEECH") }.Where(each => report.Only.Contains(each.Item1)))
            {
                Assert.Equal(whole, await month.ReportAsync(report.Name, "", from, to, new(kind, value)));
                Assert.Single(await month.ReportAsync(report.Name, "", from, to, new(kind, "Other"))); // its heads
            }
        }
    }

    [Fact]
    public async Task A_report_narrowed_to_a_payer_has_what_went_to_that_payer()
    {
        var month = await ReportedMonth.CreateAsync(database);

        var rows = await month.ReportAsync("funnel", "payer", new ReportOnly("payer", "nh-mmis"));

        Assert.Equal(["nh-mmis,3", "Total,3"], rows[1..].Select(row => string.Join(',', row.Split(',')[..2])));
        await Assert.ThrowsAsync<ArgumentException>(() => month.ReportAsync("interim", "", new ReportOnly("school", "Main Street School")));
    }

    [Theory]
    [InlineData("school=Main Street School", true)]
    [InlineData("horoscope=lion", false)]
    [InlineData("school=", false)]
    [InlineData("school", false)]
    public void What_a_report_is_narrowed_to_is_written_as_kind_and_value(string text, bool known)
    {
        Assert.Equal(known, ReportOnly.TryParse(text, FinanceReports.Find("funnel")!, out var only));
        Assert.Equal(known ? "main-street-school" : null, only?.InFileName);
    }

    [Fact]
    public async Task Aging_counts_days_since_the_service_and_days_left_to_file()
    {
        var month = await ReportedMonth.CreateAsync(database);

        Assert.Equal(
            [
                "stage,entries,days_0_30_dollars,days_31_60_dollars,days_61_90_dollars,days_91_120_dollars,days_over_120_dollars,open_dollars,too_late_dollars,days_left",
                "Rejected by a check,1,0.00,0.00,20.00,0.00,0.00,20.00,0.00,301",
                "Ready to claim,1,0.00,0.00,20.00,0.00,0.00,20.00,0.00,303",
                "Taken in by the payer,1,0.00,20.00,0.00,0.00,0.00,20.00,0.00,320",
                "Denied,1,0.00,0.00,20.00,0.00,0.00,20.00,0.00,300",
                "Total,4,0.00,20.00,60.00,0.00,0.00,80.00,0.00,",
            ],
            await month.ReportAsync("aging"));
    }

    [Fact]
    public async Task What_is_written_off_is_open_no_more()
    {
        var month = await ReportedMonth.CreateAsync(database);
        await month.Facts.WriteOffAsync(2, 1, "denied", 2_000);

        Assert.DoesNotContain(await month.ReportAsync("aging"), row => row.StartsWith("Denied", StringComparison.Ordinal));
    }

    [Theory, InlineData("16", "yes", "20.00"), InlineData("29", "no", "0.00")]
    public async Task Denials_say_whether_they_can_be_mended(string carc, string mendable, string dollars)
    {
        var month = await ReportedMonth.CreateAsync(database, carc);

        var rows = await month.ReportAsync("denials");

        Assert.Equal("carc,words,recoverable,fix,lines,denied_dollars,recoverable_dollars", rows[0]);
        Assert.StartsWith($"CO-{carc},", rows[1], StringComparison.Ordinal);
        Assert.Contains($",{mendable},", rows[1], StringComparison.Ordinal);
        Assert.Equal($"Total,,,,1,20.00,{dollars}", rows[2]); // the agreed reduction of the other claim is no denial
    }

    [Fact]
    public async Task Denials_by_provider_name_the_provider_first()
    {
        var month = await ReportedMonth.CreateAsync(database);

        Assert.StartsWith("P1,CO-16,", (await month.ReportAsync("denials", "provider"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_value_counts_an_entry_once_in_the_total_whatever_it_lacks()
    {
        var month = await ReportedMonth.CreateAsync(database);
        await month.Month.LogAsync(Claims.ClaimMonth.Session(7, "S2", 13).Log(log => log with { SignedBy = "", SignedAt = null, Objective = "" }));

        Assert.Equal(
            [
                "check,words,fix,who,weight,entries,held_dollars,alone_entries,alone_dollars",
                "LOG_UNSIGNED,Not signed,\"Read the session through and sign it, under My month.\",provider,rejects,2,40.00,1,20.00",
                "LOG_OBJECTIVE,No objective,Name the objective that the session worked on.,provider,rejects,1,20.00,0,0.00",
                "ATT_NOTDELIVERED,The session was not held,\"Nothing to fix. If the session was held, correct the attendance.\",provider,not billable,1,0.00,1,0.00",
                "Total,,,,,3,40.00,2,20.00",
            ],
            await month.ReportAsync("lost-value"));
    }

    [Fact]
    public async Task Remittances_of_a_period_add_up()
    {
        var month = await ReportedMonth.CreateAsync(database);

        var rows = await month.ReportAsync("remittances", "", November, November);

        Assert.Equal(
            $"2026-11-06,{month.RemittanceId},NH MEDICAID,TRACE{month.RemittanceId},ACH,2,2,40.00,5.00,20.00,15.00,1.00,14.00,0.00,response {month.RemittanceId}", rows[1]);
        Assert.Equal(3, rows.Count);
        Assert.Single(await month.ReportAsync("remittances"));
    }

    [Fact]
    public async Task A_payment_ties_out_to_its_bank_line_or_says_by_how_much_not()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var id = month.RemittanceId;
        async Task<string[]> RowsAsync() =>
            [.. (await month.ReportAsync("deposits", "", November, November))[1..^1].Select(row => string.Join(',', row.Split(',')[4..]))];

        Assert.Equal(["15.00,1.00,14.00,0.00,,,-14.00,not in the bank"], await RowsAsync());

        await month.Month.ExecuteAsync("""
            insert into billing.bank_line values (@DistrictId, 1, '2026-11-09', 1350, 'TRACE', 'ACH', 1, now(), 'command:test');
            insert into billing.bank_line values (@DistrictId, 2, '2026-11-10', 700, '', 'COUNTER', 1, now(), 'command:test');
            """);
        await month.Month.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"insert into billing.deposit values (@DistrictId, {id}, 1, 'person', now(), 'command:test')"));

        Assert.Equal(["15.00,1.00,14.00,0.00,2026-11-09,13.50,-0.50,differs", ",,,,2026-11-10,7.00,7.00,no remittance"], await RowsAsync());
    }

    [Fact]
    public async Task A_bank_line_that_pays_two_remittances_counts_once()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var second = await month.Facts.PayAsync(new PaidLine(3, Paid: 2_000));
        await month.Month.ExecuteAsync("insert into billing.bank_line values (@DistrictId, 1, '2026-11-09', 3400, '', 'ACH', 1, now(), 'command:test')");
        await month.Month.ExecuteAsync(
            "insert into billing.deposit select district_id, remittance_id, 1, 'trace', now(), 'command:test' from billing.remittance where district_id = @DistrictId");

        var rows = await month.ReportAsync("deposits", "", November, November);

        Assert.EndsWith(",34.00,0.00,ties out", rows[1], StringComparison.Ordinal);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"2026-11-06,{second},"), rows[2], StringComparison.Ordinal);
        Assert.EndsWith(",,0.00,ties out", rows[2], StringComparison.Ordinal);
        Assert.Equal("Total,,,,35.00,1.00,34.00,0.00,,34.00,0.00,", rows[3]);
    }

    [Fact]
    public async Task The_log_of_voids_and_replacements_tells_who_and_why()
    {
        var month = await ReportedMonth.CreateAsync(database);
        await month.Month.ExecuteAsync("""
            insert into billing.claim_decision (district_id, claim_decision_id, claim_id, kind, reason, decided_at, decided_by)
            values (@DistrictId, 1, 1, 'void', 'student was absent', '2026-11-20T02:00Z', 'user:finance')
            """);

        var rows = await month.ReportAsync("corrections");

        Assert.StartsWith("2026-11-19,void,", rows[1], StringComparison.Ordinal); // in the district it was the evening before
        Assert.EndsWith(",2026-10,,student was absent,user:finance,20.00,15.00,,,,,waiting", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_void_that_took_its_payment_back_is_told_so_and_the_person_by_name()
    {
        var month = await ReportedMonth.CreateAsync(database);
        var (october, person) = (month.Month, await month.Month.District.PersonAsync(UserRole.Clerk));
        Assert.IsType<DecisionOutcome.Decided>(await new ClaimDecisions(database.DataSource, StoredDistrict.Clock).DecideAsync(
            october.DistrictId, new ClaimNumber(october.DistrictId, 1).ToString(), ClaimDecisionKind.Void, "test", person));
        await october.ReleaseAsync(Assert.IsType<ClaimRunOutcome.Built>(await october.BuildAsync()).ClaimRunId);
        Assert.EndsWith(",released", (await month.ReportAsync("corrections"))[1], StringComparison.Ordinal);

        await month.Facts.PayAsync(-1_500, new PaidLine(1, Paid: -1_500, Adjusted: -500));

        var row = (await month.ReportAsync("corrections"))[1];
        Assert.EndsWith(",taken back", row, StringComparison.Ordinal);
        var name = Assert.Single(await october.QueryAsync<string>($"select display_name from ops.user_account where user_id = '{person}'"));
        Assert.Contains($",test,{name},", row, StringComparison.Ordinal);
    }

    [Theory, InlineData("provider", "P1"), InlineData("vendor", "district"), InlineData("month", "2026-10"), InlineData("school", "Main Street School")]
    public async Task First_pass_counts_what_no_check_ever_rejected(string by, string name)
    {
        var month = await ReportedMonth.CreateAsync(database);

        var rows = await month.ReportAsync("first-pass", by);

        Assert.Equal($"{name},6,5,83.3,0,,,1,31", rows[1]);
    }

    [Fact]
    public async Task What_was_rejected_and_mended_is_not_right_the_first_time()
    {
        var month = await ReportedMonth.CreateAsync(database);
        await month.Month.LogAsync(Claims.ClaimMonth.Session(4, "S1", 7));

        Assert.Equal("P1,6,5,83.3,1,0,0,0,", (await month.ReportAsync("first-pass"))[1]);
    }

    [Fact]
    public async Task A_reason_that_nobody_knows_denies_where_nothing_is_paid()
    {
        var month = await ReportedMonth.CreateAsync(database, denial: "9Z9");

        Assert.StartsWith("CO-9Z9,code 9Z9: not in our table,yes,", (await month.ReportAsync("denials"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Federal_and_local_share_add_up_to_what_was_paid()
    {
        var month = await ReportedMonth.CreateAsync(database);
        await month.Facts.PayAsync(new PaidLine(3, Paid: 1_001));

        var rows = await month.ReportAsync("federal-share", "month", November, November);

        Assert.StartsWith("2026-11,2,25.01,50.0,12.51,12.50,", rows[1], StringComparison.Ordinal);
        Assert.Equal("Total,2,25.01,,12.51,12.50,", rows[2]);
        Assert.StartsWith("2026-07-01,2,25.01,", (await month.ReportAsync("federal-share", "period", November, November))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interim_totals_are_of_the_year_of_the_service()
    {
        var month = await ReportedMonth.CreateAsync(database);

        Assert.Equal(
            [
                "period_from,period_to,lines,minutes,units,charge_dollars,paid_dollars,adjusted_dollars,denied_dollars,written_off_dollars,outstanding_dollars",
                "2026-07-01,2027-06-30,3,90,3.000,60.00,15.00,5.00,20.00,0.00,20.00",
                "Total,,3,90,3.000,60.00,15.00,5.00,20.00,0.00,20.00",
            ],
            await month.ReportAsync("interim", "period", new(2026, 5, 1), November));
    }

    [Theory, InlineData(ReportFormat.Csv), InlineData(ReportFormat.Xlsx), InlineData(ReportFormat.Html)]
    public async Task Every_report_can_be_written_in_every_format_and_grouping(ReportFormat format)
    {
        var month = await ReportedMonth.CreateAsync(database);
        foreach (var report in FinanceReports.All)
        {
            foreach (var by in report.By.DefaultIfEmpty(""))
            {
                var stream = new MemoryStream();
                await report.WriteAsync(
                    database.DataSource, new(month.Month.District.District, new(2025, 11, 1), November, by, ReportedMonth.AsOf), format, stream);
                Assert.NotEqual(0, stream.Length);
            }
        }
    }

    [Fact]
    public async Task A_report_is_grouped_only_by_what_it_offers() =>
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await (await ReportedMonth.CreateAsync(database)).ReportAsync("aging", "planet"));
}
