using MedicaidLogs.Core.Districts;
using MedicaidLogs.Web.Accounts;
using MedicaidLogs.Web.Months;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Npgsql;

namespace MedicaidLogs.Web;

/// <summary>Who looks at a page, for which district and which month.</summary>
public sealed class Visit
{
    private District? _district;
    private SignedInUser? _user;

    public SignedInUser User => _user ?? throw new InvalidOperationException("Nobody is signed in.");

    public District District => _district ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The months that hold entries, the latest first.</summary>
    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    /// <summary>The month that the address names, else the one that an office works on, <see cref="KnownMonths.Usual"/>.</summary>
    public DateOnly Month { get; set; }

    internal void Begin(SignedInUser user, District district, IReadOnlyList<DateOnly> months, DateOnly month) =>
        (_user, _district, Months, Month) = (user, district, months, month);
}

/// <summary>Fills <see cref="Visit"/> before a signed-in user's page runs. A month that is not one is an address that leads nowhere.</summary>
public sealed class VisitFilter(Visit visit, NpgsqlDataSource database, TimeProvider clock) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity is { IsAuthenticated: true } && !http.Request.Path.StartsWithSegments("/error"))
        {
            var asked = http.Request.Query["month"].ToString();
            if (!KnownMonths.TryParse(asked, out var month) && asked.Length > 0)
            {
                context.Result = new NotFoundResult();
                return;
            }

            await BeginAsync(SignedInUser.From(http.User), asked.Length > 0 ? month : null, http.RequestAborted);
        }

        await next();
    }

    private async Task BeginAsync(SignedInUser user, DateOnly? asked, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var district = await District.LoadAsync(connection, user.DistrictId, cancellationToken);
        var months = await KnownMonths.WithEntriesAsync(connection, user.DistrictId, cancellationToken);
        visit.Begin(user, district, months, asked ?? KnownMonths.Usual(months, district.Today(clock)));
    }
}
