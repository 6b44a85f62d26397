using System.Globalization;

namespace MedicaidLogs.Core.Database;

/// <summary>What a running server says of itself in <c>postmaster.pid</c>: line 1 its process, line 4 its port.</summary>
internal sealed record Postmaster(int ProcessId, int Port)
{
    private const string FileName = "postmaster.pid";

    /// <summary>The server that runs on this data directory; null when none does, whatever a crash left behind.</summary>
    public static Postmaster? Find(string dataDirectory)
    {
        var text = ReadOrNull(Path.Combine(dataDirectory, FileName));
        var lines = text?.Split('\n');
        if (lines is not { Length: >= 4 }
            || !int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            || !int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        // A server's working directory is its data directory. Asking for the file through the process tells our server
        // from a dead one, a zombie, and a stranger that was given the same number after a reboot.
        return ReadOrNull($"/proc/{processId}/cwd/{FileName}") == text ? new(processId, port) : null;
    }

    /// <summary>Removes what a crashed server left, so that a reused process number cannot pass for it.</summary>
    /// <remarks>Two servers on one directory stay impossible: PostgreSQL also looks for its shared memory block.</remarks>
    public static void RemoveStale(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName));

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
