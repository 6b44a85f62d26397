using MedicaidLogs.Ingest.Expiring;
using MedicaidLogs.Web.Providers;
using MedicaidLogs.Web.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Clerk;

/// <summary>The district's providers by name, found by name or number, narrowed to those whose records need something.</summary>
public sealed class ProvidersModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public const string Path = "/clerk/providers";

    private const string SearchKey = "providers.search";

    public PeopleFilter Filter { get; private set; } = null!;

    public NameSearch? Search { get; private set; }

    public IReadOnlyList<ListedProvider> Providers { get; private set; } = [];

    public bool HasMore { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = PeopleFilter.From(Request.Query, Path, visit.Month);
        Search = NameSearch.Of(TempData.Peek(SearchKey) as string);
        Today = visit.District.Today(clock);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = Filter.Show == PeopleShown.Expiring ? await ExpiringIdsAsync(connection, cancellationToken) : null;
        var found = await ListedProvider.PageAsync(connection, visit.User.DistrictId, Filter, Search, ids, Today, cancellationToken);
        HasMore = found.Count > ListedProvider.PageSize;
        Providers = [.. found.Take(ListedProvider.PageSize)];
    }

    /// <summary>Keeps what is looked for in the sealed cookie: a name has no place in an address. Nothing typed ends the search.</summary>
    public IActionResult OnPostFind(string? text)
    {
        TempData[SearchKey] = NameSearch.Of(text)?.Text;
        return Redirect((PeopleFilter.From(Request.Query, Path, visit.Month) with { After = null }).Address);
    }

    private async Task<long[]> ExpiringIdsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var records = await ExpiringRecords.PageAsync(
            connection, visit.District, Expiry.Soon(Today, visit.Month) with { Of = ExpiringOf.Providers, Limit = Expiry.MostPeople },
            cancellationToken);
        return [.. records.Select(record => record.ProviderId!.Value).Distinct()];
    }
}
