using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Auditing;

/// <summary>A change of a record.</summary>
/// <param name="Seq">Its number in the district's chain.</param>
/// <param name="Who">The person's name; of a command, its own.</param>
/// <param name="Action">As the trail has it: <c>entry.corrected</c>.</param>
public sealed record RecordedChange(long Seq, DateTimeOffset At, string Who, string Action, string? Reason)
{
    public const int PageSize = 100;

    [Sql]
    private const string PageSql = """
        select a.seq, a.at, coalesce(u.display_name, a.actor) as who, a.action, a.reason
        from ops.audit_event a
        left join ops.user_account u on u.district_id = a.district_id and 'user:' || u.user_id = a.actor
        where a.district_id = @districtId and a.subject_kind = @kind and a.subject_id = @id and (@before::bigint is null or a.seq < @before)
        order by a.seq desc
        limit @limit
        """;

    /// <summary>"Entry corrected".</summary>
    public string Words => string.Concat(Action[..1].ToUpperInvariant(), Action[1..].Replace('.', ' ').Replace('-', ' '));

    /// <summary>The latest first. One more than a page where there are more.</summary>
    public static async Task<IReadOnlyList<RecordedChange>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, TrailSubject subject, long? before, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<RecordedChange>(new CommandDefinition(
            PageSql,
            new { districtId, subject.Kind, id = subject.Id.ToString(CultureInfo.InvariantCulture), before, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
}

/// <summary>A look at a record.</summary>
/// <param name="Batch">With the position, its place in the district's chain of reads.</param>
/// <param name="Page">The page's route.</param>
public sealed partial record RecordedLook(long Batch, int Position, DateTimeOffset At, string Who, string Role, string Page, string Kind, long SubjectId)
{
    public const int PageSize = 100;

    /// <summary>Of a student all that is the student's; of another record, that one.</summary>
    [Sql]
    private const string PageSql = """
        select r.batch, r.position, r.at, u.display_name as who, u.role, r.page, r.subject_kind as kind, r.subject_id
        from ops.record_read r
        join ops.user_account u on u.district_id = r.district_id and u.user_id = r.user_id
        where r.district_id = @districtId and r.student_id = @studentId
          and (@kind = 'student' or r.subject_kind = @kind and r.subject_id = @id)
          and (@batch::bigint is null or (r.batch, r.position) < (@batch, @position))
        order by r.batch desc, r.position desc
        limit @limit
        """;

    /// <summary>The route without its parameters.</summary>
    public string Place => Parameter().Replace(Page, "");

    /// <summary>Where a list goes on after this one.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Batch}-{Position}");

    /// <summary>The latest first. One more than a page where there are more; none where the record is no known student's.</summary>
    /// <param name="before">A <see cref="Key"/>; what is none is the beginning.</param>
    public static async Task<IReadOnlyList<RecordedLook>> PageAsync(
        NpgsqlConnection connection, DistrictId districtId, TrailSubject subject, string? before, CancellationToken cancellationToken)
    {
        var (batch, position) = before?.Split('-') is [var first, var second]
            && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? (number, place) : ((long?)null, 0);
        return
        [
            .. await connection.QueryAsync<RecordedLook>(new CommandDefinition(
                PageSql,
                new { districtId, subject.StudentId, subject.Kind, subject.Id, batch, position, limit = PageSize + 1 },
                cancellationToken: cancellationToken)),
        ];
    }

    [GeneratedRegex(@"/?\{[^}]+\}")]
    private static partial Regex Parameter();
}
