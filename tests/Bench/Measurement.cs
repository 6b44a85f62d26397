using System.Globalization;

namespace MedicaidLogs.Bench;

/// <summary>A piece of work beside the least that it could have cost on the same machine in the same run.</summary>
public sealed record Measurement(int Rows, TimeSpan Took, TimeSpan Floor)
{
    public string Line(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {Rows} rows, {Took.TotalSeconds:0.00} s, floor {Floor.TotalSeconds:0.00} s, ratio {Took / Floor:0.00}");
}
