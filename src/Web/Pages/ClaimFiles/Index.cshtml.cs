using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Delivery;
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

    /// <summary>Of the files that go to their payers by themselves.</summary>
    public IReadOnlyDictionary<long, DeliveryStanding> Deliveries { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var districtId = visit.User.DistrictId;
        Files = [.. (await ClaimFile.OfMonthAsync(connection, districtId, visit.Month, cancellationToken)).Reverse()];
        Deliveries = await DeliveryStanding.OfRunsAsync(connection, districtId, Files.Select(file => file.ClaimRunId), cancellationToken);
        Who = await Actors.OfAsync(connection, districtId, Files.Select(file => file.BuiltBy), cancellationToken);
    }

    /// <param name="delivery">Null where it is sent by hand.</param>
    public static (string Look, string Words) StateOf(ClaimFile file, DeliveryStanding? delivery) => (file, delivery) switch
    {
        ({ WithdrawnAt: not null }, _) => ("sev-not-billable", "Withdrawn"),
        (_, { DeliveredAt: not null }) => ("sev-good", "Delivered"),
        (_, { NeedsPerson: true }) => ("sev-reject", "Released, not delivered"),
        (_, { Problem: not null }) => ("sev-warn", "Released, not delivered yet"),
        (_, not null) => ("sev-good", "Released, on its way"),
        ({ ReleasedAt: not null }, _) => ("sev-good", "Released"),
        _ => ("sev-warn", "Waits for release"),
    };
}
