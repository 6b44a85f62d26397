namespace MedicaidLogs.TestKit.Faults;

/// <summary>What happens to an installation.</summary>
public enum Fault
{
    WorkerKilled,
    PagesKilled,
    PostgresKilled,
    NetworkDropped,
    DiskFull,
    ClockJumped,
}

/// <summary>Faults drawn at random, one a round, each after a while and for a while.</summary>
public sealed class FaultDraw(int seed)
{
    private const int MostDays = 2;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    private readonly Random _random = new(seed);

    /// <summary>Lets a fault happen, and mends what does not mend itself.</summary>
    public async Task<Fault> HappenAsync(Installation installation)
    {
        var fault = (Fault)_random.Next(Enum.GetValues<Fault>().Length);
        var (before, during) = (_longest * _random.NextDouble(), _longest * _random.NextDouble());
        var (process, days) = (_random.Next(Installation.Workers + 1), _random.Next(-MostDays, MostDays + 1));
        await Task.Delay(before);
        switch (fault)
        {
            case Fault.WorkerKilled:
                await installation.KillWorkerAsync(process % Installation.Workers);
                break;
            case Fault.PagesKilled:
                await installation.KillPagesAsync();
                break;
            case Fault.PostgresKilled:
                await installation.Postgres.KillAsync();
                await Task.Delay(during);
                await installation.Postgres.StartAgainAsync();
                break;
            case Fault.NetworkDropped:
                await installation.CutAsync();
                await Task.Delay(during);
                installation.Mend();
                break;
            case Fault.DiskFull:
                await installation.FillDiskAsync();
                await Task.Delay(during);
                await installation.FreeDiskAsync();
                break;
            default:
                await installation.JumpAsync(process, days);
                break;
        }

        return fault;
    }
}
