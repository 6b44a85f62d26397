using MedicaidLogs.Core.Files;
using Npgsql;

namespace MedicaidLogs.Worker.Archives;

/// <summary>An archive while it is written: a folder beside the one that is asked for, which gets its name when it is whole.</summary>
/// <remarks>It holds everything that a district knows of its students: no other user of the machine may enter it.</remarks>
internal sealed class ArchiveFolder : IDisposable
{
    /// <summary>The folder of stored files.</summary>
    public const string StoredFiles = "files/";

    /// <summary>What each stored file is.</summary>
    public const string Index = "files.csv";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _wanted;
    private readonly string _partial;
    private readonly List<ManifestFile> _written = [];

    private ArchiveFolder(string wanted, string partial) => (_wanted, _partial) = (wanted, partial);

    public IReadOnlyList<ManifestFile> Written => _written;

    /// <exception cref="ArchiveException">Something stands there already.</exception>
    public static ArchiveFolder Create(string path)
    {
        var wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        RequireFree(wanted);
        var partial = $"{wanted}.{Path.GetRandomFileName()}.part";
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(partial) : Directory.CreateDirectory(partial, OwnerOnly);
        return new(wanted, partial);
    }

    /// <summary>Where a stored file stands.</summary>
    public static string PathOf(FileHash hash) => $"{StoredFiles}{hash.ToString()[..2]}/{hash}";

    /// <summary>Writes one file, counts it and notes it for the manifest.</summary>
    /// <param name="path">Within the archive, with <c>/</c>.</param>
    /// <param name="isCsv">Has a header and rows.</param>
    public async Task<ManifestFile> WriteAsync(string path, bool isCsv, Stream content, CancellationToken cancellationToken)
    {
        var full = Path.Combine(_partial, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using var counted = new CountedFile();
        await using (var file = new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
        {
            await content.ForEachBlockAsync(
                block =>
                {
                    counted.Append(block.Span);
                    return file.WriteAsync(block, cancellationToken);
                },
                cancellationToken);
        }

        var written = counted.End(path, isCsv);
        _written.Add(written);
        return written;
    }

    /// <summary>Writes what a COPY gives, as the server sends it.</summary>
    public async Task WriteRowsAsync(NpgsqlConnection connection, string path, string copySql, CancellationToken cancellationToken)
    {
        using var rows = await connection.BeginTextExportAsync(copySql, cancellationToken);
        await WriteAsync(path, isCsv: true, ((StreamReader)rows).BaseStream, cancellationToken);
    }

    public async Task<ManifestFile> WriteBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(bytes);
        return await WriteAsync(path, isCsv: false, content, cancellationToken);
    }

    /// <summary>The whole archive appears under its name at once.</summary>
    /// <exception cref="ArchiveException">Meanwhile something stands there.</exception>
    public void Finish()
    {
        RequireFree(_wanted);
        if (Directory.Exists(_wanted))
        {
            Directory.Delete(_wanted);
        }

        Directory.Move(_partial, _wanted);
    }

    /// <summary>Takes away what was not finished.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_partial))
        {
            Directory.Delete(_partial, recursive: true);
        }
    }

    private static void RequireFree(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new ArchiveException($"{path} is there already and not an empty folder. Name another; nothing is ever written over.");
        }
    }
}
