using Dapper;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Worker.Schedule;

/// <summary>One look for what is to be done, in one transaction.</summary>
public sealed class SweepTurn(IJobEngine engine, NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    /// <summary>Of each kind of work; the rest is for the next turn.</summary>
    public const int Limit = 500;

    private readonly List<Func<Task>> _asked = [];

    public OpenWork Work { get; } = new();

    /// <param name="isAll">There is no more work of this kind.</param>
    public void AskFor<TArguments>(string kind, IReadOnlyList<TArguments> found, bool isAll)
        where TArguments : IJobArguments
    {
        Work.Add(kind, found, isAll);
        if (found.Count > 0)
        {
            _asked.Add(() => engine.EnqueueAsync(found, transaction, cancellationToken));
        }
    }

    /// <summary>Hands what was asked for to the engine.</summary>
    public async Task EnqueueAsync()
    {
        foreach (var ask in _asked)
        {
            await ask();
        }
    }

    /// <param name="sql">May ask for <c>@now</c> and <c>@kind</c>, and takes <c>@limit</c>.</param>
    public async Task<IReadOnlyList<T>> FindAsync<T>(string sql, string? kind = null) =>
        [.. await transaction.Connection!.QueryAsync<T>(new CommandDefinition(
            sql, new { limit = Limit, now, kind }, transaction, cancellationToken: cancellationToken))];

    /// <summary>The districts whose last night's work was not done yet.</summary>
    /// <param name="lastSql">Each district, its time zone and when the work was last done (<c>last_at</c>), the longest ago first.</param>
    /// <param name="hour">When in the night, by each district's own clock.</param>
    /// <param name="kind">Of the work, where the question asks for it.</param>
    public async Task<IReadOnlyList<DueNight>> NightsAsync(string lastSql, TimeOnly hour, string? kind = null) =>
        [.. from district in await FindAsync<NightlyDistrict>(lastSql, kind)
            let night = district.DueAt(now, hour)
            where night is not null
            select new DueNight(district.DistrictId, night.Value)];
}

/// <summary>Work of a night that is to be done.</summary>
public readonly record struct DueNight(int DistrictId, DateOnly Night);
