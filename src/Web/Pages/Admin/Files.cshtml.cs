using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The files that came in and went out in a month, the latest first.</summary>
public sealed class FilesModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public FileFilter Filter { get; private set; } = null!;

    public IReadOnlyList<ListedFile> Files { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = FileFilter.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await ListedFile.PageAsync(connection, visit.User.DistrictId, Filter, visit.District.Zone, cancellationToken);
        HasMore = found.Count > ListedFile.PageSize;
        Files = [.. found.Take(ListedFile.PageSize)];
    }
}
