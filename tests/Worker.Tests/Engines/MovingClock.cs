namespace MedicaidLogs.Worker.Tests.Engines;

/// <summary>A clock that goes, and that a test sets forward.</summary>
internal sealed class MovingClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _turn = new();
    private TimeSpan _shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_turn)
        {
            return System.GetUtcNow() + _shift;
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_turn)
        {
            _shift += time;
        }
    }

    public void MoveTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());
}
