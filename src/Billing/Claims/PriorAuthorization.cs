using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What the payer authorized for a student before the service was given, as Ingest publishes it.</summary>
/// <param name="Covers">A service of the rule pack, or a procedure code.</param>
/// <param name="ValidTo">Null: no end is known.</param>
internal sealed record PriorAuthorization(long StudentId, string AuthorizationNumber, string Covers, DateOnly ValidFrom, DateOnly? ValidTo)
{
    [Sql]
    private const string OfDistrictSql = """
        select student_id, authorization_number, covers, valid_from, valid_to
        from intake.claim_authorization
        where district_id = @districtId
        order by valid_from desc, authorization_id desc
        """;

    /// <summary>By student; the one that began last first, of one day's the one recorded last.</summary>
    public static async Task<ILookup<long, PriorAuthorization>> OfDistrictAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<PriorAuthorization>(new CommandDefinition(OfDistrictSql, new { districtId }, cancellationToken: cancellationToken)))
            .ToLookup(authorization => authorization.StudentId);

    public bool IsFor(BillableEntry entry) =>
        (Covers == entry.Service || Covers == entry.Procedure) && ValidFrom <= entry.Date && !(ValidTo < entry.Date);
}
