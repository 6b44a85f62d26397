using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Queue;

/// <summary>What the payer said of an entry that it sent back after it was claimed.</summary>
/// <param name="IsDenied">At payment; otherwise it was rejected before.</param>
/// <param name="Cents">What it would still bring.</param>
/// <param name="Codes">What the payer said, in words.</param>
public sealed record SentBack(bool IsDenied, long Cents, IReadOnlyList<PayersCode> Codes)
{
    public string Stage => IsDenied ? "Denied at payment (remittance)" : "Rejected before payment (acknowledgement)";

    public string ToDo => IsDenied
        ? "Mend what the payer names; then its claim can be replaced or sent again. What can never be paid, finance writes off."
        : "The payer did not take the claim in. Mend what it names; then it can be sent again.";

    [Sql]
    private const string OfEntriesSql = """
        select r.entry_id, r.stage = 'remittance' as is_denied, r.cents,
               (select string_agg(c.source || ' ' || c.code, ';' order by c.source, c.code)
                from billing.payer_code c
                where c.district_id = @districtId and c.claim_id = r.claim_id and c.stage = r.stage
                  and (c.line_number is null or c.line_number = r.line_number)) as codes_text
        from billing.claim_line_entry x
        join billing.returned_entry r on r.district_id = x.district_id and r.claim_id = x.claim_id and r.entry_id = x.entry_id
        where x.district_id = @districtId and x.service_month = @month and x.entry_id = any(@entryIds) and x.live
        """;

    /// <summary>By entry; one that the payer did not send back, or that is on its way again, is not there.</summary>
    /// <param name="month">The entries'.</param>
    public static async Task<IReadOnlyDictionary<long, SentBack>> OfEntriesAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, long[] entryIds, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<SentBackRow>(new CommandDefinition(
            OfEntriesSql, new { districtId, month, entryIds }, cancellationToken: cancellationToken)))
            .DistinctBy(row => row.EntryId).ToDictionary(row => row.EntryId, row => row.InWords());
}

internal sealed record SentBackRow(long EntryId, bool IsDenied, long Cents, string? CodesText)
{
    public SentBack InWords() => new(IsDenied, Cents, PayersCode.Parse(CodesText ?? ""));
}
