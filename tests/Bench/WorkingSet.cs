namespace MedicaidLogs.Bench;

/// <summary>Looks at the process's memory twenty times a second, and says on standard error what it was at first and at most.</summary>
internal sealed class WorkingSet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly long _first;
    private readonly Task _watching;
    private long _most;

    private WorkingSet()
    {
        GC.Collect();
        _first = _most = Environment.WorkingSet;
        _watching = WatchAsync();
    }

    public static WorkingSet Watch() => new();

    public void Write() => Console.Error.WriteLine($"  working set {_first >> 20} MiB before, {_most >> 20} MiB at most");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            _most = Math.Max(_most, Environment.WorkingSet);
        }
    }
}
