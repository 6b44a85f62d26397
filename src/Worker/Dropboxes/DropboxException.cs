namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>Why a dropbox did not do what it was asked for.</summary>
public enum DropboxFault
{
    /// <summary>The server is not there, or the connection broke.</summary>
    Connection,

    /// <summary>The server was too slow.</summary>
    TimedOut,

    /// <summary>User name, password or key were refused.</summary>
    Login,

    /// <summary>The server is not the one that it should be, or would not encrypt: certificate, host key.</summary>
    Identity,

    /// <summary>What this machine needs is missing: a program, a secret, a key file.</summary>
    Setup,

    /// <summary>There is no such folder.</summary>
    NoFolder,

    /// <summary>There is no such file any more.</summary>
    NoFile,

    /// <summary>The folder may not be written, or not be read.</summary>
    NotAllowed,

    /// <summary>The server has no room.</summary>
    Full,

    /// <summary>The server sends more than can be taken: a list or a file without end.</summary>
    TooLong,

    /// <summary>What arrived is not what was sent.</summary>
    NotWhole,

    /// <summary>Another file has the name that ours should get.</summary>
    OtherFile,
}

/// <summary>A dropbox could not do it; the message is for a person and holds no secret and nothing that the server said.</summary>
public sealed class DropboxException(DropboxFault fault, string message) : Exception(message)
{
    public DropboxFault Fault => fault;

    /// <summary>Trying again cannot help, and may lock the account: a person has to look.</summary>
    public bool NeedsPerson => fault is DropboxFault.Login or DropboxFault.Identity or DropboxFault.Setup or DropboxFault.OtherFile;
}
