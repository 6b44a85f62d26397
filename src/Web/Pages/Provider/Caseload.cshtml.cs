using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Calendar;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Logging;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider's students with their minutes against the plan, those waiting longest first.</summary>
public sealed class CaseloadModel(NpgsqlDataSource database, Visit visit, RecordReads reads, TimeProvider clock) : PageModel
{
    public IReadOnlyList<CaseloadLine> Lines { get; private set; } = [];

    public FieldChoices Choices { get; private set; } = null!;

    public DateOnly Today => visit.District.Today(clock);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Choices = new(visit.District.RulePack.On(Today));
        Lines = await CaseloadLine.OfAsync(connection, visit, Today, cancellationToken);
        foreach (var line in Lines)
        {
            reads.Student(line.Student.StudentId);
        }
    }
}
