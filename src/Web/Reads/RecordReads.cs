using MedicaidLogs.Core.Audit;
using MedicaidLogs.Web.Accounts;

namespace MedicaidLogs.Web.Reads;

/// <summary>The students' records that a page shows. Each handler that loads one says so here; the page leaves only when that is written down.</summary>
/// <remarks>Security.AccessMatrixTests finds the page that shows a student and does not say so.</remarks>
public sealed class RecordReads
{
    private readonly HashSet<(string Kind, long Id, long? StudentId)> _subjects = [];

    internal IReadOnlyCollection<(string Kind, long Id, long? StudentId)> Subjects => _subjects;

    public void Student(long studentId) => Of("student", studentId, studentId);

    /// <param name="studentId">Null where the district has no student of the entry's number.</param>
    public void Entry(long entryId, long? studentId) => Of("entry", entryId, studentId);

    /// <param name="kind">Lower-case words with dashes, as the audit trail names the same record: <c>session-log</c>.</param>
    public void Of(string kind, long id, long? studentId = null) => _subjects.Add((kind, id, studentId));
}

/// <summary>Writes down what was read before the answer leaves; what cannot be written down is not shown.</summary>
public static class RecordReading
{
    public static void UseRecordReads(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            http.Response.OnStarting(() => WriteAsync(http, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')));
        }

        return next(http);
    });

    private static async Task WriteAsync(HttpContext http, string page)
    {
        var reads = http.RequestServices.GetRequiredService<RecordReads>();
        if (reads.Subjects.Count > 0)
        {
            var user = SignedInUser.From(http.User);
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            await http.RequestServices.GetRequiredService<RecordReadWriter>().WriteAsync([.. reads.Subjects.Select(subject =>
                new RecordRead(user.DistrictId, now, user.UserId, page, subject.Kind, subject.Id, subject.StudentId))]);
        }
    }
}
