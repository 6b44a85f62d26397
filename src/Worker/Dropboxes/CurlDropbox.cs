using System.Globalization;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>A partner's server by FTP, FTPS or SFTP, by means of the program curl: one process for each call.</summary>
public sealed class CurlDropbox : IDropbox
{
    private readonly RemoteServer _server;

    /// <exception cref="DropboxException">SFTP without the server's host key: curl would then believe any server.</exception>
    public CurlDropbox(RemoteServer server)
    {
        if (server is { Protocol: TransferProtocol.Sftp, HostKey: null })
        {
            throw new DropboxException(DropboxFault.Setup, "The server's host key is not set.");
        }

        _server = server;
    }

    private bool IsSftp => _server.Protocol == TransferProtocol.Sftp;

    public async Task<Listing> ListAsync(CancellationToken cancellationToken = default)
    {
        using var text = new MemoryStream();
        try
        {
            await Curl.RunAsync(Options(AddressOf("")), text, ListingText.MaxBytes, cancellationToken);
        }
        catch (DropboxException nothing) when (nothing.Fault == DropboxFault.NoFile)
        {
            throw new DropboxException(DropboxFault.NoFolder, "The server has no such folder.");
        }

        return ListingText.Read(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    public Task GetAsync(RemoteName name, Stream destination, CancellationToken cancellationToken = default) =>
        Curl.RunAsync(Options(AddressOf(name.Text)), destination, FileStore.MaximumBytes, cancellationToken);

    public async Task WriteAsync(RemoteName name, FileStream content, CancellationToken cancellationToken = default)
    {
        await content.FlushAsync(cancellationToken);
        try
        {
            await Curl.RunAsync(Options(AddressOf(name.Text)).Set("upload-file", content.Name), Stream.Null, ListingText.MaxBytes, cancellationToken);
        }
        catch (DropboxException nothing) when (nothing.Fault == DropboxFault.NoFile)
        {
            throw new DropboxException(DropboxFault.NoFolder, "The server has no such folder.");
        }
    }

    public Task RenameAsync(RemoteName from, RemoteName to, CancellationToken cancellationToken = default) =>
        CommandAsync(Renaming(from.Text, to.Text), cancellationToken);

    /// <remarks>
    /// FTP servers differ in whether a name may be taken over, and SFTP servers refuse it: so after a refusal the file of that name is
    /// removed and the move made again; but not where ours is gone, for then somebody has moved it.
    /// </remarks>
    public async Task MoveAsync(RemoteName name, RemoteName below, CancellationToken cancellationToken = default)
    {
        var target = $"{below.Text}/{name.Text}";
        var make = IsSftp ? $"*mkdir {Quoted(below.Text)}" : $"*MKD {below.Text}"; // "*": it may be there
        try
        {
            await CommandAsync([make, .. Renaming(name.Text, target)], cancellationToken);
        }
        catch (DropboxException refused) when (refused.Fault == DropboxFault.NotAllowed)
        {
            if ((await ListAsync(cancellationToken)).Find(name) is null)
            {
                throw new DropboxException(DropboxFault.NoFile, "The file is not there any more.");
            }

            await CommandAsync([Removing(target), .. Renaming(name.Text, target)], cancellationToken);
        }
    }

    public Task RemoveAsync(RemoteName name, CancellationToken cancellationToken = default) => CommandAsync([Removing(name.Text)], cancellationToken);

    private string[] Renaming(string from, string to) => IsSftp ? [$"rename {Quoted(from)} {Quoted(to)}"] : [$"RNFR {from}", $"RNTO {to}"];

    private string Removing(string path) => IsSftp ? $"rm {Quoted(path)}" : $"DELE {path}";

    /// <summary>Commands in the folder, without a transfer; the first that is refused is the last.</summary>
    private Task CommandAsync(IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        var options = Options(AddressOf("")).Flag("head");
        foreach (var command in commands)
        {
            options.Set("quote", "-" + command); // "-": once curl is in the folder
        }

        return Curl.RunAsync(options, Stream.Null, ListingText.MaxBytes, cancellationToken);
    }

    private CurlConfig Options(string address)
    {
        var options = new CurlConfig()
            .Flag("silent").Flag("globoff").Flag("path-as-is").Set("noproxy", "*")
            .Set("url", address)
            .Set("proto", IsSftp ? "=sftp" : "=ftp")
            .Set("user", $"{_server.User}:{(_server.KeyFile is null ? _server.Password : "")}") // a key's passphrase is not for the server
            .Set("connect-timeout", _server.Limits.Connect)
            .Set("speed-limit", "1").Set("speed-time", _server.Limits.Stall)
            .Set("max-time", _server.Limits.Whole);
        if (_server.Protocol == TransferProtocol.Ftps)
        {
            // Not 1.3: curl until curl/curl#13904 ends an upload without reading the server's tickets, which resets the connection, and the file's
            // end is lost (curl/curl#6149). Against vsftpd 3.0.3 that was 106 of 120 uploads; by TLS 1.2 none.
            options.Flag("ssl-reqd").Flag("tlsv1.2").Set("tls-max", "1.2");
        }

        if (_server.CaFile is { } authorities)
        {
            options.Set("cacert", authorities);
        }

        if (_server.HostKey is { } hostKey)
        {
            options.Set("hostpubsha256", hostKey.StartsWith("SHA256:", StringComparison.Ordinal) ? hostKey["SHA256:".Length..] : hostKey);
        }

        if (_server.KeyFile is { } key)
        {
            options.Set("key", key).Set("pass", _server.Password ?? "");
        }

        return options;
    }

    private string AddressOf(string name)
    {
        var host = Uri.CheckHostName(_server.Host) == UriHostNameType.IPv6 ? $"[{_server.Host}]" : _server.Host;
        var scheme = IsSftp ? "sftp" : "ftp";
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{_server.Port}{FolderPath}{Uri.EscapeDataString(name)}");
    }

    /// <remarks>In an FTP address a path begins where the login does, and %2F is the root; in an SFTP address it begins at the root, and ~ is the login's.</remarks>
    private string FolderPath
    {
        get
        {
            var path = string.Concat(Steps.Select(step => Uri.EscapeDataString(step) + "/"));
            return (_server.Folder.StartsWith('/'), IsSftp) switch
            {
                (true, true) => "/" + path,
                (true, false) => "/%2F" + path,
                (false, true) => "/~/" + path,
                (false, false) => "/" + path,
            };
        }
    }

    private IEnumerable<string> Steps => _server.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A path for an SFTP command: these know no folder that they are in, and a path without a slash in front begins where the login does.</summary>
    private string Quoted(string path)
    {
        var start = _server.Folder.StartsWith('/') ? "/" : "";
        var whole = start + string.Concat(Steps.Select(step => step + "/")) + path;
        return $"\"{whole.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
