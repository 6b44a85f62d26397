using MedicaidLogs.Core.Findings;
using MedicaidLogs.Web.Queue;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The entries that need a look: rejected, not billable, warned of; and those that the payer sent back.</summary>
public sealed class RejectedModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    private IReadOnlyList<Pile> _tabs = [];

    public ListFilter Filter { get; private set; } = null!;

    public IReadOnlyList<ListedEntry> Entries { get; private set; } = [];

    public long Total { get; private set; }

    public long TotalCents { get; private set; }

    public IReadOnlyList<Pile> Codes { get; private set; } = [];

    public IReadOnlyList<Pile> Services { get; private set; } = [];

    public IReadOnlyList<Pile> Providers { get; private set; } = [];

    /// <summary>What the payer sent back, shown beside what our checks rejected.</summary>
    public SentBackMonth SentBack { get; private set; } = new(0, 0, []);

    public int Pages => (int)Math.Max(1, (Total + EntryList.PageSize - 1) / EntryList.PageSize);

    public static IReadOnlyList<(Severity Tab, string Title)> Tabs { get; } =
        [(Severity.Reject, "Rejected"), (Severity.NotBillable, "Not billable"), (Severity.Warn, "Warnings")];

    public Pile? PileOf(Severity tab) => _tabs.FirstOrDefault(pile => pile.Key == SeverityText.Of(tab));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var districtId = visit.User.DistrictId;
        Filter = ListFilter.From(Request.Query, visit.Month) with { Schools = visit.User.Schools };
        _tabs = await EntryList.TabsAsync(connection, districtId, visit.Month, visit.User.Schools, cancellationToken);
        (Total, TotalCents) = await EntryList.TotalAsync(connection, districtId, Filter, cancellationToken);
        Filter = Filter with { Page = Math.Min(Filter.Page, Pages) };
        Entries = await EntryList.PageAsync(connection, districtId, Filter, cancellationToken);
        if (Filter is { Tab: Severity.Reject, Page: 1 })
        {
            SentBack = await SentBackMonth.LoadAsync(connection, districtId, visit.Month, visit.User.Schools, cancellationToken);
        }

        foreach (var (entryId, studentId) in Entries.Select(entry => (entry.EntryId, entry.StudentId))
            .Concat(SentBack.Dearest.Select(entry => (entry.EntryId, entry.StudentId))))
        {
            reads.Entry(entryId, studentId);
        }

        Codes = await EntryList.CodesAsync(connection, districtId, Filter, cancellationToken);
        Services = await EntryList.ServicesAsync(connection, districtId, Filter, cancellationToken);
        Providers = await EntryList.ProvidersAsync(connection, districtId, Filter, cancellationToken);
    }
}
