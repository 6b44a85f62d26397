using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Web.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace MedicaidLogs.Web.Sessions;

/// <summary>What someone sent after their session had timed out.</summary>
/// <param name="Path">Where it was sent, with the query.</param>
public sealed record HeldForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>Keeps a form that came too late, sealed, for the same person to send again after signing in. Passwords and codes are not kept.</summary>
public sealed class HeldForms(NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider clock)
{
    public const string Path = "/account/held";

    private static readonly TimeSpan _kept = TimeSpan.FromHours(1);

    [Sql]
    private const string HoldSql = """
        insert into ops.held_form (district_id, user_id, path, sealed, held_at)
        values (@DistrictId, @UserId, @path, @content, @now)
        on conflict (district_id, user_id) do update set path = excluded.path, sealed = excluded.sealed, held_at = excluded.held_at
        """;

    [Sql]
    private const string ExpireSql = """
        delete from ops.held_form where held_at < @since
        """;

    [Sql]
    private const string OfUserSql = """
        select path, sealed from ops.held_form where district_id = @DistrictId and user_id = @UserId and held_at >= @since
        """;

    [Sql]
    private const string DropSql = """
        delete from ops.held_form where district_id = @DistrictId and user_id = @UserId
        """;

    private sealed record Row(string Path, byte[] Sealed);

    /// <summary>False where the request brought no form that can be kept: a file, or nothing.</summary>
    public async Task<bool> TryHoldAsync(SignedInUser user, HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) is not true)
        {
            return false;
        }

        var form = await request.ReadFormAsync();
        var fields = form.Where(field => IsKept(field.Key))
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToArray();
        if (fields.Length == 0)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(ExpireSql, new { since = now - _kept });
        await connection.ExecuteAsync(HoldSql, new
        {
            user.DistrictId,
            user.UserId,
            path = request.Path + request.QueryString,
            content = SealOf(user).Protect(JsonSerializer.SerializeToUtf8Bytes(fields)),
            now,
        });
        return true;
    }

    /// <summary>Null where nothing is held for that person, or no longer.</summary>
    public async Task<HeldForm?> FindAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            OfUserSql, new { user.DistrictId, user.UserId, since = clock.GetUtcNow() - _kept }, cancellationToken: cancellationToken));
        return row is null
            ? null
            : new(row.Path, JsonSerializer.Deserialize<KeyValuePair<string, string>[]>(SealOf(user).Unprotect(row.Sealed))!);
    }

    public async Task DropAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(DropSql, new { user.DistrictId, user.UserId }, cancellationToken: cancellationToken));
    }

    /// <summary>Another person's form does not open.</summary>
    private IDataProtector SealOf(SignedInUser user) => protection.CreateProtector("held form", user.UserId.ToString("D"));

    private static bool IsKept(string field) =>
        !field.StartsWith("__", StringComparison.Ordinal)
        && !field.Contains("password", StringComparison.OrdinalIgnoreCase)
        && !field.Equals("code", StringComparison.OrdinalIgnoreCase);
}
