using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Logging;

/// <summary>Takes a student onto a provider's caseload before the first session.</summary>
/// <remarks>Who knows both the number and the birth date has the student's papers before her; a number alone opens nobody's record.</remarks>
public sealed class CaseloadAdding(NpgsqlDataSource database)
{
    [Sql]
    private const string AddSql = """
        insert into intake.caseload_student (district_id, provider_id, student_id, added_at, added_by)
        select @districtId, @providerId, s.student_id, @now, @userId
        from intake.student s
        where s.district_id = @districtId and s.student_number = @studentNumber and s.birth_date = @birthDate
        on conflict (district_id, provider_id, student_id) do update set added_at = excluded.added_at, added_by = excluded.added_by
        returning student_id
        """;

    /// <returns>False where the district has no student of that number and birth date.</returns>
    public async Task<bool> AddAsync(
        DistrictId districtId, long providerId, Guid userId, string studentNumber, DateOnly birthDate, DateTimeOffset now,
        CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var of = new { districtId, providerId, userId, studentNumber, birthDate, now };
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(AddSql, of, transaction, cancellationToken: cancellationToken)) is not { } studentId)
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, "caseload.added", "student", studentId.ToString(CultureInfo.InvariantCulture), new JsonObject { ["provider"] = providerId }),
            new(Actor.User(userId), now),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
