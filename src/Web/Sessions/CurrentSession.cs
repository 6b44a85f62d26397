namespace MedicaidLogs.Web.Sessions;

/// <summary>The session of this request; filled when the cookie is read.</summary>
public sealed class CurrentSession
{
    public Guid? SessionId { get; set; }

    /// <summary>When it ends if nobody asks for anything more.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>The password is one that an administrator gave, and must be changed before anything else.</summary>
    public bool HasFirstPassword { get; set; }

    /// <summary>When the person last showed, at the identity provider, who is at the keyboard; null: not in this session.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Who has just timed out, for whom what was typed is kept; null otherwise.</summary>
    public Accounts.SignedInUser? TimedOut { get; set; }
}
