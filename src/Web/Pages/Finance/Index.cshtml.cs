using MedicaidLogs.Billing.Reconciliation;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.Web.Charts;
using MedicaidLogs.Web.Finance;
using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Finance;

/// <summary>Where every dollar of the month stands, or of the school year so far, and what waits for finance.</summary>
public sealed class IndexModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public MonthState State { get; private set; } = new();

    public DollarsStand Dollars { get; private set; } = null!;

    public ToDo ToDo { get; private set; } = null!;

    /// <summary>What was found when the books were last looked at; null: nobody has looked yet.</summary>
    public Verification? Verified { get; private set; }

    public NewSince New { get; private set; } = NewSince.Nothing;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>From July on: the school year of most districts, and the fiscal year of most states.</summary>
    public bool IsYear { get; private set; }

    public DateOnly From => IsYear ? LedgerRange.YearOf(visit.Month) : visit.Month;

    /// <summary>In the order of the way from log to payment; those that hold nothing are left out.</summary>
    public IEnumerable<Bucket> Buckets => BucketText.All.Where(bucket => Dollars[bucket].Entries > 0);

    public BarChart Chart => new(
        "dollars", "Where every dollar stands", "A bar for each place in which dollars stand; the table beside it has the numbers.", Stacked: true, ["Dollars"],
        [.. Buckets.Where(bucket => bucket != Bucket.Replaced).Select(bucket => new BarRow(BucketWords.Title(bucket), [Dollars[bucket].Cents]))], Show.Dollars);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var districtId = visit.User.DistrictId;
        IsYear = Request.Query["span"] == "year";
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            State = await MonthState.LoadAsync(connection, districtId, visit.Month, cancellationToken);
            New = await NewSince.LoadAsync(connection, visit, "finance", clock, cancellationToken);
            Verified = await Verification.LastAsync(connection, districtId, cancellationToken);
        }

        Dollars = await DollarsStand.LoadAsync(database, districtId, MonthName.Between(From, visit.Month), cancellationToken);
        ToDo = await ToDo.LoadAsync(database, visit.District, visit.Month, clock, cancellationToken);
    }
}
