using System.Text.RegularExpressions;
using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Places;

/// <summary>What is wrong with a place's file, all of it at once.</summary>
internal static partial class PlaceFaults
{
    private static readonly string[] _kinds = ["folder", "ftp", "ftps", "sftp"];
    private static readonly string[] _afters = ["keep", "move", "remove"];

    public static IReadOnlyList<string> Of(PlaceFile file) =>
    [
        .. Unless(NameForm().IsMatch(file.Name), "name: 1 to 40 lower-case letters, digits and single dashes."),
        .. Unless(_kinds.Contains(file.Kind), "kind: one of folder, ftp, ftps and sftp."),
        .. file.Kind == "folder" ? OfFolder(file) : OfServer(file),
        .. Unless(file.Fetch is not null || file.Deliver is not null, "Nothing is fetched here and nothing delivered: say fetch, deliver or both."),
        .. file.Fetch is { } fetch ? OfFetch(file, fetch) : [],
        .. file.Deliver is { } deliver ? OfDeliver(file, deliver) : [],
    ];

    private static IEnumerable<string> OfFolder(PlaceFile file) =>
        Unless(
            file is { Address: null, Port: null, User: null, Secret: null, KeyFile: null, HostKey: null, CaFile: null },
            "A folder has no address, port, user, secret, key_file, host_key or ca_file.");

    private static IEnumerable<string> OfServer(PlaceFile file) =>
    [
        .. Unless(Uri.CheckHostName(file.Address) != UriHostNameType.Unknown, "address: the server's name or number, without anything around it."),
        .. Unless(file.Port is null or (>= 1 and <= 65535), "port: 1 to 65535; left out, the usual one."),
        .. Unless(IsLine(file.User) && !file.User!.Contains(':', StringComparison.Ordinal), "user: the user name there, without a colon."),
        .. Unless(file.Secret is null || SecretForm().IsMatch(file.Secret), "secret: the name of a secret, capital letters, digits and _; never the password itself."),
        .. Unless(file.Secret is not null || file.KeyFile is not null, "secret: say by which name the password is looked up."),
        .. Unless(file.Kind == "sftp" || file is { KeyFile: null, HostKey: null }, "key_file and host_key are for sftp."),
        .. Unless(file.Kind == "ftps" || file.CaFile is null, "ca_file is for ftps."),
        .. Unless(
            file.Kind != "sftp" || HostKeyForm().IsMatch(file.HostKey ?? ""),
            "host_key: the server's key as 'ssh-keygen -l' shows it, SHA256: and 43 characters. Ask the partner for it, not the network."),
    ];

    private static IEnumerable<string> OfFetch(PlaceFile file, FetchRule fetch) =>
    [
        .. OfPath(file, fetch.Folder, "fetch.folder"),
        .. Unless(fetch.EveryMinutes is >= 1 and <= 1440, "fetch.every_minutes: 1 to 1440."),
        .. Unless(_afters.Contains(fetch.After), "fetch.after: one of keep, move and remove."),
        .. Unless((fetch.After == "move") == (fetch.MoveTo is not null), "fetch.move_to: the folder for taken in files, where after is move and only there."),
        .. Unless(fetch.MoveTo is null || RemoteName.TryParse(fetch.MoveTo, out _), "fetch.move_to: the name of a folder, no path."),
        .. Unless(fetch.Files.Count is >= 1 and <= 50, "fetch.files: 1 to 50 patterns."),
        .. fetch.Files.SelectMany((pattern, index) => OfPattern(pattern, $"fetch.files[{index}]")),
    ];

    private static IEnumerable<string> OfPattern(FilePattern pattern, string where)
    {
        var isKind = pattern.Kind == FilePattern.Answers || FileKinds.FormatOf(pattern.Kind) is not null;
        return
        [
            .. Unless(RemoteName.TryParse(pattern.Pattern, out _), $"{where}.pattern: a name without a path, * and ? allowed."),
            .. Unless(isKind, $"{where}.kind: answers, or a kind of docs/file-formats.md."),
            .. isKind && pattern.Mapping is { } mapping ? OfMapping(pattern.Kind, mapping.GetRawText(), where) : [],
        ];
    }

    private static IEnumerable<string> OfMapping(string kind, string json, string where)
    {
        try
        {
            return Unless(ColumnMapping.Parse(json).Kind == kind, $"{where}.mapping: it is for another kind of file.");
        }
        catch (ColumnMappingException fault)
        {
            return [$"{where}.mapping: {fault.Message}"];
        }
    }

    private static IEnumerable<string> OfDeliver(PlaceFile file, DeliverRule deliver) =>
    [
        .. OfPath(file, deliver.Folder, "deliver.folder"),
        .. Unless(IsLine(deliver.Payer), "deliver.payer: the name of the payer profile whose claim files go there."),
    ];

    private static IEnumerable<string> OfPath(PlaceFile file, string path, string where) =>
    [
        .. Unless(!path.Any(char.IsControl) && path.Split('/').All(step => step is not (".." or ".")), $"{where}: a path without . and .. in it."),
        .. Unless(file.Kind != "folder" || Path.IsPathFullyQualified(path), $"{where}: a whole path of this machine, beginning with a slash."),
    ];

    private static bool IsLine(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && text.Length <= 200;

    private static IEnumerable<string> Unless(bool holds, string fault) => holds ? [] : [fault];

    [GeneratedRegex("^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[A-Z0-9][A-Z0-9_]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretForm();

    [GeneratedRegex("^SHA256:[A-Za-z0-9+/]{43}=?$", RegexOptions.CultureInvariant)]
    private static partial Regex HostKeyForm();
}
