using System.Diagnostics;
using System.Globalization;

namespace MedicaidLogs.Bench;

/// <summary>Hears the steps of a source and says, on standard error, how long each took and how much processor time passed meanwhile.</summary>
internal sealed class StepTimes : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<(string Step, TimeSpan Took, TimeSpan Processor)> _steps = [];
    private readonly Dictionary<Activity, TimeSpan> _started = [];

    public StepTimes(string source)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = each => each.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = step => _started[step] = Process.GetCurrentProcess().TotalProcessorTime,
            ActivityStopped = step => _steps.Add((step.OperationName, step.Duration, Process.GetCurrentProcess().TotalProcessorTime - _started[step])),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Write()
    {
        foreach (var (step, took, processor) in _steps)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {step,-20} {took.TotalSeconds,6:0.00} s, own processor {processor.TotalSeconds,6:0.00} s"));
        }
    }

    public void Dispose() => _listener.Dispose();
}
