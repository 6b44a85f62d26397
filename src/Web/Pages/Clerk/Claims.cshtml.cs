using System.Globalization;
using MedicaidLogs.Web.Claims;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>A month's claims by where they stand.</summary>
public sealed class ClaimsModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    public ClaimFilter Filter { get; private set; } = null!;

    public IReadOnlyList<ListedClaim> Claims { get; private set; } = [];

    /// <summary>The page behind this one; null where it is the last.</summary>
    public ClaimFilter? Next { get; private set; }

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public IReadOnlyList<string> Payers { get; private set; } = [];

    public static string AddressOf(long claimId) => string.Create(CultureInfo.InvariantCulture, $"{ClaimFilter.Path}/{claimId}");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = ClaimFilter.From(Request.Query, visit.Month) with { Schools = visit.User.Schools };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = await ListedClaim.PageAsync(connection, visit.User.DistrictId, Filter, cancellationToken);
        Claims = [.. page.Take(ListedClaim.PageSize)];
        Next = page.Count > ListedClaim.PageSize ? Filter with { After = Claims[^1].ClaimId } : null;
        Counts = await ListedClaim.CountsAsync(connection, visit.User.DistrictId, Filter, cancellationToken);
        Payers = await ListedClaim.PayersAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
        foreach (var claim in Claims)
        {
            reads.Of("claim", claim.ClaimId, claim.StudentId);
        }
    }
}
