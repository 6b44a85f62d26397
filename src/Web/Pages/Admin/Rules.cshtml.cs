using MedicaidLogs.Core.Packs;
using MedicaidLogs.Web.Administration;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Admin;

/// <summary>The rule pack in force: its layers, its hash, and all that it says today, in plain words and with sources.</summary>
public sealed class RulesModel(NpgsqlDataSource database, Visit visit, TimeProvider clock) : PageModel
{
    public PackInForce InForce { get; private set; } = null!;

    public RulesFilter Filter { get; private set; } = null!;

    public IReadOnlyList<PackEntry> Entries { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (Filter, Today) = (RulesFilter.From(Request.Query), visit.District.Today(clock));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        InForce = await PackInForce.LoadAsync(connection, visit.District, cancellationToken);
        if (InForce.Pack is { } pack)
        {
            Entries = Filter.Choose(pack, Today, visit.District.OwnPack is null ? null : pack.Name);
        }
    }
}
