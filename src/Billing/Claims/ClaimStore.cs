using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Puts a run's claims into the store, some thousand lines at a time, while the next ones are made.</summary>
/// <remarks>Nobody else uses the transaction's connection between the first claim and <see cref="FinishAsync"/> or <see cref="DisposeAsync"/>.</remarks>
internal sealed class ClaimStore(
    NpgsqlTransaction transaction, DistrictId districtId, long claimRunId, DateOnly month, WaitingDecisions decisions, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    /// <summary>Some megabytes; a COPY costs three round trips whatever it brings.</summary>
    private const int LinesAtOnce = 8_192;

    private ClaimRows _filling = new(districtId, claimRunId, month);
    private ClaimRows _sent = new(districtId, claimRunId, month);
    private Task _storing = Task.CompletedTask;

    /// <param name="claims">Numbered.</param>
    public async Task AddAsync(IReadOnlyList<BilledClaim> claims)
    {
        _filling.Add(claims);
        if (_filling.Lines >= LinesAtOnce)
        {
            await SendAsync();
        }
    }

    /// <summary>All claims are stored then.</summary>
    public async Task FinishAsync()
    {
        await SendAsync();
        await _storing;
    }

    /// <summary>The connection is the caller's again, whatever happened.</summary>
    public async ValueTask DisposeAsync() => await _storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SendAsync()
    {
        await _storing;
        (_filling, _sent) = (_sent, _filling);
        _storing = _sent.StoreAsync(transaction, decisions, cancellationToken);
    }
}
