using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>What a payer said, written straight into the tables: the shortest way to a ledger in some state.</summary>
/// <param name="files">How many response files the district has already.</param>
public sealed class PayerFacts(DatabaseFixture database, DistrictId districtId, int files = 0)
{
    private const string InsertFile = """
        with stored as (
            insert into ops.stored_file (district_id, sha256, length_bytes) values (@DistrictId, sha256(@name::bytea), length(@name))
            on conflict do nothing),
        chunk as (
            insert into ops.stored_file_chunk (district_id, sha256, chunk_number, bytes) values (@DistrictId, sha256(@name::bytea), 0, @name::bytea))
        insert into billing.response_file (district_id, response_file_id, file_name, sha256, received_at, received_by, status, finished_at)
        values (@DistrictId, @fileId, @name, sha256(@name::bytea), @at, 'command:test', 'posted', @at)
        """;

    private const string InsertRemittance = """
        insert into billing.remittance
            (district_id, remittance_id, response_file_id, segment, payer_name, payer_trace, trace_number, handling, method, paid_date, payee_id,
             payment_cents, claims, lines, charge_cents, adjusted_cents, paid_cents, provider_adjusted_cents, content_hash, posted_at)
        values (@DistrictId, @remittanceId, @remittanceId, 4, 'NH MEDICAID', '1', @trace, 'I', 'ACH', @paidOn, '1234567893',
                @paid - @providerCents, @claims, @lines, @charge, @charge - @paid, @paid, @providerCents, sha256(@trace::bytea), @at)
        """;

    private const string InsertClaim = """
        insert into billing.remit_claim
            (district_id, remittance_id, claim_ordinal, segment, claim_number, status, charge_cents, paid_cents, patient_cents, adjusted_cents,
             payer_claim_number, member_id, forwarded_to, remarks)
        select c.district_id, @remittanceId, @ordinal, @ordinal, c.claim_number, '1', @charge, @paid, 0, 0, 'PAYER' || c.claim_id, c.medicaid_id, '', ''
        from billing.claim c
        where c.district_id = @DistrictId and c.claim_id = @claimId
        """;

    private const string InsertLine = """
        insert into billing.remit_line
            (district_id, remittance_id, claim_ordinal, line_ordinal, segment, line_control_number, service_date, procedure, modifiers,
             charge_cents, paid_cents, adjusted_cents, adjustments, remarks,
             posted_claim_id, posted_line_number, posted_paid_cents, posted_adjusted_cents, posted_denied_cents, matched_by)
        select l.district_id, @remittanceId, @ordinal, @lineOrdinal, @lineOrdinal, '', l.service_date, l.procedure, l.modifiers,
               @charge, @Paid, @charge - @Paid,
               concat_ws(' ', 'CO-45:' || nullif(@Adjusted, 0), 'CO-' || @Reason || ':' || nullif(@Denied, 0)), @Remarks,
               l.claim_id, l.line_number, @Paid, @Adjusted, @Denied, 'line-number'
        from billing.claim_line l
        where l.district_id = @DistrictId and l.claim_id = @ClaimId and l.line_number = @Line
        """;

    private static readonly DateTimeOffset Noon = new(2026, 11, 9, 17, 0, 0, TimeSpan.Zero);

    private int _files = files;

    private DistrictId DistrictId => districtId;

    public Task ReleaseAsync(long claimRunId = 1) => ExecuteAsync(
        "insert into billing.claim_release (district_id, claim_run_id, released_at, released_by) values (@DistrictId, @claimRunId, @at, 'command:test')",
        new { DistrictId, claimRunId, at = Noon });

    /// <summary>A 999 or TA1 of a whole file.</summary>
    public async Task AnswerRunAsync(string verdict, string codes, string kind = "999", long claimRunId = 1)
    {
        var fileId = await FileAsync();
        await ExecuteAsync(
            """
            insert into billing.run_answer (district_id, response_file_id, ordinal, segment, kind, sent_number, claim_run_id, verdict, codes)
            values (@DistrictId, @fileId, 1, 1, @kind, '1', @claimRunId, @verdict, @codes)
            """,
            new { DistrictId, fileId, kind, claimRunId, verdict, codes });
        await SettleAsync();
    }

    /// <summary>A 277CA of one claim.</summary>
    public async Task AnswerAsync(long claimId, string verdict, string codes = "A1:20:")
    {
        var fileId = await FileAsync();
        await ExecuteAsync(
            """
            insert into billing.claim_answer
                (district_id, response_file_id, ordinal, segment, claim_number, claim_id, matched_by, verdict, payer_claim_number, codes, member_id)
            select c.district_id, @fileId, 1, 1, c.claim_number, c.claim_id, 'claim-number', @verdict, 'PAYER' || c.claim_id, @codes, c.medicaid_id
            from billing.claim c
            where c.district_id = @DistrictId and c.claim_id = @claimId
            """,
            new { DistrictId, fileId, claimId, verdict, codes });
        await SettleAsync();
    }

    /// <summary>An 835 with one claim for each line that is named.</summary>
    /// <returns>The remittance's id; its trace number is <c>TRACE</c> and the id.</returns>
    public Task<long> PayAsync(params PaidLine[] lines) => PayAsync(0, lines);

    /// <param name="providerCents">PLB; positive makes the payment smaller.</param>
    public async Task<long> PayAsync(long providerCents, params PaidLine[] lines)
    {
        var remittanceId = await FileAsync();
        await ExecuteAsync(InsertRemittance, new
        {
            DistrictId,
            remittanceId,
            trace = $"TRACE{remittanceId}",
            paidOn = new DateOnly(2026, 11, 6),
            paid = lines.Sum(line => line.Paid),
            charge = lines.Sum(line => line.Charge),
            providerCents,
            claims = lines.Length,
            lines = lines.Length,
            at = Noon,
        });
        for (var ordinal = 1; ordinal <= lines.Length; ordinal++)
        {
            var line = lines[ordinal - 1];
            await ExecuteAsync(InsertClaim, new { DistrictId, remittanceId, ordinal, line.ClaimId, line.Charge, line.Paid });
            await ExecuteAsync(InsertLine, new
            {
                DistrictId,
                remittanceId,
                ordinal,
                lineOrdinal = 1,
                line.ClaimId,
                line.Line,
                line.Charge,
                line.Paid,
                line.Adjusted,
                line.Denied,
                line.Reason,
                line.Remarks,
            });
        }

        if (providerCents != 0)
        {
            await ExecuteAsync(
                """
                insert into billing.provider_adjustment (district_id, remittance_id, ordinal, reason, reference, cents)
                values (@DistrictId, @remittanceId, 1, 'WO', '', @providerCents)
                """,
                new { DistrictId, remittanceId, providerCents });
        }

        await SettleAsync();
        return remittanceId;
    }

    /// <summary>An 835 that reverses the payment of a claim's line; a forward balance keeps it from being less than nothing.</summary>
    public Task<long> TakeBackAsync(long claimId, long cents, int line = 1) => PayAsync(-cents, new PaidLine(claimId, -cents, Line: line));

    public Task WriteOffAsync(long claimId, int line, string bucket, long cents) => ExecuteAsync(
        """
        insert into billing.write_off (district_id, write_off_id, claim_id, line_number, of_bucket, cents, reason, written_at, written_by)
        select @DistrictId, coalesce(max(write_off_id), 0) + 1, @claimId, @line, @bucket, @cents, 'test', @at, 'command:test'
        from billing.write_off where district_id = @DistrictId
        """,
        new { DistrictId, claimId, line, bucket, cents, at = Noon });

    /// <summary>As posting does at the end of each file.</summary>
    private async Task SettleAsync()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AnsweredClaims.SettleAsync(transaction, districtId);
        await transaction.CommitAsync();
    }

    private async Task<long> FileAsync()
    {
        var fileId = (long)++_files;
        await ExecuteAsync(InsertFile, new { DistrictId, fileId, name = $"response {fileId}", at = Noon });
        return fileId;
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}

/// <summary>What an 835 says of one of our lines, in cents; a denial by one reason.</summary>
public sealed record PaidLine(
    long ClaimId, long Paid, long Adjusted = 0, long Denied = 0, int Line = 1, string Reason = "16", string Remarks = "")
{
    public long Charge => Paid + Adjusted + Denied;
}
