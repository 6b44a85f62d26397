using System.Diagnostics.Metrics;

namespace MedicaidLogs.Ingest.Files;

/// <summary>Rows of files that were taken in, for <c>dotnet-counters</c> and collectors: the meter <c>MedicaidLogs.Ingest</c>.</summary>
internal static class RowMeter
{
    public const string Name = "MedicaidLogs.Ingest";

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _rows = _meter.CreateCounter<long>("medlogs.rows", "{row}", "Rows taken in, by kind of file and outcome: entered, malformed or duplicate.");

    public static void Count(string kind, IntakeResult result)
    {
        Add("entered", result.Entered);
        Add("malformed", result.Malformed.Count);
        Add("duplicate", result.Duplicates);

        void Add(string outcome, int rows) => _rows.Add(rows, new("kind", kind), new("outcome", outcome));
    }
}
