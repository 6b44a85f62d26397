using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Closing;

/// <summary>What a built claim file holds, so that whoever releases it knows what goes out. No student is in it.</summary>
/// <param name="Lines">By procedure, the dearest first; those of voids are not among them.</param>
public sealed record ClaimFileContent(int Replacements, int Voids, long VoidCents, IReadOnlyList<ProcedureTotals> Lines)
{
    private const int MostProcedures = 200;

    [Sql]
    private const string RunSql = """
        select replacements, voids, void_cents from billing.claim_run where district_id = @districtId and claim_run_id = @claimRunId
        """;

    [Sql]
    private const string ProceduresSql = """
        select l.procedure, count(*)::int as lines, count(distinct c.student_id)::int as students, min(l.service_date) as first_day,
               max(l.service_date) as last_day, sum(l.charge_cents)::bigint as charge_cents
        from billing.claim c
        join billing.claim_line l on l.district_id = c.district_id and l.claim_id = c.claim_id
        where c.district_id = @districtId and c.claim_run_id = @claimRunId and c.frequency <> '8'
        group by l.procedure
        order by charge_cents desc, l.procedure
        limit @limit
        """;

    public static async Task<ClaimFileContent> LoadAsync(
        NpgsqlConnection connection, DistrictId districtId, long claimRunId, CancellationToken cancellationToken)
    {
        var of = new { districtId, claimRunId, limit = MostProcedures };
        var (replacements, voids, voidCents) = await connection.QuerySingleAsync<(int, int, long)>(new CommandDefinition(
            RunSql, of, cancellationToken: cancellationToken));
        return new(replacements, voids, voidCents, [.. await connection.QueryAsync<ProcedureTotals>(new CommandDefinition(
            ProceduresSql, of, cancellationToken: cancellationToken))]);
    }
}

public sealed record ProcedureTotals(string Procedure, int Lines, int Students, DateOnly FirstDay, DateOnly LastDay, long ChargeCents);
