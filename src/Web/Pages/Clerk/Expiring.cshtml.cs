using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>What runs out in the whole district, the soonest first, with what rests on it; and the same as a spreadsheet.</summary>
public sealed class ExpiringModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    /// <summary>A spreadsheet of more nobody works off.</summary>
    private const int MostInFile = 10_000;

    public ExpiringFilter Filter { get; private set; } = null!;

    public IReadOnlyList<ExpiringRecord> Records { get; private set; } = [];

    public bool HasMore { get; private set; }

    public DateOnly Today { get; private set; }

    public PackRules Rules => visit.District.RulePack.On(Today);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(ExpiringRecords.PageSize, cancellationToken);

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(MostInFile, cancellationToken);
        var rules = Rules;
        var columns = new Columns<ExpiringRecord>()
            .Text("record", "Record", record => Expiry.TitleOf(record.Kind, record.What, rules))
            .Text("of", "Of", record => record.StudentId is null ? "provider" : "student")
            .Text("number", "Number", record => record.Number)
            .Text("name", "Name", record => record.Name)
            .Date("last_day", "Last day", record => record.LastDay)
            .Number("days_left", "Days left", record => record.LastDay.DayNumber - Today.DayNumber)
            .Count("entries", "Entries", record => record.Entries)
            .Dollars("dollars", "Dollars", record => record.DependentCents);
        var report = columns.Report(
            "About to run out", $"{visit.District.Name}, as of {Show.Date(Today)}; entries and dollars of {Show.Month(visit.Month)}",
            Records.Select(columns.Row).ToAsyncEnumerable());
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await report.WriteAsync(ReportFormat.Csv, spool, cancellationToken);
        spool.Position = 0;
        return File(spool, ReportFormat.Csv.ContentType(), $"about-to-run-out-{Filter.Days}-days-{MonthName.Of(visit.Month)}.csv");
    }

    private async Task LoadAsync(int most, CancellationToken cancellationToken)
    {
        Today = visit.District.Today(clock);
        Filter = ExpiringFilter.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await ExpiringRecords.PageAsync(connection, visit.District, Filter.Of(Today) with { Schools = visit.User.Schools, Limit = most + 1 }, cancellationToken);
        HasMore = found.Count > most;
        Records = [.. found.Take(most)];
        foreach (var record in Records)
        {
            if (record.StudentId is { } studentId)
            {
                reads.Student(studentId);
            }
        }
    }
}
