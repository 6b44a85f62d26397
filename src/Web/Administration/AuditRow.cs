using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>An event of the audit trail as a person reads it.</summary>
/// <param name="Actor">As it is stored: <c>user:…</c> or <c>command:…</c>.</param>
/// <param name="Name">Of the account that did it.</param>
/// <param name="SubjectName">Of an account: its name.</param>
/// <param name="Detail">JSON.</param>
/// <param name="StudentId">Whose session or record it is about; null: nobody's, or nobody whom the district knows.</param>
public sealed record AuditRow(
    long Seq, DateTime At, string Actor, string? Name, string Action, string SubjectKind, string SubjectId, string? SubjectName, string? Reason, string Detail, long? StudentId)
{
    public const int PageSize = 100;

    /// <remarks>A day is found by its index first: events of one district are numbered in the order of time.</remarks>
    [Sql]
    private const string PageSql = """
        select a.seq, a.at, a.actor, u.display_name as name, a.action, a.subject_kind, a.subject_id,
               s.display_name as subject_name, a.reason, a.detail::text as detail, x.student_id
        from ops.audit_event a
        left join ops.user_account u on u.district_id = a.district_id and 'user:' || u.user_id = a.actor
        left join ops.user_account s on s.district_id = a.district_id and a.subject_kind = 'account' and s.user_id::text = a.subject_id
        left join lateral (
            select e.student_id
            from intake.months_of(case when a.subject_kind = 'entry' then a.district_id end) m (service_month)
            cross join lateral (
                select y.student_id from intake.entry y
                where y.district_id = a.district_id and y.service_month = m.service_month
                  and y.entry_id = case when a.subject_kind = 'entry' then a.subject_id::bigint end
                offset 0) e
            union all
            select case when a.subject_kind = 'student' then a.subject_id::bigint end where a.subject_kind = 'student'
            limit 1) x on true
        where a.district_id = @districtId
          and (@actor::text is null or a.actor = @actor)
          and (@byCommand is not true or a.actor like 'command:%')
          and (@action::text is null or a.action = @action)
          and (@before::bigint is null or a.seq < @before)
          and (@until::timestamptz is null or a.seq <= (
              select l.seq from ops.audit_event l where l.district_id = @districtId and l.at < @until order by l.at desc, l.seq desc limit 1))
        order by a.seq desc
        limit @limit
        """;

    /// <summary>Who did it: a name, a worker, or a command as it is typed.</summary>
    public string Who => Name ?? Actor switch
    {
        "command:serve" => "A worker",
        _ when Actor.StartsWith("command:", StringComparison.Ordinal) => $"Command “{Actor["command:".Length..]}”",
        _ => "Somebody",
    };

    /// <summary>The latest first. One more than a page where there are more.</summary>
    /// <param name="until">The first instant that is not shown any more.</param>
    public static async Task<IReadOnlyList<AuditRow>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, AuditFilter filter, DateTimeOffset? until, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AuditRow>(new CommandDefinition(
            PageSql,
            new
            {
                districtId,
                actor = filter.Who is { } userId ? $"user:{userId:D}" : null,
                byCommand = filter.ByCommand,
                filter.Action,
                filter.Before,
                until,
                limit = PageSize + 1,
            },
            cancellationToken: cancellationToken))];
}

/// <summary>An account whose events can be asked for, switched off or not.</summary>
public sealed record AuditPerson(Guid UserId, string DisplayName)
{
    private const int Most = 500;

    [Sql]
    private const string ListSql = """
        select user_id, display_name from ops.user_account
        where district_id = @districtId
        order by lower(display_name) collate "C", user_id
        limit @limit
        """;

    public static async Task<IReadOnlyList<AuditPerson>> AllAsync(NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<AuditPerson>(new CommandDefinition(
            ListSql, new { districtId, limit = Most }, cancellationToken: cancellationToken))];
}
