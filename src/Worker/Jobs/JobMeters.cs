using System.Diagnostics.Metrics;

namespace MedicaidLogs.Worker.Jobs;

/// <summary>Measurements of jobs, for <c>dotnet-counters</c> and collectors: the meter <c>MedicaidLogs.Worker</c>.</summary>
/// <remarks>Tags are fixed words. Without a listener they cost nothing.</remarks>
internal static class JobMeters
{
    public const string Name = "MedicaidLogs.Worker";

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _ended = _meter.CreateCounter<long>("medlogs.jobs", "{job}", "Jobs that ended, by kind and outcome: done, queued (to be tried again) or failed.");

    private static readonly Histogram<double> _took = _meter.CreateHistogram<double>("medlogs.job.duration", "s", "How long a job took, by kind and outcome.");

    private static readonly Gauge<long> _open = _meter.CreateGauge<long>("medlogs.jobs.open", "{job}", "Jobs of all districts that wait or run, as each worker last saw them.");

    /// <param name="outcome">The state that the job is left in.</param>
    public static void Ended(string kind, string outcome, TimeSpan took)
    {
        KeyValuePair<string, object?> ofKind = new("kind", kind), ofOutcome = new("outcome", outcome);
        _ended.Add(1, ofKind, ofOutcome);
        _took.Record(took.TotalSeconds, ofKind, ofOutcome);
    }

    public static void Open(long jobs) => _open.Record(jobs);
}
