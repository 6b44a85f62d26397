using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Places;

/// <summary>The way into a place's folders.</summary>
public static class PlaceOpening
{
    /// <exception cref="DropboxException">Something that this machine needs for it is missing.</exception>
    public static IDropbox Open(this Place place, string folder, Secrets secrets)
    {
        var file = place.File;
        return file.Kind == "folder"
            ? new FolderDropbox(folder)
            : Open(new RemoteServer(
                ProtocolOf(file), file.Address!, file.Port ?? UsualPortOf(file), folder, file.User!, file.Secret is { } name ? secrets.Find(name) : null,
                file.CaFile, file.HostKey, file.KeyFile));
    }

#if FLUENTFTP
    private static IDropbox Open(RemoteServer server) =>
        server.Protocol == TransferProtocol.Sftp ? new CurlDropbox(server) : new Dropboxes.FluentFtp.FluentFtpDropbox(server);
#else
    private static CurlDropbox Open(RemoteServer server) => new(server);
#endif

    private static TransferProtocol ProtocolOf(PlaceFile file) => file.Kind switch
    {
        "ftp" => TransferProtocol.Ftp,
        "ftps" => TransferProtocol.Ftps,
        _ => TransferProtocol.Sftp,
    };

    private static int UsualPortOf(PlaceFile file) => ProtocolOf(file) == TransferProtocol.Sftp ? 22 : 21;
}
