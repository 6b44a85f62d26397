using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FluentFTP;
using FluentFTP.Exceptions;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Places;

namespace MedicaidLogs.Worker.Dropboxes.FluentFtp;

/// <summary>A partner's server by FTP or FTPS, by means of the library FluentFTP: one connection for each call.</summary>
/// <remarks>
/// TLS 1.2, for servers want the session of the commands' connection again on that for files, which .NET does not give them by 1.3; and
/// the server's name, not its number, for the same reason. <c>Rename</c> is one step on the server; <c>MoveFile</c> deletes first.
/// </remarks>
public sealed class FluentFtpDropbox(RemoteServer server) : IDropbox
{
    public Task<Listing> ListAsync(CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            var files = new SortedDictionary<string, RemoteFile>(StringComparer.Ordinal);
            var unusable = 0;
            foreach (var item in await client.GetListing(".", cancellationToken))
            {
                if (item.Type != FtpObjectType.File)
                {
                    continue;
                }

                if (RemoteName.TryParse(item.Name, out var name) && item.Size >= 0 && files.Count < Listing.MaxFiles)
                {
                    files[name.Text] = new(name, item.Size, item.RawModified.ToString("O", CultureInfo.InvariantCulture));
                }
                else
                {
                    unusable++;
                }
            }

            return new Listing([.. files.Values], unusable);
        },
        cancellationToken);

    public Task GetAsync(RemoteName name, Stream destination, CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            await using var file = await client.OpenRead(name.Text, FtpDataType.Binary, 0, checkIfFileExists: true, cancellationToken);
            var buffer = new byte[1 << 16];
            var left = FileStore.MaximumBytes;
            for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((left -= read) < 0)
                {
                    throw new DropboxException(DropboxFault.TooLong, "The server sent more than can be taken.");
                }

                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task WriteAsync(RemoteName name, FileStream content, CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            content.Position = 0;
            var status = await client.UploadStream(content, name.Text, FtpRemoteExists.Overwrite, createRemoteDir: false, progress: null, cancellationToken);
            return status == FtpStatus.Success ? true : throw new DropboxException(DropboxFault.NotAllowed, "The server does not allow that in the folder.");
        },
        cancellationToken);

    public Task RenameAsync(RemoteName from, RemoteName to, CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            await client.Rename(from.Text, to.Text, cancellationToken);
            return true;
        },
        cancellationToken);

    public Task MoveAsync(RemoteName name, RemoteName below, CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            await client.CreateDirectory(below.Text, force: false, cancellationToken);
            var target = $"{below.Text}/{name.Text}";
            try
            {
                await client.Rename(name.Text, target, cancellationToken);
            }
            catch (FtpCommandException refused) when (refused.ResponseType == FtpResponseType.PermanentNegativeCompletion)
            {
                if (!await client.FileExists(name.Text, cancellationToken))
                {
                    throw new DropboxException(DropboxFault.NoFile, "The file is not there any more.");
                }

                await client.DeleteFile(target, cancellationToken);
                await client.Rename(name.Text, target, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task RemoveAsync(RemoteName name, CancellationToken cancellationToken = default) => DoAsync(
        async client =>
        {
            await client.DeleteFile(name.Text, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task<T> DoAsync<T>(Func<AsyncFtpClient, Task<T>> work, CancellationToken cancellationToken)
    {
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(server.Limits.Whole);
        using var client = new AsyncFtpClient(server.Host, server.User, server.Password ?? "", server.Port, Config());
        client.ValidateCertificate += (_, presented) => presented.Accept = IsExpected(presented.Certificate, presented.PolicyErrors);
        try
        {
            await client.Connect(whole.Token);
            if (server.Folder.Length > 0)
            {
                await InFolderAsync(client, whole.Token);
            }

            return await work(client);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DropboxException(DropboxFault.TimedOut, "The server took too long.");
        }
        catch (Exception fault) when (FaultOf(fault) is { } known)
        {
            throw known;
        }
    }

    private async Task InFolderAsync(AsyncFtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.SetWorkingDirectory(server.Folder, cancellationToken);
        }
        catch (FtpCommandException)
        {
            throw new DropboxException(DropboxFault.NoFolder, "The server has no such folder, or does not let us in.");
        }
    }

    private FtpConfig Config() => new()
    {
        EncryptionMode = server.Protocol == TransferProtocol.Ftps ? FtpEncryptionMode.Explicit : FtpEncryptionMode.None,
        DataConnectionEncryption = server.Protocol == TransferProtocol.Ftps,
        SslProtocols = SslProtocols.Tls12,
        ConnectTimeout = (int)server.Limits.Connect.TotalMilliseconds,
        DataConnectionConnectTimeout = (int)server.Limits.Connect.TotalMilliseconds,
        ReadTimeout = (int)server.Limits.Stall.TotalMilliseconds,
        DataConnectionReadTimeout = (int)server.Limits.Stall.TotalMilliseconds,
        RetryAttempts = 1, // whoever calls tries again
    };

    /// <summary>The machine's own authorities vouch for it, or those of the file alone.</summary>
    private bool IsExpected(X509Certificate presented, SslPolicyErrors errors)
    {
        if (server.CaFile is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(server.CaFile);
        using var certificate = new X509Certificate2(presented);
        return chain.Build(certificate);
    }

    private static DropboxException? FaultOf(Exception fault) => fault switch
    {
        FtpAuthenticationException { ResponseType: FtpResponseType.PermanentNegativeCompletion } =>
            new(DropboxFault.Login, "The server refused the user name, password or key."),
        FtpAuthenticationException => new(DropboxFault.Connection, "The server takes no login at the moment."),
        FtpInvalidCertificateException or AuthenticationException => new(
            DropboxFault.Identity, "The server did not prove who it is: its certificate or host key is not the expected one."),
        FtpSecurityNotAvailableException => new(DropboxFault.Identity, "The server would not encrypt the connection."),
        FtpMissingObjectException => new(DropboxFault.NoFile, "The server has no such file or folder."),
        FtpCommandException { CompletionCode: "452" or "552" } => new(DropboxFault.Full, "The server has no room for the file."),
        FtpCommandException { ResponseType: FtpResponseType.PermanentNegativeCompletion } =>
            new(DropboxFault.NotAllowed, "The server does not allow that in the folder."),
        System.Security.Cryptography.CryptographicException => new(DropboxFault.Setup, "A key or certificate file on this machine cannot be read."),
        TimeoutException => new(DropboxFault.TimedOut, "The server took too long."),
        FtpException { InnerException: { } inner } when FaultOf(inner) is { } cause => cause,
        FtpException or IOException or SocketException => new(DropboxFault.Connection, "The connection broke, or the server cannot be reached."),
        _ => null,
    };
}
