using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Accounts;

/// <summary>To which schools of its district an account is limited (<c>ops.account_school</c>).</summary>
public static class AccountSchools
{
    /// <summary>As many as an account is limited to; who sees more sees the district.</summary>
    public const int Most = 50;

    [Sql]
    private const string ForgetSql = "delete from ops.account_school where district_id = @districtId and user_id = @userId";

    [Sql]
    private const string AddSql = """
        insert into ops.account_school (district_id, user_id, school_code) select @districtId, @userId, unnest(@codes::text[])
        """;

    /// <summary>A session that was opened under other schools is over.</summary>
    [Sql]
    private const string StampSql = """
        update ops.user_account set security_stamp = @stamp, concurrency_stamp = @stamp where district_id = @districtId and user_id = @userId
        """;

    [Sql]
    private const string OfSql = """
        select school_code from ops.account_school where district_id = @districtId and user_id = @userId order by school_code
        """;

    /// <summary>Roles whose pages show students' records of a whole district. A provider's caseload is her limit; money is the district's.</summary>
    public static IReadOnlyList<string> Roles { get; } = [UserRole.Clerk, UserRole.Auditor];

    /// <summary>Codes; empty: the account sees the whole district.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        NpgsqlConnection connection, DistrictId districtId, Guid userId, CancellationToken cancellationToken = default) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition(
            OfSql, new { districtId, userId }, cancellationToken: cancellationToken))];

    /// <summary>Sets the schools, ends the account's sessions where they change, and says so in the audit trail.</summary>
    /// <param name="account">As it was read.</param>
    /// <param name="schools">Codes; empty: the whole district.</param>
    /// <returns>False where they were so already.</returns>
    /// <exception cref="AccountException">The role is not limited to schools, a code is none of the district's, or there are too many.</exception>
    public static async Task<bool> SetAsync(
        NpgsqlTransaction transaction, UserAccount account, IEnumerable<string> schools, ChangeContext who, CancellationToken cancellationToken = default)
    {
        string[] codes = [.. schools.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (codes.AsSpan().SequenceEqual(account.Schools))
        {
            return false;
        }

        Require(codes.Length == 0 || Roles.Contains(account.Role), $"Only these roles are limited to schools: {string.Join(", ", Roles)}.");
        Require(codes.Length <= Most, $"An account is limited to {Most} schools at most.");
        var values = new { account.DistrictId, account.UserId, codes, stamp = UserAccounts.NewStamp() };
        CommandDefinition Of(string sql) => new(sql, values, transaction, cancellationToken: cancellationToken);
        await transaction.Connection!.ExecuteAsync(Of(ForgetSql));
        try
        {
            await transaction.Connection!.ExecuteAsync(Of(AddSql));
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new AccountException("The district has no school of that code.");
        }

        await transaction.Connection!.ExecuteAsync(Of(StampSql));
        await AuditTrail.AppendAsync(
            transaction,
            new(account.DistrictId, "account.schools-changed", "account", account.UserId.ToString("D"), new JsonObject
            {
                ["from"] = new JsonArray([.. account.Schools.Select(code => (JsonNode)code)]),
                ["to"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]),
            }),
            who,
            cancellationToken);
        return true;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AccountException(otherwise);
        }
    }
}
