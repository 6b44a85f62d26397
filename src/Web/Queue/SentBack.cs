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
        select entry_id, stage = 'remittance' as is_denied, cents, codes_text
        from billing.returned_of_entries(@districtId, @month, @entryIds)
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
