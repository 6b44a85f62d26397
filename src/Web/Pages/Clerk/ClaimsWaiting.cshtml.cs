using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Web.Claims;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>Sent claims of a month that no longer say what is known, or came back; a person decides about each on its page.</summary>
public sealed class ClaimsWaitingModel(NpgsqlDataSource database, Visit visit) : PageModel
{
    /// <summary>Those who decide on them see the next ones.</summary>
    public const int Most = 100;

    public IReadOnlyList<ClaimProposal> Proposals { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Proposals = await new ClaimProposals(database).OfMonthAsync(visit.User.DistrictId, visit.Month, cancellationToken);
        if (visit.User.Schools is { } schools)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var own = await ListedClaim.OfSchoolsAsync(
                connection, visit.User.DistrictId, schools, [.. Proposals.Select(proposal => proposal.ClaimNumber)], cancellationToken);
            Proposals = [.. Proposals.Where(proposal => own.Contains(proposal.ClaimNumber))];
        }
    }

    /// <param name="claimNumber">As our runs make it.</param>
    public static string AddressOf(string claimNumber) =>
        ClaimNumber.TryParse(claimNumber, out var number) ? ClaimsModel.AddressOf(number.ClaimId) : ClaimFilter.Path;
}
