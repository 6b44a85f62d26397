using System.Globalization;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>A student-month: each session and its claim line, the minutes against the plan, and the papers that it rests on.</summary>
public sealed class StudentModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public StudentRecord Record { get; private set; } = null!;

    public StudentMinutes Minutes { get; private set; } = null!;

    public IReadOnlyList<AuditedSession> Sessions { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public static string AddressOf(long studentId, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"/auditor/students/{studentId}?month={MonthName.Of(day)}");

    public async Task<IActionResult> OnGetAsync(long studentId, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await StudentRecord.FindAsync(
            connection, visit.District, visit.User.Schools, studentId, visit.Month, Today, cancellationToken) is not { } record)
        {
            return NotFound();
        }

        Record = record;
        var number = record.Head.StudentNumber;
        Minutes = await StudentMinutes.LoadAsync(connection, visit.District, number, visit.Month, Today, cancellationToken);
        Sessions = await AuditedSession.OfMonthAsync(connection, visit.User.DistrictId, visit.User.Schools, number, visit.Month, cancellationToken);
        reads.Student(studentId);
        foreach (var session in Sessions)
        {
            reads.Entry(session.EntryId, studentId);
        }

        return Page();
    }
}
