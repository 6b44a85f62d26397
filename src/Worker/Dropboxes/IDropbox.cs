using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>One folder from which files are fetched or into which they are put: on this machine, or a partner's by FTP, FTPS or SFTP.</summary>
/// <remarks>
/// Every call stands for itself: it connects, ends within its time-outs, and may be made again. What goes wrong is a
/// <see cref="DropboxException"/>, which says in plain words why, and whether it can heal by itself.
/// </remarks>
public interface IDropbox
{
    /// <summary>The folder's files, by name; what is no plain file (folders, links) is passed over.</summary>
    Task<Listing> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes a file's bytes to a stream, which after a failure may hold a part of them.</summary>
    Task GetAsync(RemoteName name, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Writes a file under this name, over one that has it; a lost connection leaves a part of it. See <see cref="Handover"/> for whole ones.</summary>
    /// <param name="content">Sent from its beginning; no more of it is in memory than a buffer.</param>
    Task WriteAsync(RemoteName name, FileStream content, CancellationToken cancellationToken = default);

    /// <summary>Gives a file another name. Whether one that has it already is replaced or the move refused is the server's to say: look first.</summary>
    Task RenameAsync(RemoteName from, RemoteName to, CancellationToken cancellationToken = default);

    /// <summary>Puts a file into a folder below, which is made where it is missing; it replaces one of its name there.</summary>
    Task MoveAsync(RemoteName name, RemoteName below, CancellationToken cancellationToken = default);

    Task RemoveAsync(RemoteName name, CancellationToken cancellationToken = default);
}
