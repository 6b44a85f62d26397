namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>How the files travel.</summary>
public enum TransferProtocol
{
    /// <summary>FTP without encryption: password and files can be read on the way.</summary>
    Ftp,

    /// <summary>FTP that turns to TLS before the login (explicit, RFC 4217), for commands and files alike.</summary>
    Ftps,

    /// <summary>Files over SSH.</summary>
    Sftp,
}

/// <summary>A partner's server, and who we are there.</summary>
/// <param name="Folder">Beneath the folder in which the login begins; with a slash in front, from the server's root.</param>
/// <param name="CaFile">FTPS: certificates (PEM) that vouch for the server's; null: those of this machine.</param>
/// <param name="HostKey">SFTP: the server's key as <c>ssh-keygen -l</c> shows it, <c>SHA256:…</c>. Without it there is no connection.</param>
/// <param name="KeyFile">SFTP: our private key; the password is then its passphrase.</param>
public sealed record RemoteServer(
    TransferProtocol Protocol, string Host, int Port, string Folder, string User, string? Password, string? CaFile = null, string? HostKey = null,
    string? KeyFile = null)
{
    /// <summary>How long the server may take.</summary>
    public TransferLimits Limits { get; init; } = TransferLimits.Usual;

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Protocol} {Host}:{Port}";
}

/// <summary>How long a server may take.</summary>
/// <param name="Connect">To be connected and logged in.</param>
/// <param name="Stall">Without a byte; whole seconds.</param>
/// <param name="Whole">For one call; a file of 256 MiB must fit.</param>
public sealed record TransferLimits(TimeSpan Connect, TimeSpan Stall, TimeSpan Whole)
{
    public static TransferLimits Usual { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromHours(1));
}
