using System.Security.Cryptography;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Worker.Archives;

/// <summary>An archive of which every byte is as its manifest says.</summary>
public sealed class ReceivedArchive
{
    private const int MostFaultsTold = 10;

    private readonly string _folder;

    private ReceivedArchive(string folder, Manifest manifest, string manifestSha256) =>
        (_folder, Manifest, Record) = (
            folder, manifest, new("loaded", manifestSha256, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes)));

    public Manifest Manifest { get; }

    public ArchiveRecord Record { get; }

    public DistrictId DistrictId => new(Manifest.District.Number);

    /// <summary>The stored files that it holds.</summary>
    public IEnumerable<FileHash> StoredFiles =>
        from file in Manifest.Files
        where file.Path.StartsWith(ArchiveFolder.StoredFiles, StringComparison.Ordinal)
        select FileHash.TryParse(file.Sha256, out var hash) ? hash : default;

    /// <summary>Reads every file once.</summary>
    /// <exception cref="ArchiveException">A file is missing, is not in the manifest though it must be, or has other bytes; the message names up to ten.</exception>
    public static async Task<ReceivedArchive> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var manifestFile = new FileInfo(Path.Combine(folder, Manifest.FileName));
        if (!manifestFile.Exists)
        {
            throw new ArchiveException($"{folder} is no archive of a district: it has no {Manifest.FileName}. An export that was cut off never gets its folder's name.");
        }

        if (manifestFile.Length > Manifest.MaximumBytes)
        {
            throw new ArchiveException($"{Manifest.FileName} is larger than any that is written.");
        }

        var json = await File.ReadAllBytesAsync(manifestFile.FullName, cancellationToken);
        var manifest = Manifest.Parse(json);
        var faults = new List<string>();
        await foreach (var fault in FaultsAsync(folder, manifest, cancellationToken))
        {
            faults.Add(fault);
            if (faults.Count == MostFaultsTold)
            {
                break;
            }
        }

        return faults.Count == 0
            ? new(folder, manifest, Convert.ToHexStringLower(SHA256.HashData(json)))
            : throw new ArchiveException($"The archive is damaged or incomplete. {string.Join(" ", faults)} Nothing was loaded; copy the archive again.");
    }

    public FileStream Read(string path) =>
        new(Path.Combine(_folder, path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);

    /// <remarks><see cref="OpenAsync"/> has seen that the manifest names every table.</remarks>
    public long RowsOf(ArchivedTable table) => Manifest.Files.First(file => file.Path == table.Path).Rows!.Value;

    private static async IAsyncEnumerable<string> FaultsAsync(
        string folder, Manifest manifest, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (manifest.District is not { Number: > 0, Code.Length: > 0 })
        {
            yield return $"{Manifest.FileName} does not say which district it is.";
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!IsWithin(file.Path) || !named.Add(file.Path))
            {
                yield return $"{Manifest.FileName} names a file twice, or one outside the archive.";
            }
            else if (await FaultOfAsync(folder, file, cancellationToken) is { } fault)
            {
                yield return $"{file.Path} {fault}.";
            }
        }

        foreach (var table in ArchivedTables.All.Where(table => !named.Contains(table.Path)))
        {
            yield return $"{Manifest.FileName} does not name {table.Path}.";
        }
    }

    private static async Task<string?> FaultOfAsync(string folder, ManifestFile told, CancellationToken cancellationToken)
    {
        var info = new FileInfo(Path.Combine(folder, told.Path));
        if (!info.Exists)
        {
            return "is missing";
        }

        if (info.Length != told.Bytes)
        {
            return $"has {info.Length} bytes, not {told.Bytes}";
        }

        using var counted = new CountedFile();
        await using var content = new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await content.ForEachBlockAsync(
            block =>
            {
                counted.Append(block.Span);
                return ValueTask.CompletedTask;
            },
            cancellationToken);
        var found = counted.End(told.Path, isCsv: told.Path.EndsWith(".csv", StringComparison.Ordinal));
        return found.Sha256 != told.Sha256 ? "was changed: its SHA-256 is another"
            : found.Rows != told.Rows ? "has another number of rows"
            : told.Path.StartsWith(ArchiveFolder.StoredFiles, StringComparison.Ordinal)
                && (!FileHash.TryParse(told.Sha256, out var hash) || told.Path != ArchiveFolder.PathOf(hash)) ? "does not have its hash for a name"
            : null;
    }

    /// <summary>A plain path below the folder, as the program writes them.</summary>
    private static bool IsWithin(string path) =>
        path.Length is > 0 and <= 200
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
}
