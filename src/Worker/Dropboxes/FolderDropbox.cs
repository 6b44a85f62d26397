using System.Globalization;
using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>A folder of this machine, or one that is mounted here.</summary>
public sealed class FolderDropbox(string folder) : IDropbox
{
    private const int NoSpaceLeft = 28; // ENOSPC, as .NET hands it on in HResult
    private const int OverQuota = 122; // EDQUOT

    private static readonly EnumerationOptions _plainFiles = new()
    {
        AttributesToSkip = FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device,
    };

    public Task<Listing> ListAsync(CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        var files = new List<RemoteFile>();
        var unusable = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", _plainFiles).Take(Listing.MaxFiles))
        {
            if (RemoteName.TryParse(file.Name, out var name))
            {
                files.Add(new(name, file.Length, file.LastWriteTimeUtc.ToString("O", CultureInfo.InvariantCulture)));
            }
            else
            {
                unusable++;
            }
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Name.Text, other.Name.Text));
        return Task.FromResult(new Listing(files, unusable));
    });

    public Task GetAsync(RemoteName name, Stream destination, CancellationToken cancellationToken = default) => DoAsync(async () =>
    {
        await using var file = File.OpenRead(PathOf(name));
        await file.CopyToAsync(destination, cancellationToken);
        return true;
    });

    public Task WriteAsync(RemoteName name, FileStream content, CancellationToken cancellationToken = default) => DoAsync(async () =>
    {
        content.Position = 0;
        await using var file = new FileStream(PathOf(name), FileMode.Create, FileAccess.Write);
        await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        return true;
    });

    public Task RenameAsync(RemoteName from, RemoteName to, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        File.Move(PathOf(from), PathOf(to));
        return Task.FromResult(true);
    });

    public Task MoveAsync(RemoteName name, RemoteName below, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        File.Move(PathOf(name), Path.Combine(Directory.CreateDirectory(PathOf(below)).FullName, name.Text), overwrite: true);
        return Task.FromResult(true);
    });

    public Task RemoveAsync(RemoteName name, CancellationToken cancellationToken = default) => DoAsync(() =>
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException();
        }

        File.Delete(path);
        return Task.FromResult(true);
    });

    private string PathOf(RemoteName name) => Path.Combine(folder, name.Text);

    private static async Task<T> DoAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DirectoryNotFoundException)
        {
            throw new DropboxException(DropboxFault.NoFolder, "There is no such folder on this machine.");
        }
        catch (FileNotFoundException)
        {
            throw new DropboxException(DropboxFault.NoFile, "The file is not there any more.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new DropboxException(DropboxFault.NotAllowed, "This program may not do that in the folder.");
        }
        catch (IOException exception) when (exception.HResult is NoSpaceLeft or OverQuota)
        {
            throw new DropboxException(DropboxFault.Full, "The disk of the folder is full.");
        }
        catch (IOException)
        {
            throw new DropboxException(DropboxFault.Connection, "The disk of the folder gave an error.");
        }
    }
}
