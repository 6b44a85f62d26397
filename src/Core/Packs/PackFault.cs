namespace MedicaidLogs.Core.Packs;

/// <summary>Where something stands in a pack file.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units, as editors count.</param>
/// <param name="Path">The JSON path.</param>
public sealed record PackPlace(string File, int Line, int Column, string Path)
{
    public override string ToString() => $"{File}:{Line}:{Column} {Path}";
}

/// <summary>One thing that is wrong with a pack file.</summary>
/// <param name="Wrong">What stands there, or is missing.</param>
/// <param name="Wanted">What belongs there.</param>
public sealed record PackFault(PackPlace Place, string Wrong, string Wanted)
{
    public override string ToString() => $"{Place}: {Wrong}; wanted: {Wanted}.";
}

/// <summary>A rule pack that cannot be used; the message is for the person who wrote it.</summary>
public sealed class PackException : Exception
{
    public PackException(string message)
        : base(message) => Faults = [];

    public PackException(IEnumerable<PackFault> faults)
        : this([.. faults.Distinct().OrderBy(fault => fault.Place.File, StringComparer.Ordinal).ThenBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column)])
    {
    }

    private PackException(IReadOnlyList<PackFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>All that is wrong, in the order of the file; none where there is no file of that name.</summary>
    public IReadOnlyList<PackFault> Faults { get; }
}
