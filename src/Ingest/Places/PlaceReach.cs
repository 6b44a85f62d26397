namespace MedicaidLogs.Ingest.Places;

/// <summary>What a district's own people may say of a place. The rest is for whoever looks after the workers: <c>medlogs places set</c>.</summary>
/// <remarks>
/// Districts share the workers' machines. A folder of such a machine, a file on it and a secret may be another district's: who could name them could
/// read that district's files, or have its password sent to a server of their own.
/// </remarks>
public static class PlaceReach
{
    /// <summary>How the names of a district's secrets begin: <c>MAPLE_GROVE__</c>. No other district's begin so, for a code has no two dashes in a row.</summary>
    public static string SecretPrefixOf(string districtCode) => $"{districtCode.ToUpperInvariant().Replace('-', '_')}__";

    /// <param name="before">As the place was; null: it is new.</param>
    /// <returns>Each fault with its member first, as <see cref="PlaceFileException.Faults"/>.</returns>
    public static IReadOnlyList<string> FaultsOf(string districtCode, PlaceFile file, PlaceFile? before)
    {
        const string whose = "is for whoever looks after the workers to say: medlogs places set.";
        var prefix = SecretPrefixOf(districtCode);
        var isOwn = file.KeyFile is null && (file.Secret is null || IsOf(prefix, file.Secret));
        return
        [
            .. Unless(file.Kind != "folder", $"kind: a folder of the workers' machines {whose}"),
            .. Unless(file.KeyFile == before?.KeyFile, $"key_file: a file on the workers' machines {whose}"),
            .. Unless(file.CaFile == before?.CaFile, $"ca_file: a file on the workers' machines {whose}"),
            .. Unless(
                file.Secret is null || file.Secret == before?.Secret || IsOf(prefix, file.Secret),
                $"secret: {prefix} and a word after it, so that no other district's password can be meant."),
            .. Unless(
                isOwn || before is null || WayOf(file) == WayOf(before),
                $"To which server, and as whom, a password or key goes that is not the district's own, {whose}"),
        ];
    }

    private static (string, string?, int?, string?, string?) WayOf(PlaceFile file) => (file.Kind, file.Address, file.Port, file.User, file.HostKey);

    private static bool IsOf(string prefix, string secret) => secret.Length > prefix.Length && secret.StartsWith(prefix, StringComparison.Ordinal);

    private static IEnumerable<string> Unless(bool holds, string fault) => holds ? [] : [fault];
}
