namespace MedicaidLogs.Core.Audit;

/// <summary>Who did it: a signed-in user, or a command that ran without one.</summary>
/// <remarks>An id, never a name or an address: it stands in every changed row and outlives the account.</remarks>
public sealed record Actor
{
    private readonly string _text;

    private Actor(string text) => _text = text;

    public static Actor User(Guid userId) => new($"user:{userId:D}");

    /// <param name="verb">The command as it is typed: <c>month close</c>.</param>
    public static Actor Command(string verb) => new($"command:{verb}");

    /// <summary>Whoever a stored row names: in their name a worker does what they asked for.</summary>
    /// <exception cref="FormatException">It is no actor.</exception>
    public static Actor Stored(string text) => text.StartsWith("user:", StringComparison.Ordinal) || text.StartsWith("command:", StringComparison.Ordinal)
        ? new(text)
        : throw new FormatException("An actor is user:… or command:….");

    /// <summary>As it is stored: <c>user:…</c> or <c>command:…</c>.</summary>
    public override string ToString() => _text;
}
