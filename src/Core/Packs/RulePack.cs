using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace MedicaidLogs.Core.Packs;

/// <summary>A state's or a district's rules as data: what varies stands here, dated, with its source; checks hold none of it.</summary>
/// <remarks>
/// A pack is one or more files in layers: a file names the one below it in <c>extends</c> and holds only what differs.
/// A value holds from its <c>from</c> date until the next one of the same key begins. <see cref="On"/> gives the rules of one day.
/// </remarks>
public sealed class RulePack
{
    /// <summary>More files than that under one another are a mistake, or a ring.</summary>
    private const int MaxLayers = 8;

    private static readonly ConcurrentDictionary<string, RulePack> _shipped = new(StringComparer.Ordinal);

    private readonly PackFile _file;
    private readonly DateOnly[] _changes;
    private readonly PackRules[] _editions;

    private RulePack(PackFile file, IReadOnlyList<PackLayer> layers)
    {
        _file = file;
        Layers = layers;
        Hash = HashOf(layers);
        _changes = [.. file.Dates().Distinct().Order()];
        _editions = [.. _changes.Select(day => new PackRules(file, day))];
    }

    /// <summary>The topmost layer's name.</summary>
    public string Name => _file.Name;

    /// <summary>The topmost layer's version.</summary>
    public string Version => _file.Version;

    /// <summary>The files that the pack is made of, the lowest first.</summary>
    public IReadOnlyList<PackLayer> Layers { get; }

    /// <summary>SHA-256, lower-case hexadecimal, over the bytes of all layers, the lowest first: <c>cat base.json nh.json | sha256sum</c>.</summary>
    public string Hash { get; }

    /// <summary>The rules in force on a day of service. A day before the pack's first rules is held to those: FILE_TIMELY has long passed it.</summary>
    public PackRules On(DateOnly day)
    {
        var index = Array.BinarySearch(_changes, day);
        return _editions[Math.Max(0, index < 0 ? ~index - 1 : index)];
    }

    /// <summary>Reads a pack file, and the shipped packs that it stands on.</summary>
    /// <exception cref="PackException">It is not a pack, or contradicts itself; the message says where, and what is wanted.</exception>
    public static RulePack Parse(ReadOnlySpan<byte> json)
    {
        var top = PackLayer.Read(json);
        List<PackLayer> layers = [top];
        while (layers[0].Extends is { } below)
        {
            layers.Insert(0, layers.Count < MaxLayers ? PackLayer.Shipped(below) : throw new PackException($"$.extends: more than {MaxLayers} packs stand on one another."));
        }

        // One file alone is read from its own bytes, for the sake of the line numbers in what is said of it.
        var file = layers.Count == 1
            ? PackJson.Read(json)
            : PackJson.Read(JsonSerializer.SerializeToUtf8Bytes(layers.Select(layer => layer.Said).Aggregate(PackLayers.Over)));
        string[] faults = [.. PackFaults.Of(file)];
        return faults.Length == 0 ? new RulePack(file, layers) : throw new PackException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>A pack that is shipped with the program; read once.</summary>
    /// <exception cref="PackException">There is none of that name.</exception>
    public static RulePack Shipped(string name) => _shipped.GetOrAdd(name, static name => Parse(PackLayer.Shipped(name).Json.Span));

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

/// <summary>A rule pack that cannot be used; the message is for the person who wrote it.</summary>
public sealed class PackException(string message, Exception? inner = null) : Exception(message, inner);
