using MedicaidLogs.Web.Closing;
using MedicaidLogs.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>One file that a payer sent, and what it says of ours.</summary>
[Authorize(Policy = Folders.WholeDistrict)]
public sealed class AnswerModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    public AnsweredFile Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long responseFileId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await AnsweredFile.FindAsync(connection, visit.User.DistrictId, responseFileId, cancellationToken) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
