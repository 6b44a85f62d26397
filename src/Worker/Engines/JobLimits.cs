namespace MedicaidLogs.Worker.Engines;

/// <summary>How much at once, whichever engine runs it.</summary>
public static class JobLimits
{
    /// <summary>Jobs of one district, on all workers together: a large district's backlog leaves room for the others.</summary>
    public const int PerDistrict = 2;

    /// <summary>Jobs of one worker: more than one district may have.</summary>
    public const int LeastAtOnce = 2 * PerDistrict;
}
