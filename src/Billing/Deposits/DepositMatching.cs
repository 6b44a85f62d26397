using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Deposits;

/// <summary>Ties remittances to the lines of the bank that pay them, where trace number and amount agree and nothing else does.</summary>
/// <remarks>Runs after each posting and each import of bank lines, for either comes first. Two that look alike are left to a person.</remarks>
public static class DepositMatching
{
    [Sql]
    private const string MatchSql = """
        insert into billing.deposit (district_id, remittance_id, bank_line_id, matched_by, matched_at, matched_who)
        select @districtId, remittance_id, bank_line_id, 'trace', @at, @by
        from (
            select r.remittance_id, b.bank_line_id, count(*) over (partition by r.remittance_id) as lines,
                   count(*) over (partition by b.bank_line_id) as remittances
            from billing.remittance r
            join billing.bank_line b
              on b.district_id = r.district_id and billing.trace_key(b.trace_number) = billing.trace_key(r.trace_number) and b.cents = r.payment_cents
            where r.district_id = @districtId and billing.trace_key(r.trace_number) <> ''
              and not exists (
                select from billing.deposit d where d.district_id = r.district_id and d.remittance_id = r.remittance_id)
              and not exists (
                select from billing.deposit d where d.district_id = b.district_id and d.bank_line_id = b.bank_line_id)
              and not exists (
                select from billing.deposit_undone u
                where u.district_id = r.district_id and u.remittance_id = r.remittance_id and u.bank_line_id = b.bank_line_id)) x
        where lines = 1 and remittances = 1
        returning remittance_id, bank_line_id
        """;

    /// <summary>Within the caller's transaction, which holds the district's lock.</summary>
    /// <returns>How many remittances found their bank line.</returns>
    public static async Task<int> RunAsync(
        NpgsqlTransaction transaction, DistrictId districtId, ChangeContext change, CancellationToken cancellationToken = default)
    {
        var matched = (await transaction.Connection!.QueryAsync<(long RemittanceId, long BankLineId)>(new CommandDefinition(
            MatchSql, new { districtId, at = change.When, by = change.Who.ToString() }, transaction, cancellationToken: cancellationToken))).AsList();
        foreach (var (remittanceId, bankLineId) in matched)
        {
            await AuditTrail.AppendAsync(
                transaction,
                new AuditEvent(districtId, "deposit.matched", "remittance", Id(remittanceId), new() { ["bankLine"] = bankLineId, ["by"] = "trace" }),
                change,
                cancellationToken);
        }

        return matched.Count;
    }

    internal static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
