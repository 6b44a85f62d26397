using System.Data;
using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Months;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using MedicaidLogs.Web.Students;
using Npgsql;

namespace MedicaidLogs.Web.Minutes;

/// <summary>Minutes to take along: the district's list as a spreadsheet, and a student's page to print for a meeting.</summary>
public static class MinutesDownloads
{
    [Sql]
    private const string NumberSql = """
        select s.student_number
        from intake.student s
        where s.district_id = @districtId and s.student_id = @studentId
          and (@schools::text[] is null or exists (
              select from intake.student_school t
              where t.district_id = s.district_id and t.student_id = s.student_id and t.school_code = any(@schools)
                and @today between t.from_day and t.to_day))
        """;

    public static void MapMinutesDownloads(this WebApplication app)
    {
        app.MapGet(MinutesFilter.Path + "/{format}", ListAsync).RequireAuthorization(Folders.Clerk);
        app.MapGet("/clerk/students/{studentId:long}/summary", SummaryAsync).RequireAuthorization(Folders.Clerk);
    }

    /// <param name="month">The last of the days is its end; the first is that of its school year.</param>
    public static string SummaryOf(long studentId, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"/clerk/students/{studentId}/summary?month={MonthName.Of(month)}");

    private static async Task<IResult> ListAsync(
        string format, string? month, HttpContext http, NpgsqlDataSource database, TimeProvider clock, RecordReads reads, CancellationToken cancellationToken)
    {
        if (!ReportFormats.TryParse(format, out var written) || written == ReportFormat.Html)
        {
            return Results.NotFound();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var user = SignedInUser.From(http.User);
        var district = await District.LoadAsync(connection, user.DistrictId, cancellationToken);
        var today = district.Today(clock);
        var filter = MinutesFilter.From(http.Request.Query, MonthOf(month, today)) with { After = null };
        if (!filter.TryRange(today, out var range))
        {
            return Results.LocalRedirect(filter.Address); // which says that the month has not begun
        }

        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var numbers = await ListedStudent.NumbersAsync(connection, district.DistrictId, user.Schools, today, cancellationToken);
        var standings = await DistrictMinutes.StandingsAsync(moment, district, range, filter, numbers, cancellationToken);
        foreach (var standing in standings.Lines)
        {
            reads.Student(standing.Student.StudentId);
        }

        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await standings.Report().WriteAsync(written, spool, cancellationToken);
        spool.Position = 0;
        var name = $"minutes-behind-{(filter.WholeYear ? "year-to-" : "")}{MonthName.Of(filter.Month)}.{written.Name()}";
        return Results.Stream(spool, written.ContentType(), name);
    }

    /// <summary>The page brings its own style, and its answer allows that one and no other.</summary>
    private static async Task<IResult> SummaryAsync(
        long studentId, string? month, HttpContext http, NpgsqlDataSource database, TimeProvider clock, RecordReads reads, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var user = SignedInUser.From(http.User);
        var district = await District.LoadAsync(connection, user.DistrictId, cancellationToken);
        var today = district.Today(clock);
        var number = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            NumberSql, new { district.DistrictId, studentId, user.Schools, today }, cancellationToken: cancellationToken));
        var asked = MonthOf(month, today);
        if (number is null || !LedgerRange.TryCreate(LedgerRange.YearOf(asked), asked.AddMonths(1).AddDays(-1), today, out var range))
        {
            return Results.NotFound();
        }

        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var book = await LedgerBook.OpenAsync(moment, district, range, [number], cancellationToken);
        StudentLedger? ledger = null;
        await foreach (var found in book.StudentsAsync(cancellationToken))
        {
            ledger = found;
        }

        reads.Student(studentId);
        http.Response.Headers.ContentSecurityPolicy = SecurityHeaders.AllowingStyle(StudentSummary.Style);
        return Results.Bytes(await StudentSummary.WriteAsync(book, ledger!, cancellationToken), ReportFormat.Html.ContentType());
    }

    private static DateOnly MonthOf(string? asked, DateOnly today) =>
        KnownMonths.TryParse(asked ?? "", out var month) ? month : KnownMonths.Usual([], today);
}
