using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MedicaidLogs.Ingest.Places;

/// <summary>A file's name in a partner's folder that can do no harm: no path, no control character, not <c>.</c> or <c>..</c>, 255 bytes at most.</summary>
/// <remarks>It goes into addresses, FTP commands (which a line break would end) and paths of this machine.</remarks>
public sealed record RemoteName
{
    private const int MaxBytes = 255; // NAME_MAX

    private RemoteName(string text) => Text = text;

    public string Text { get; }

    /// <summary>The name under which a file stands until it is whole. Patterns for incoming files never take one in.</summary>
    /// <exception cref="ArgumentException">The name is too long to get longer.</exception>
    public RemoteName Part => Of(Text + PartSuffix);

    public bool IsPart => Text.EndsWith(PartSuffix, StringComparison.OrdinalIgnoreCase);

    private static string PartSuffix => ".part";

    /// <exception cref="ArgumentException">It could do harm.</exception>
    public static RemoteName Of(string text) =>
        TryParse(text, out var name) ? name : throw new ArgumentException("That cannot be the name of a file in a dropbox.", nameof(text));

    public static bool TryParse(string? text, [NotNullWhen(true)] out RemoteName? name)
    {
        name = !string.IsNullOrWhiteSpace(text) && text is not ("." or "..")
            && !text.AsSpan().ContainsAny('/', '\\', '\uFFFD') && !text.Any(char.IsControl)
            && Encoding.UTF8.GetByteCount(text) <= MaxBytes
                ? new(text)
                : null;
        return name is not null;
    }

    public override string ToString() => Text;
}
