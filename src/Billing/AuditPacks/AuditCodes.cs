using Dapper;
using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.AuditPacks;

/// <summary>What the codes of an audit pack say, of checks and of payers: an auditor has neither list at hand.</summary>
internal static class AuditCodes
{
    private const string Check = "check";

    [Sql]
    private const string CodesSql = """
        select distinct 'check' as source, f.code
        from intake.entry_finding f
        where f.district_id = @districtId and f.service_month = @month and f.entry_id = any(@entryIds)
        union
        select p.source, p.code
        from billing.payer_code p
        where p.district_id = @districtId and p.claim_id = @claimId and (p.line_number is null or p.line_number = @line)
        order by 1, 2
        """;

    private static readonly Columns<Row> _columns = new Columns<Row>()
        .Text("source", "Source", row => row.Source)
        .Text("code", "Code", row => row.Code)
        .Text("words", "In words", row => row.Source == Check ? FindingTexts.Of(row.Code).Title : PayersCode.Of(row.Source, row.Code).Words);

    /// <param name="values">Those of <see cref="AuditTables"/>.</param>
    public static async Task<AuditTable> ReadAsync(
        NpgsqlTransaction transaction, string file, string what, object values, CancellationToken cancellationToken)
    {
        var rows = (await transaction.Connection!.QueryAsync<Row>(
            new CommandDefinition(CodesSql, values, transaction, cancellationToken: cancellationToken))).AsList();
        return new(file, what, _columns.Shown, [.. rows.Select(_columns.Row)]);
    }

    private sealed record Row(string Source, string Code);
}
