namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>What curl's exit codes mean to a person.</summary>
/// <remarks>Source: curl(1), "Exit codes", and what curl 7.88 was seen to give against vsftpd 3.0.3 and OpenSSH 9.2.</remarks>
internal static class CurlExit
{
    /// <param name="serverCode">The FTP server's last answer (RFC 959), or 0.</param>
    public static DropboxException Fault(int exitCode, int serverCode) => (exitCode, serverCode) switch
    {
        (67, >= 400 and < 500) => new(DropboxFault.Connection, "The server takes no login at the moment."),
        (67, _) => new(DropboxFault.Login, "The server refused the user name, password or key."),
        (51 or 60 or 90, _) => new(
            DropboxFault.Identity, "The server did not prove who it is: its certificate or host key is not the expected one."),
        (64, _) => new(DropboxFault.Identity, "The server would not encrypt the connection."),
        (1 or 3 or 4 or 27 or 43 or 48, _) => new(
            DropboxFault.Setup, "The program curl on this machine cannot do what this place needs."),
        (58 or 77, _) => new(DropboxFault.Setup, "A key or certificate file on this machine cannot be read."),
        (9, _) => new(DropboxFault.NoFolder, "The server has no such folder, or does not let us in."),
        (19 or 78, _) => new(DropboxFault.NoFile, "The server has no such file or folder."),
        (70, _) or (25, 452 or 552) => new(DropboxFault.Full, "The server has no room for the file."),
        (25 or 21, _) => new(DropboxFault.NotAllowed, "The server does not allow that in the folder."),
        (79, _) => new(DropboxFault.Connection, "The server refused it, or broke off."),
        (28, _) => new(DropboxFault.TimedOut, "The server took too long."),
        (5 or 6, _) => new(DropboxFault.Connection, "The server's address is not known."),
        (7, _) => new(DropboxFault.Connection, "The server cannot be reached."),
        _ => new(DropboxFault.Connection, $"The connection broke (curl {exitCode})."),
    };
}
