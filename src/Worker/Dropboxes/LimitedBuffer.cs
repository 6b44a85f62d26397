namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>Keeps in memory what a server sends, up to a limit.</summary>
internal sealed class LimitedBuffer(int maxBytes) : MemoryStream
{
    public ReadOnlySpan<byte> Written => GetBuffer().AsSpan(0, (int)Length);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Length + buffer.Length > maxBytes)
        {
            throw new DropboxException(DropboxFault.NotAllowed, "The folder holds more files than can be listed. Ask for it to be cleared.");
        }

        return base.WriteAsync(buffer, cancellationToken);
    }
}
