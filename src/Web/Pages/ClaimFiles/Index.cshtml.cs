using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Web.Closing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.ClaimFiles;

/// <summary>The claim files of a month, for all who may release one.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    /// <summary>The latest first.</summary>
    public IReadOnlyList<ClaimFile> Files { get; private set; } = [];

    public Actors Who { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var districtId = visit.User.DistrictId;
        Files = [.. (await ClaimFile.OfMonthAsync(connection, districtId, visit.Month, cancellationToken)).Reverse()];
        Who = await Actors.OfAsync(connection, districtId, Files.Select(file => file.BuiltBy), cancellationToken);
    }

    public static (string Look, string Words) StateOf(ClaimFile file) => file switch
    {
        { WithdrawnAt: not null } => ("sev-not-billable", "Withdrawn"),
        { ReleasedAt: not null } => ("sev-good", "Released"),
        _ => ("sev-warn", "Waits for release"),
    };
}
