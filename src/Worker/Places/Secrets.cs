using System.Text.Json;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Places;

/// <summary>The passwords of places, by their names: never in the database, on a command line or in a log.</summary>
/// <remarks>
/// Looked up each time, so that a changed one needs no restart. The names have a prefix in the environment: a place's file must not
/// be able to send another of our secrets (<c>MEDLOGS_DB</c>) to a server that its author chose.
/// </remarks>
public sealed class Secrets(Func<string, string?> variable)
{
    /// <summary>Names a JSON object of names and secrets, which only its owner may read.</summary>
    public const string FileVariable = "MEDLOGS_SECRETS_FILE";

    private const string Prefix = "MEDLOGS_SECRET_";

    private const UnixFileMode ForOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static Secrets OfThisMachine { get; } = new(Environment.GetEnvironmentVariable);

    /// <exception cref="DropboxException">There is none of this name, or the file cannot be used.</exception>
    public string Find(string name) =>
        variable(Prefix + name) is { Length: > 0 } secret ? secret
        : variable(FileVariable) is { Length: > 0 } path && InFile(path, name) is { } kept ? kept
        : throw new DropboxException(
            DropboxFault.Setup, $"The secret {name} is not known on this machine: set {Prefix}{name}, or put it into the file that {FileVariable} names.");

    private static string? InFile(string path, string name)
    {
        try
        {
            if ((File.GetUnixFileMode(path) & ForOthers) != 0)
            {
                throw new DropboxException(DropboxFault.Setup, $"Others may read the file that {FileVariable} names. Let only its owner: chmod 600.");
            }

            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            return file.RootElement.ValueKind == JsonValueKind.Object && file.RootElement.TryGetProperty(name, out var secret)
                && secret.ValueKind == JsonValueKind.String
                    ? secret.GetString()
                    : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DropboxException(DropboxFault.Setup, $"The file that {FileVariable} names cannot be read as one JSON object.");
        }
    }
}
