using System.Globalization;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Database;

/// <summary>The server programs (<c>initdb</c>, <c>pg_ctl</c>, <c>postgres</c>) of one installed PostgreSQL.</summary>
public sealed partial record PostgresBinaries(string Directory, int MajorVersion)
{
    public const int MinimumMajorVersion = 15;

    /// <summary>Names the directory of the programs where they are in none of the usual places.</summary>
    public const string DirectoryVariable = "MEDLOGS_PG_BIN";

    private const string DebianDirectory = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>The newest installed, or the one that an existing data directory needs.</summary>
    /// <param name="neededMajorVersion">The data directory's version; null for a new one.</param>
    /// <exception cref="PostgresNotInstalledException">None is found; names the Debian package.</exception>
    public static async Task<PostgresBinaries> FindAsync(int? neededMajorVersion, CancellationToken cancellationToken = default)
    {
        var installed = new List<PostgresBinaries>();
        foreach (var directory in CandidateDirectories())
        {
            if (File.Exists(Path.Combine(directory, "postgres")) && File.Exists(Path.Combine(directory, "initdb")))
            {
                installed.Add(new(directory, await MajorVersionAsync(directory, cancellationToken)));
            }
        }

        return Choose(installed, neededMajorVersion);
    }

    internal static PostgresBinaries Choose(IReadOnlyList<PostgresBinaries> installed, int? neededMajorVersion)
    {
        if (neededMajorVersion is { } needed)
        {
            return installed.FirstOrDefault(binaries => binaries.MajorVersion == needed)
                ?? throw new PostgresNotInstalledException(
                    $"The local database was made by PostgreSQL {needed}, which is not installed. "
                    + $"Install it: sudo apt-get install postgresql-{needed}");
        }

        return installed.MaxBy(binaries => binaries.MajorVersion) is { MajorVersion: >= MinimumMajorVersion } newest
            ? newest
            : throw new PostgresNotInstalledException(
                $"PostgreSQL {MinimumMajorVersion} or newer is not installed (looked in {DebianDirectory}/*/bin, PATH "
                + $"and {DirectoryVariable}). Install it: sudo apt-get install postgresql");
    }

    private static IEnumerable<string> CandidateDirectories()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } named)
        {
            return [named];
        }

        var debian = System.IO.Directory.Exists(DebianDirectory)
            ? System.IO.Directory.GetDirectories(DebianDirectory).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).Distinct();
    }

    private static async Task<int> MajorVersionAsync(string directory, CancellationToken cancellationToken)
    {
        var text = await ServerAccount.Own.RunAsync(Path.Combine(directory, "postgres"), ["--version"], "/", cancellationToken);
        var match = VersionText().Match(text);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"PostgreSQL\) (\d+)")]
    private static partial Regex VersionText();
}
