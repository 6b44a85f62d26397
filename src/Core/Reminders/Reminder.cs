using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Core.Reminders;

/// <summary>What waits at a desk since the last night, and did not the night before.</summary>
/// <param name="Kind">One of <see cref="ReminderKind"/>.</param>
/// <param name="Waiting">All that wait.</param>
/// <param name="Before">As many had waited the night before; fewer than <paramref name="Waiting"/>.</param>
/// <param name="FirstDay">The oldest session, or the soonest last day; null where no day says it.</param>
public sealed record Reminder(string Kind, DateOnly Night, int Waiting, int Before, DateOnly? FirstDay)
{
    [Sql]
    private const string NewSql = """
        select kind, night, waiting, before, first_day
        from ops.reminder
        where district_id = @districtId and role = @role and provider_id = @providerId and waiting > before
        order by first_day nulls last, kind
        """;

    [Sql]
    private const string ReplaceSql = """
        with found as (
            select * from unnest(@roles::text[], @providerIds::bigint[], @kinds::text[], @waiting::int[], @firstDays::date[])
                as f (role, provider_id, kind, waiting, first_day)),
        gone as (
            delete from ops.reminder r
            where r.district_id = @districtId
              and not exists (select from found f where f.role = r.role and f.provider_id = r.provider_id and f.kind = r.kind))
        insert into ops.reminder as r (district_id, role, provider_id, kind, night, waiting, before, first_day)
        select @districtId, f.role, f.provider_id, f.kind, @night, f.waiting, 0, f.first_day
        from found f
        on conflict (district_id, role, provider_id, kind) do update
        set waiting = excluded.waiting, first_day = excluded.first_day, night = excluded.night,
            before = case when r.night < excluded.night then r.waiting else r.before end
        """;

    /// <summary>What is new at a desk; nothing where nothing is.</summary>
    /// <param name="role">As <c>ops.user_account</c> has it.</param>
    /// <param name="providerId">Whose; 0: the whole desk's.</param>
    public static async Task<IReadOnlyList<Reminder>> NewAsync(
        NpgsqlConnection connection, DistrictId districtId, string role, long providerId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Reminder>(new CommandDefinition(
            NewSql, new { districtId, role, providerId }, cancellationToken: cancellationToken))];

    /// <summary>Writes a night's figures over those of the night before. The same night's again compares with the night before, as they did.</summary>
    public static Task ReplaceAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly night, IReadOnlyList<FoundReminder> found, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            ReplaceSql,
            new
            {
                districtId,
                night,
                roles = found.Select(each => each.Role).ToArray(),
                providerIds = found.Select(each => each.ProviderId).ToArray(),
                kinds = found.Select(each => each.Kind).ToArray(),
                waiting = found.Select(each => each.Waiting).ToArray(),
                firstDays = found.Select(each => each.FirstDay).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
}

/// <summary>Something that waits at a desk tonight.</summary>
/// <param name="ProviderId">0: the whole desk's.</param>
/// <param name="Waiting">One or more.</param>
public sealed record FoundReminder(string Role, long ProviderId, string Kind, int Waiting, DateOnly? FirstDay);

/// <summary>What a night reminds of, as the store's words.</summary>
public static class ReminderKind
{
    /// <summary>Sessions that wait for the provider's signature.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>Sessions that the office sent back and that wait for the provider.</summary>
    public const string Returned = "returned";

    /// <summary>What the provider's own sessions rest on and runs out: licence, enrolment, background check, supervision.</summary>
    public const string OwnPapers = "own-papers";

    /// <summary>Records that run out; the kind of record follows.</summary>
    public const string Expiring = "expiring-";

    /// <summary>Sessions whose claims can soon no longer be filed.</summary>
    public const string DueToFile = "due-to-file";

    /// <summary>Claims on which the payer has not decided for too long.</summary>
    public const string Unanswered = "unanswered";
}
