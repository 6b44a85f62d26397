using System.IO.Compression;

namespace MedicaidLogs.Core.Files;

/// <summary>A ZIP file whose bytes depend on its contents alone: no part tells when it was written. Parts are streamed, one at a time.</summary>
public sealed class StableZip(Stream output) : IDisposable
{
    /// <summary>The first day that a ZIP file can name.</summary>
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Begins a part; it ends when the stream is closed, before the next may begin.</summary>
    public Stream Add(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _noTime;
        return entry.Open();
    }

    public void Dispose() => _zip.Dispose();
}
