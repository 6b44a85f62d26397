using System.Text;
using System.Text.Json;
using Dapper;
using MedicaidLogs.Scenarios.Tests.SeedDataTests;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>From the claim file to the deposit: what the sample's README says that the payer answered, and where the dollars stand then.</summary>
[Collection(SharedMonth.Name)]
public sealed class MapleGroveAnswersTests(MapleGroveMonth month)
{
    private const string BucketsSql = """
        select concat_ws(' ', bucket, sum(cents)) from billing.ledger where claim_id is not null and service_month = date '2026-10-01' group by bucket
        """;

    private const string PaymentSql = """
        select array[
            (select sum(paid_cents) from billing.line_posting),
            (select sum(paid_cents) from billing.unmatched_remit),
            (select -sum(cents) from billing.provider_adjustment where reason = 'L6'),
            (select sum(payment_cents) from billing.remittance)]::bigint[]
        """;

    private const string TiedSql = """
        select concat_ws(' ', r.trace_number, b.trace_number, b.cents - r.payment_cents)
        from billing.deposit d
        join billing.remittance r using (district_id, remittance_id)
        join billing.bank_line b using (district_id, bank_line_id)
        """;

    /// <summary>Answer, student, procedure, codes, claim lines, charge.</summary>
    private static readonly List<string[]> _unusual = [.. SampleFolder.ReadmeTable("answer | student")];

    [Fact]
    public async Task Every_dollar_of_the_claims_stands_where_the_payers_plan_puts_it() =>
        Assert.Equal(
            SampleFolder.ReadmeTable("bucket | dollars").Select(row => $"{row[0]} {Cents(row[1])}").Order(StringComparer.Ordinal),
            (await LinesAsync<string>(BucketsSql)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_funnel_says_the_same()
    {
        var planned = SampleFolder.ReadmeTable("bucket | dollars").ToDictionary(row => row[0], row => Cents(row[1]));
        var answers = JsonDocument.Parse(month.Files()["funnel.json"]).RootElement.GetProperty("answers");
        long Of(string step) => answers.GetProperty(step).GetProperty("cents").GetInt64();

        Assert.Equal(planned["rejected"], Of("rejected"));
        Assert.Equal(planned["paid"], Of("paid"));
        Assert.Equal(planned["adjusted"], Of("adjusted"));
        Assert.Equal(planned["denied"], Of("denied"));
        Assert.Equal(planned["accepted"], Of("outstanding"));
        Assert.Equal(planned.Values.Sum() - planned["rejected"], Of("accepted"));
    }

    [Fact]
    public void What_the_payer_sent_back_is_listed_with_its_codes_to_the_cent()
    {
        var listed = CsvText.Records(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(month.Files()["rejected.csv"]).ReplaceLineEndings("\n")))
            .Where(row => row["stage"] != "check")
            .GroupBy(row => (row["stage"], row["student_number"], row["finding_codes"]))
            .Select(rows => $"{rows.Key} {rows.Sum(row => Cents(row["dollars"]))}");
        var planned = _unusual
            .Where(row => row[0] is "rejected" or "denied")
            .Select(row => $"{(row[0] == "denied" ? "remittance" : "acknowledgement", row[1], row[0] == "denied" ? Denial(row[3]) : row[3].Replace(' ', ':'))} {Cents(row[5])}");

        Assert.Equal(planned.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_line_without_a_name_waits_for_a_person() =>
        Assert.Equal(
            _unusual.Where(row => row[0] == "paid, nameless").Select(row => Cents(row[5])),
            await LinesAsync<long>("select charge_cents from billing.unmatched_remit"));

    [Fact]
    public async Task The_payment_is_made_of_what_the_plan_says() =>
        Assert.Equal(
            SampleFolder.ReadmeTable("of the payment | dollars").Select(row => Cents(row[1])),
            Assert.Single(await LinesAsync<long[]>(PaymentSql)));

    [Fact]
    public async Task The_banks_line_is_tied_to_it_by_the_trace_number() =>
        Assert.Equal("EFT2611200001 EFT2611200001 0", Assert.Single(await LinesAsync<string>(TiedSql)));

    /// <summary>CO 16 N290 is CO-16 N290.</summary>
    private static string Denial(string codes) => codes.Split(' ') is [var group, .. var rest] ? $"{group}-{string.Join(' ', rest)}" : codes;

    private static long Cents(string dollars) => SampleFolder.Cents(dollars);

    private async Task<IEnumerable<T>> LinesAsync<T>(string sql)
    {
        await using var connection = await month.Database.DataSource.OpenConnectionAsync();
        return await connection.QueryAsync<T>(sql);
    }
}
