using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MedicaidLogs.Core.Packs;

/// <summary>One state's rules as data: what varies by state stands here, dated, with its source; checks hold none of it.</summary>
/// <remarks>
/// A value holds from its <c>from</c> date until the next one of the same key begins. <see cref="On"/> gives the rules of one day.
/// The hash is over the file's bytes, so that a verdict can name exactly the rules that it was reached under.
/// </remarks>
public sealed class RulePack
{
    private static readonly ConcurrentDictionary<string, RulePack> _shipped = new(StringComparer.Ordinal);

    private readonly PackFile _file;
    private readonly DateOnly[] _changes;
    private readonly PackRules[] _editions;

    private RulePack(PackFile file, string hash)
    {
        _file = file;
        Hash = hash;
        _changes = [.. file.Dates().Distinct().Order()];
        _editions = [.. _changes.Select(day => new PackRules(file, day))];
    }

    public string Name => _file.Name;

    public string Version => _file.Version;

    /// <summary>SHA-256 of the pack file, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The rules in force on a day of service. A day before the pack's first rules is held to those: FILE_TIMELY has long passed it.</summary>
    public PackRules On(DateOnly day)
    {
        var index = Array.BinarySearch(_changes, day);
        return _editions[Math.Max(0, index < 0 ? ~index - 1 : index)];
    }

    /// <summary>Reads a pack file.</summary>
    /// <exception cref="PackException">It is not a pack, or contradicts itself; the message says where, and what is wanted.</exception>
    public static RulePack Parse(ReadOnlySpan<byte> json)
    {
        var file = PackJson.Read(json);
        string[] faults = [.. PackFaults.Of(file)];
        if (faults.Length > 0)
        {
            throw new PackException(string.Join(Environment.NewLine, faults));
        }

        return new RulePack(file, Convert.ToHexStringLower(SHA256.HashData(json)));
    }

    /// <summary>A pack that is shipped with the program; read once.</summary>
    /// <exception cref="PackException">There is none of that name.</exception>
    public static RulePack Shipped(string name) => _shipped.GetOrAdd(name, ReadShipped);

    private static RulePack ReadShipped(string name)
    {
        using var stream = typeof(RulePack).Assembly.GetManifestResourceStream($"Packs/{name}.json")
            ?? throw new PackException($"There is no rule pack named '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes);
    }
}

/// <summary>A rule pack that cannot be used; the message is for the person who wrote it.</summary>
public sealed class PackException(string message, Exception? inner = null) : Exception(message, inner);
