using MedicaidLogs.Worker.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Dropboxes;

public sealed class FolderDropboxTests : DropboxConformance
{
    protected override string Root => Path.GetTempPath();

    protected override DropboxFault[] OfFullDisk => [DropboxFault.Full];

    protected override IDropbox Open(string folder) => new FolderDropbox(Path.Combine(Root, folder));
}
