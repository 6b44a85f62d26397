using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Web.Minutes;
using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Students;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>Who is behind with the minutes that the plans promise, by how much and why, those first whom most is owed.</summary>
public sealed class MinutesModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public MinutesFilter Filter { get; private set; } = null!;

    /// <summary>Null where the month has not begun.</summary>
    public DistrictMinutes? Minutes { get; private set; }

    public LedgerRange Range { get; private set; }

    public IReadOnlyList<SchoolChoice> Schools { get; private set; } = [];

    public IReadOnlyList<ProviderChoice> Providers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = MinutesFilter.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Schools = await SchoolChoice.AllAsync(connection, visit.User.DistrictId, visit.User.Schools, cancellationToken);
        Providers = await ProviderChoice.SinceAsync(connection, visit.User.DistrictId, LedgerRange.YearOf(visit.Month), cancellationToken);
        var today = visit.District.Today(clock);
        if (!Filter.TryRange(today, out var range))
        {
            return;
        }

        Range = range;
        var numbers = await ListedStudent.NumbersAsync(connection, visit.User.DistrictId, visit.User.Schools, today, cancellationToken);
        Minutes = await DistrictMinutes.LoadAsync(connection, visit.District, range, Filter, numbers, cancellationToken);
        foreach (var standing in Minutes.Shown)
        {
            reads.Student(standing.Student.StudentId);
        }
    }

    public string ServiceTitle(string service) =>
        visit.District.RulePack.On(visit.Month).Services.TryGetValue(service, out var rule) ? rule.Title : service;

    public string? SchoolName(string? code) => Schools.FirstOrDefault(school => school.SchoolCode == code)?.Name ?? code;
}
