using System.Globalization;
using System.Text;
using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>The whole way, from a provider's CSV line to the claim file: what the sample's README says, and nothing else.</summary>
[Collection(SharedMonth.Name)]
public sealed class MapleGroveMonthTests(MapleGroveMonth month)
{
    private const string StandingSql = """
        select concat_ws(' ', e.row_id, f.code, f.severity)
        from intake.entry e
        join intake.finding f on f.district_id = e.district_id and f.service_month = e.service_month
          and f.entry_id = e.entry_id and f.entry_version = e.version
        where f.cleared_run_id is null
        """;

    private const string OfEarlierVersionsSql = """
        select concat_ws(' ', e.row_id, f.code, f.severity)
        from intake.entry e
        join intake.finding f on f.district_id = e.district_id and f.service_month = e.service_month
          and f.entry_id = e.entry_id and f.entry_version < e.version
        """;

    private const string FilesSql = """
        select concat_ws(' ', file_name, rows_total, rows_entered, rows_malformed, rows_duplicate)
        from intake.import_file
        where kind = 'logs'
        order by import_file_id
        """;

    private const string MonthsSql = """
        select concat_ws(' ', to_char(service_month, 'YYYY-MM'), count(*), count(*) filter (where billable))
        from intake.entry
        group by service_month
        order by service_month
        """;

    private const string ClaimRunsSql = """
        select concat_ws(' ', to_char(service_month, 'YYYY-MM'), entries, lines, charge_cents) from billing.claim_run
        """;

    [Fact]
    public void The_command_ends_well() =>
        Assert.True(month.FirstRun.ExitCode == 0, $"exit code {month.FirstRun.ExitCode}: {month.FirstRun.Errors}");

    [Fact]
    public async Task Exactly_the_planted_findings_stand() =>
        Assert.Equal(Text(SampleFolder.FindingsThatStand()), Text(await LinesAsync(StandingSql)));

    [Fact]
    public void Every_code_of_the_catalogue_is_planted_somewhere() =>
        Assert.Empty(Catalogue.Codes.Except([NotBilledByOffice.Code, MergedDuplicate.Code]).Except( // which only people draw
            SampleFolder.FindingsThatStand().Concat(SampleFolder.FindingsOfEarlierVersions()).Select(finding => finding.Split(' ')[1])));

    [Fact]
    public async Task What_the_re_export_corrected_was_found_before() =>
        Assert.Equal(Text(SampleFolder.FindingsOfEarlierVersions()), Text(await LinesAsync(OfEarlierVersionsSql)));

    [Fact]
    public async Task Every_row_of_every_file_is_accounted_for() =>
        Assert.Equal(SampleFolder.ReadmeTable("file | rows").Select(Joined), await LinesAsync(FilesSql));

    [Fact]
    public async Task Each_month_has_its_entries_and_its_billable_ones() =>
        Assert.Equal(SampleFolder.ReadmeTable("month of service").Select(cells => Joined(cells[..3])), await LinesAsync(MonthsSql));

    [Fact]
    public async Task One_run_claims_every_billable_entry_of_the_month_to_the_cent()
    {
        var october = SampleFolder.ReadmeTable("month of service").Single(cells => cells[0] == "2026-10");

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"2026-10 {october[2]} {october[3]} {SampleFolder.Cents(october[4])}"),
            Assert.Single(await LinesAsync(ClaimRunsSql)));
    }

    [Fact]
    public void The_claim_file_reads_to_its_end_and_comes_to_the_same_dollars()
    {
        var october = SampleFolder.ReadmeTable("month of service").Single(cells => cells[0] == "2026-10");
        var bytes = Assert.Single(month.Files(), file => file.Key.StartsWith("claims/", StringComparison.Ordinal)).Value;
        var (claimCents, lineCents, lines) = (0L, 0L, 0);

        var x12 = new X12Reader(bytes);
        while (x12.Read())
        {
            if (x12.Segment.Is("CLM"u8))
            {
                claimCents += SampleFolder.Cents(Encoding.ASCII.GetString(x12.Segment[2]));
            }
            else if (x12.Segment.Is("SV1"u8))
            {
                lineCents += SampleFolder.Cents(Encoding.ASCII.GetString(x12.Segment[2]));
                lines++;
            }
        }

        Assert.Equal(SampleFolder.Cents(october[4]), claimCents);
        Assert.Equal(SampleFolder.Cents(october[4]), lineCents);
        Assert.Equal(october[3], lines.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_claim_file_tells_what_was_authorized_and_what_another_insurer_decided()
    {
        var file = Encoding.ASCII.GetString(Assert.Single(month.Files(), file => file.Key.StartsWith("claims/", StringComparison.Ordinal)).Value);

        Assert.Contains("~REF*G1*PA26-4471~", file, StringComparison.Ordinal);
        Assert.Contains("~AMT*D*40~OI***Y***Y~NM1*IL*1*USHER*DOROTHEA****MI*GSM-4417702~", file, StringComparison.Ordinal);
        Assert.Contains("~SVD*GRANITE*40*HC:90832**1~CAS*CO*45*18.05~CAS*PR*3*10~DTP*573*D8*20261023~", file, StringComparison.Ordinal);
        Assert.Contains("~SVD*GRANITE*0*HC:90832**1~CAS*PR*96*68.05~DTP*573*D8*20261030~", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_month_leaves_its_files()
    {
        var files = month.Files().Keys;

        Assert.Equal(
            [
                "claims/maple-grove-2026-10-nh-mmis-1.837", "funnel.json", "reconciliation.csv", "rejected.csv",
                "reports/aging-by-stage-2026-10.xlsx", "reports/denials-by-reason-2026-10.xlsx", "reports/deposits-2026-11.xlsx", "reports/funnel-by-month-2026-10.xlsx",
            ],
            files.Where(file => !file.StartsWith("session-logs/", StringComparison.Ordinal)));
        Assert.Contains(files, file => file.StartsWith("session-logs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_books_are_right()
    {
        var verified = await Medlogs.RunAsync(month.Database.ConnectionString, "verify");

        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        Assert.EndsWith("The books are right.", verified.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("attention", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_again_it_changes_no_row_and_writes_the_same_files()
    {
        var before = await TableContents.ReadAsync(month.Database.DataSource);
        var files = month.Files();

        var again = await month.RunAsync();

        Assert.True(again.ExitCode == 0, again.Errors);
        before.AssertSame(await TableContents.ReadAsync(month.Database.DataSource));
        var written = month.Files();
        Assert.Equal(files.Keys, written.Keys);
        Assert.All(files, file => Assert.Equal(file.Value, written[file.Key]));
    }

    private async Task<IEnumerable<string>> LinesAsync(string sql)
    {
        await using var connection = await month.Database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<string>(sql);
    }

    /// <summary>One text, so that a failure shows the lines around the difference.</summary>
    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string Joined(string[] cells) => string.Join(' ', cells);
}
