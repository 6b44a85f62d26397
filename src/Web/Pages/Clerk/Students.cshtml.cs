using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The district's students by name, found by name or number, narrowed to a school or to those whose records need something.</summary>
public sealed class StudentsModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public const string Path = "/clerk/students";

    private const string SearchKey = "students.search";

    public PeopleFilter Filter { get; private set; } = null!;

    public NameSearch? Search { get; private set; }

    public IReadOnlyList<ListedStudent> Students { get; private set; } = [];

    public IReadOnlyList<SchoolChoice> Schools { get; private set; } = [];

    public bool HasMore { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = PeopleFilter.From(Request.Query, Path, visit.Month);
        Search = NameSearch.Of(TempData.Peek(SearchKey) as string);
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Schools = await SchoolChoice.AllAsync(connection, visit.User.DistrictId, visit.User.Schools, cancellationToken);
        var ids = Filter.Show == PeopleShown.Expiring ? await ExpiringIdsAsync(connection, cancellationToken) : null;
        var found = await ListedStudent.PageAsync(
            connection, visit.User.DistrictId, visit.User.Schools, Filter, Search, ids, Today, cancellationToken);
        HasMore = found.Count > ListedStudent.PageSize;
        Students = [.. found.Take(ListedStudent.PageSize)];
        foreach (var student in Students)
        {
            reads.Student(student.StudentId);
        }
    }

    /// <summary>Keeps what is looked for in the sealed cookie: a name has no place in an address. Nothing typed ends the search.</summary>
    public IActionResult OnPostFind(string? text)
    {
        TempData[SearchKey] = NameSearch.Of(text)?.Text;
        return Redirect((PeopleFilter.From(Request.Query, Path, visit.Month) with { After = null }).Address);
    }

    private async Task<long[]> ExpiringIdsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var records = await ExpiringRecords.PageAsync(
            connection, visit.District, Expiry.Soon(Today, visit.Month) with { Schools = visit.User.Schools, Of = ExpiringOf.Students, Limit = Expiry.MostPeople },
            cancellationToken);
        return [.. records.Select(record => record.StudentId!.Value).Distinct()];
    }
}
