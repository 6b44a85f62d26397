using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>Puts a whole file into a dropbox: it gets its name only when all its bytes are there.</summary>
/// <remarks>
/// In two steps, so that whoever records that the first is done can go on after any crash without putting the file twice: before
/// the second the part is known to be whole, so a part that is gone was named, even where the receiver took the file since.
/// </remarks>
public static class Handover
{
    /// <summary>Both steps.</summary>
    /// <returns>The file as the server lists it.</returns>
    /// <exception cref="DropboxException">It is not there, or only under its temporary name; or another file has the name.</exception>
    public static async Task<RemoteFile> PutAsync(
        IDropbox dropbox, RemoteName name, FileStream content, CancellationToken cancellationToken = default)
    {
        await LayDownAsync(dropbox, name, content, cancellationToken);
        return await NameAsync(dropbox, name, content.Length, cancellationToken)
            ?? throw new DropboxException(DropboxFault.NotWhole, "The file is not in the folder after it was put there.");
    }

    /// <summary>First step: all bytes are in the folder under <see cref="RemoteName.Part"/>, as its list says.</summary>
    public static async Task LayDownAsync(
        IDropbox dropbox, RemoteName name, FileStream content, CancellationToken cancellationToken = default)
    {
        await dropbox.WriteAsync(name.Part, content, cancellationToken);
        var part = (await dropbox.ListAsync(cancellationToken)).Find(name.Part);
        if (part?.LengthBytes != content.Length)
        {
            throw new DropboxException(
                DropboxFault.NotWhole, $"Of {content.Length} bytes {part?.LengthBytes ?? 0} are in the folder after the upload.");
        }
    }

    /// <summary>Second step: the part gets its name; done before, nothing is left to do.</summary>
    /// <param name="lengthBytes">Of the whole file.</param>
    /// <returns>The file as the server lists it; null where neither the part nor the file is in the folder.</returns>
    public static async Task<RemoteFile?> NameAsync(
        IDropbox dropbox, RemoteName name, long lengthBytes, CancellationToken cancellationToken = default)
    {
        var listing = await dropbox.ListAsync(cancellationToken);
        if (listing.Find(name.Part) is { } part)
        {
            if (listing.Find(name) is not null)
            {
                throw new DropboxException(DropboxFault.OtherFile, $"Another file of the name {name} is in the folder. Ask the partner, and have it taken away.");
            }

            Demand(part, lengthBytes);
            await dropbox.RenameAsync(name.Part, name, cancellationToken);
            listing = await dropbox.ListAsync(cancellationToken);
        }

        var file = listing.Find(name);
        if (file is not null)
        {
            Demand(file, lengthBytes);
        }

        return file;
    }

    private static void Demand(RemoteFile file, long lengthBytes)
    {
        if (file.LengthBytes != lengthBytes)
        {
            throw new DropboxException(
                DropboxFault.NotWhole, $"The folder holds {file.LengthBytes} bytes under the name of a file of {lengthBytes} bytes.");
        }
    }
}
