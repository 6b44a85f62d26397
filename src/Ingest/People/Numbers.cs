using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.People;

/// <summary>From the numbers that a district gives its students, providers and plans to our ids.</summary>
internal static class Numbers
{
    [Sql]
    private const string StudentsSql = """
        select student_number as number, student_id as id
        from intake.student
        where district_id = @districtId and student_number = any(@numbers)
        """;

    private sealed record Known(string Number, long Id);

    /// <summary>The ids of the numbers that the store knows.</summary>
    /// <param name="sql">Takes <c>@districtId</c> and <c>@numbers</c>, gives <c>number</c> and <c>id</c>.</param>
    public static async Task<Dictionary<string, long>> FindAsync(
        IntakeContext intake, string sql, IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        var known = await intake.Connection.QueryAsync<Known>(new CommandDefinition(
            sql,
            new { districtId = intake.District.DistrictId, numbers = numbers.Distinct().ToArray() },
            intake.Transaction,
            cancellationToken: cancellationToken));
        return known.ToDictionary(row => row.Number, row => row.Id);
    }

    /// <summary>The ids of all numbers; new ones get theirs in the order given.</summary>
    public static async Task<Dictionary<string, long>> FindOrAddAsync(
        IntakeContext intake, string sql, string counter, IEnumerable<string> numbers, CancellationToken cancellationToken)
    {
        var all = numbers.Distinct().ToList();
        var ids = await FindAsync(intake, sql, all, cancellationToken);
        var added = all.Where(number => !ids.ContainsKey(number)).ToList();
        if (added.Count > 0)
        {
            var id = await Counters.TakeAsync(intake.Transaction, intake.District.DistrictId, counter, added.Count, cancellationToken);
            added.ForEach(number => ids.Add(number, id++));
        }

        return ids;
    }

    /// <summary>Gives each row its student's id; rows of students that the district does not have are malformed.</summary>
    public static async Task FindStudentsAsync<T>(IntakeContext intake, FileRows<T> rows, CancellationToken cancellationToken)
        where T : StudentRow
    {
        var ids = await FindAsync(intake, StudentsSql, rows.Good.Select(row => row.Value.StudentNumber), cancellationToken);
        rows.Reject(row => ids.ContainsKey(row.Value.StudentNumber)
            ? null
            : "No student of the district has this student_number; send the students first, then this file again.");
        rows.Replace(row => row with { StudentId = ids[row.StudentNumber] });
    }
}

/// <summary>A row of a file that says something of a student.</summary>
internal abstract record StudentRow(string StudentNumber)
{
    /// <summary>Known once <see cref="Numbers.FindStudentsAsync"/> has found it.</summary>
    public long StudentId { get; init; }
}
