using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>A school's calendar of the school year: when it is open, closed, or in its extended year. It comes in by file.</summary>
public sealed class CalendarModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public IReadOnlyList<CalendarSchool> Schools { get; private set; } = [];

    /// <summary>Null: the district has none.</summary>
    public CalendarSchool? School { get; private set; }

    public IReadOnlyList<CalendarRange> Ranges { get; private set; } = [];

    /// <summary>Its first day.</summary>
    public DateOnly Year { get; private set; }

    public async Task OnGetAsync(string? school, CancellationToken cancellationToken)
    {
        Year = CalendarRange.YearOf(visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Schools = await CalendarSchool.AllAsync(connection, visit.User.DistrictId, cancellationToken);
        School = Schools.FirstOrDefault(each => each.SchoolCode == school) ?? (Schools is [var first, ..] ? first : null);
        if (School is { } chosen)
        {
            Ranges = await CalendarRange.OfYearAsync(connection, visit.User.DistrictId, chosen.SchoolCode, Year, cancellationToken);
        }
    }
}
