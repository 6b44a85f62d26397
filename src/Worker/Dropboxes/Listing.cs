using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>What a folder holds.</summary>
/// <param name="Files">By name; each name once.</param>
/// <param name="Unusable">How many lines told of something whose name could do harm or that cannot be read.</param>
public sealed record Listing(IReadOnlyList<RemoteFile> Files, int Unusable)
{
    /// <summary>Most lines of a folder that are read.</summary>
    public const int MaxFiles = 50_000;

    public RemoteFile? Find(RemoteName name) => Files.FirstOrDefault(file => file.Name == name);
}

/// <summary>A file in a partner's folder.</summary>
/// <param name="Changed">
/// When it was changed, in the server's own words and zone (<c>Nov 22 17:47</c>): good for telling whether it changed since, for nothing else.
/// </param>
public sealed record RemoteFile(RemoteName Name, long LengthBytes, string Changed);
