using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MedicaidLogs.Core.Packs;

/// <summary>A state's or a district's rules as data: what varies stands here, dated, with its source; checks hold none of it.</summary>
/// <remarks>
/// A pack is one or more files in layers: a file names the one below it in <c>extends</c> and holds only what differs.
/// A value holds from its <c>from</c> date until the next one of the same key begins. <see cref="On"/> gives the rules of one day.
/// </remarks>
public sealed class RulePack
{
    private static readonly ConcurrentDictionary<string, RulePack> _shipped = new(StringComparer.Ordinal);

    /// <summary>By the hash of their bytes; a district has one, and few before it.</summary>
    private static readonly ConcurrentDictionary<string, RulePack> _stored = new(StringComparer.Ordinal);

    private readonly DateOnly[] _changes;
    private readonly PackRules[] _editions;

    private RulePack(PackNode said, IReadOnlyList<PackLayer> layers)
    {
        var file = PackJson.Read(said);
        Said = said;
        Layers = layers;
        Hash = HashOf(layers);
        _changes = [.. file.Dates().Distinct().Order()];
        _editions = [.. _changes.Select(day => new PackRules(file, day))];
    }

    /// <summary>The topmost layer's name.</summary>
    public string Name => Layers[^1].Name;

    /// <summary>The topmost layer's version.</summary>
    public string Version => Layers[^1].Version;

    /// <summary>The files that the pack is made of, the lowest first.</summary>
    public IReadOnlyList<PackLayer> Layers { get; }

    /// <summary>SHA-256, lower-case hexadecimal, over the bytes of all layers, the lowest first: <c>cat base.json nh.json | sha256sum</c>.</summary>
    public string Hash { get; }

    /// <summary>All layers laid over one another.</summary>
    internal PackNode Said { get; }

    /// <summary>The rules in force on a day of service. A day before the pack's first rules is held to those: FILE_TIMELY has long passed it.</summary>
    public PackRules On(DateOnly day)
    {
        var index = Array.BinarySearch(_changes, day);
        return _editions[Math.Max(0, index < 0 ? ~index - 1 : index)];
    }

    /// <summary>The first day on which another pack has other rules; <see cref="DateOnly.MinValue"/>: all days have; null: none has.</summary>
    public DateOnly? DiffersSince(RulePack other) => PackDifference.Since(Said, other.Said);

    /// <summary>Reads a pack file, and the shipped packs that it stands on.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="PackException">It is not a pack, or contradicts itself; the faults say where, and what is wanted.</exception>
    public static RulePack Parse(ReadOnlySpan<byte> json, string file = "pack.json")
    {
        var faults = new List<PackFault>();
        if (PackLayer.Stack(file, json.ToArray(), faults) is not { } layers)
        {
            throw new PackException(faults);
        }

        var said = layers.Select(layer => layer.Said).Aggregate(PackLayers.Over).Without("extends");
        PackSchema.Check(said, faults);
        faults.AddRange(PackFaults.Of(said));
        return faults.Count == 0 ? new RulePack(said, layers) : throw new PackException(faults);
    }

    /// <summary>The names of the packs that are shipped with the program, by the alphabet.</summary>
    public static IReadOnlyList<string> ShippedNames => PackLayer.ShippedNames;

    /// <summary>A pack that is shipped with the program; read once.</summary>
    /// <exception cref="PackException">There is none of that name.</exception>
    public static RulePack Shipped(string name) =>
        _shipped.GetOrAdd(name, static name => Parse(PackLayer.Shipped(name), name + ".json"));

    /// <summary>A pack file that is kept in the store; read once while the program runs.</summary>
    /// <exception cref="PackException">It is not a pack over those that are shipped now.</exception>
    internal static RulePack Stored(byte[] json, string file) =>
        _stored.GetOrAdd(Convert.ToHexStringLower(SHA256.HashData(json)), static (_, read) => Parse(read.json, read.file), (json, file));

    private static string HashOf(IReadOnlyList<PackLayer> layers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var layer in layers)
        {
            hash.AppendData(layer.Json.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
