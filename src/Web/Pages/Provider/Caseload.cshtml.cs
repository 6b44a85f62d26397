using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Web.Entries;
using MedicaidLogs.Web.Logging;
using MedicaidLogs.Web.Reads;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Provider;

/// <summary>A provider's students with their minutes against the plan, those waiting longest first; a new one is taken on here.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)] // whoever guesses at birth dates is slowed down
public sealed class CaseloadModel(
    NpgsqlDataSource database, Visit visit, RecordReads reads, CaseloadAdding adding, TimeProvider clock) : PageModel
{
    public IReadOnlyList<CaseloadLine> Lines { get; private set; } = [];

    public FieldChoices Choices { get; private set; } = null!;

    /// <summary>Nobody of the number and the birth date that were sent.</summary>
    public bool NotFoundToAdd { get; private set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public DateOnly? BirthDate { get; set; }

    public DateOnly Today => visit.District.Today(clock);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var number = Number?.Trim().Replace("\0", "", StringComparison.Ordinal) ?? "";
        if (BirthDate is { } birthDate && number.Length > 0 && await adding.AddAsync(
            visit.User.DistrictId, visit.User.OwnProviderId, visit.User.UserId, number, birthDate, clock.GetUtcNow(), cancellationToken))
        {
            TempData[Flash.Key] = "The student is on your caseload.";
            return Redirect(Request.Path);
        }

        NotFoundToAdd = true;
        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
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
