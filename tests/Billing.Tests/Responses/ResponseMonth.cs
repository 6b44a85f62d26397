using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.Tests.Claims;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.Responses;

/// <summary>A billed October, a payer that has its file, and the way of the payer's files into the store.</summary>
internal sealed class ResponseMonth
{
    private readonly DatabaseFixture _database;
    private readonly ClaimMonth _month;
    private int _files;

    private ResponseMonth(DatabaseFixture database, ClaimMonth month, ClaimRunOutcome.Built built)
    {
        (_database, _month) = (database, month);
        Built = built;
    }

    public static DateOnly PaidOn { get; } = new(2026, 11, 20);

    public ClaimMonth Month => _month;

    public ClaimRunOutcome.Built Built { get; }

    /// <summary>Its answers to our file.</summary>
    public PayerAnswers Answers { get; private set; } = null!;

    /// <param name="payer">Takes the file; null: one that pays four fifths.</param>
    public static async Task<ResponseMonth> CreateAsync(DatabaseFixture database, SimulatedPayer? payer, params IReadOnlyList<EntryBuilder> entries)
    {
        var month = await ClaimMonth.CreateAsync(database);
        var built = await month.BillAsync(entries);
        var response = new ResponseMonth(database, month, built);
        response.Answers = (payer ?? new SimulatedPayer()).Take(await month.FileAsync(built));
        return response;
    }

    public async Task<ResponseOutcome> ImportAsync(byte[] file) =>
        await new ResponseIntake(_database.DataSource, StoredDistrict.Clock)
            .ImportAsync(_month.DistrictId, $"file-{++_files}", new MemoryStream(file), ClaimMonth.Who);

    /// <summary>It must be posted.</summary>
    public async Task<ResponseSummary> PostAsync(byte[] file) => Assert.IsType<ResponseOutcome.Posted>(await ImportAsync(file)).Summary;

    public async Task<ResponseRefusal> RefuseAsync(byte[] file) => Assert.IsType<ResponseOutcome.Refused>(await ImportAsync(file)).Refusal;

    /// <summary>Stage, payments, reductions, denials, and what is open, line by line.</summary>
    public Task<List<(string Line, string Stage, long Paid, long Adjusted, long Denied, long Outstanding)>> LinesAsync() =>
        _month.QueryAsync<(string, string, long, long, long, long)>(
            """
            select line_control_number, stage, paid_cents, adjusted_cents, denied_cents, outstanding_cents
            from billing.line_standing where district_id = @DistrictId order by claim_id, line_number
            """);

    /// <summary>How lines were matched, and how many each way.</summary>
    public Task<List<(string By, int Lines)>> MatchedAsync() => _month.QueryAsync<(string, int)>(
        "select matched_by, count(*)::int from billing.line_posting where district_id = @DistrictId group by matched_by order by matched_by");

    public Task<List<string>> StagesAsync() =>
        _month.QueryAsync<string>("select stage from billing.claim_standing where district_id = @DistrictId order by claim_id");

    /// <summary>Takes the first claim back, as a void that went out; or a void that the payer rejected, as the one that goes in its place.</summary>
    /// <param name="number">Of the void; null: the first claim's.</param>
    /// <returns>The void's number.</returns>
    public Task<string> VoidAsync(string? number = null) => SendInPlaceAsync("8", number);

    /// <summary>The same with a replacement, of the same lines.</summary>
    public Task<string> ReplaceAsync(string? number = null) => SendInPlaceAsync("7", number);

    private async Task<string> SendInPlaceAsync(string frequency, string? number)
    {
        const int after = 1_000;
        var claimId = (await _month.QueryAsync<long>(
            $"select min(claim_id) from billing.claim where district_id = @DistrictId and claim_number = coalesce({(number is null ? "null" : $"'{number}'")}, claim_number)"))[0];
        number = new ClaimNumber(_month.DistrictId, claimId + after).ToString();
        await _month.ExecuteAsync(
            $"""
            insert into billing.claim
            select (jsonb_populate_record(c, jsonb_build_object(
                'claim_id', c.claim_id + {after}, 'claim_number', '{number}', 'frequency', '{frequency}', 'replaces_claim_id', c.claim_id, 'payer_claim_number', 'P1'))).*
            from billing.claim c where c.district_id = @DistrictId and c.claim_id = {claimId};
            insert into billing.claim_line
            select (jsonb_populate_record(l, jsonb_build_object('claim_id', l.claim_id + {after}))).*
            from billing.claim_line l where l.district_id = @DistrictId and l.claim_id = {claimId};
            """);
        return number;
    }

    /// <summary>Everything that an order of files must not change, as text.</summary>
    public Task<List<string>> LedgerAsync() => _month.QueryAsync<string>(
        """
        select x.kind || ' ' || x.fact::text
        from (select 'line' as kind, to_jsonb(l) as fact from billing.line_standing l where l.district_id = @DistrictId
              union all
              select 'ledger', to_jsonb(l) from billing.ledger l where l.district_id = @DistrictId and l.service_month = '2026-10-01'
              union all
              select 'claim', to_jsonb(c) from billing.claim_standing c where c.district_id = @DistrictId
              union all
              select 'unmatched', to_jsonb(u) - 'remittance_id' || jsonb_build_object('trace', r.trace_number)
              from billing.unmatched_remit u
              join billing.remittance r on r.district_id = u.district_id and r.remittance_id = u.remittance_id
              where u.district_id = @DistrictId
              union all
              select 'answer', to_jsonb(a) - 'response_file_id' - 'ordinal' - 'segment' from billing.claim_answer a where a.district_id = @DistrictId
              union all
              select 'run', to_jsonb(a) - 'response_file_id' - 'ordinal' - 'segment' from billing.run_answer a where a.district_id = @DistrictId
              union all
              select 'payment', to_jsonb(r) - 'response_file_id' - 'remittance_id' - 'segment' from billing.remittance r where r.district_id = @DistrictId) x
        order by 1
        """);

    public async Task<long> CountAsync(string table) =>
        (await _month.QueryAsync<long>($"select count(*) from {table} where district_id = @DistrictId"))[0];
}
