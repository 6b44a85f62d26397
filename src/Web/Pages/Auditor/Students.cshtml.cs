using Dapper;
using MedicaidLogs.Core.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>Finds a student by the number, for the student's month.</summary>
public sealed class StudentsModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    private const int LongestNumber = 40;

    [Sql]
    private const string ByNumberSql = """
        select s.student_id
        from intake.student s
        where s.district_id = @districtId and s.student_number = @number
          and (@schools::text[] is null or exists (
            select from intake.student_school t
            where t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
              and @today between t.from_day and t.to_day))
        """;

    /// <summary>What was looked for and not found; null: nothing.</summary>
    public string? Missed { get; private set; }

    public void OnGet()
    {
        // The form is all there is.
    }

    /// <summary>A number has no place in an address.</summary>
    public async Task<IActionResult> OnPostFindAsync(string? number, CancellationToken cancellationToken)
    {
        Missed = number?.Trim() ?? "";
        if (Missed.Length is 0 or > LongestNumber)
        {
            return Page();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            ByNumberSql,
            new { visit.User.DistrictId, visit.User.Schools, number = Missed, today = visit.District.Today(clock) },
            cancellationToken: cancellationToken));
        return found is { } studentId ? Redirect(StudentModel.AddressOf(studentId, visit.Month)) : Page();
    }
}
