using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>Who may sign in: by name, found by name or address, narrowed to those who need help.</summary>
public sealed class AccountsModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public const int MostSearchCharacters = 80;

    private const string SearchKey = "accounts.search";

    public AccountFilter Filter { get; private set; } = null!;

    public string? Search { get; private set; }

    public IReadOnlyList<ListedAccount> Accounts { get; private set; } = [];

    public bool HasMore { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Filter, Search) = (AccountFilter.From(Request.Query), TempData.Peek(SearchKey) as string);
        (Now, Today) = (clock.GetUtcNow(), visit.District.Today(clock));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await ListedAccount.PageAsync(connection, visit.User.DistrictId, Filter, Search, Now, Today, cancellationToken);
        HasMore = found.Count > ListedAccount.PageSize;
        Accounts = [.. found.Take(ListedAccount.PageSize)];
    }

    /// <summary>Keeps what is looked for in the sealed cookie: a name has no place in an address. Nothing typed ends the search.</summary>
    public IActionResult OnPostFind(string? text)
    {
        TempData[SearchKey] = text?.Trim() is { Length: > 0 and <= MostSearchCharacters } some ? some : null;
        return Redirect((AccountFilter.From(Request.Query) with { After = null }).Address);
    }
}
