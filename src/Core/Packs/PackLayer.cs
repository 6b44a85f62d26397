namespace MedicaidLogs.Core.Packs;

/// <summary>One file of a pack.</summary>
public sealed class PackLayer
{
    private const string Folder = "Packs/";
    private const string Ending = ".json";

    private PackLayer(string file, byte[] json, PackNode said) => (File, Json, Said) = (file, json, said);

    /// <summary>The names of the packs that are shipped with the program, by the alphabet.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. typeof(PackLayer).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => resource[Folder.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file's name, without its folder.</summary>
    public string File { get; }

    /// <summary>The file's bytes.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public string Name => Said["name"]?.TextOrNull ?? "";

    public string Version => Said["version"]?.TextOrNull ?? "";

    public string Title => Said["title"]?.TextOrNull ?? "";

    internal PackNode Said { get; }

    /// <summary>The file and those that it stands on, the lowest first. What is wrong with the form of the file is added to the faults.</summary>
    /// <returns>Null where no pack can be made of it.</returns>
    internal static IReadOnlyList<PackLayer>? Stack(string file, byte[] json, List<PackFault> faults)
    {
        if (PackReader.Read(file, json, faults) is not { } said)
        {
            return null;
        }

        PackSchema.Check(said, faults);
        if (said["extends"] is not { IsNull: false } below)
        {
            return [new PackLayer(file, json, said)];
        }

        if (!ShippedNames.Contains(below.TextOrNull))
        {
            faults.Add(new(below.Place, $"{below.Shown} is no pack that is shipped", $"one of {string.Join(", ", ShippedNames)}"));
            return null;
        }

        // Shipped packs are sound and stand on one another without a ring: a test reads all of them.
        return Stack(below.Text + Ending, Shipped(below.Text), faults) is { } lower ? [.. lower, new PackLayer(file, json, said)] : null;
    }

    /// <exception cref="PackException">There is none of that name.</exception>
    internal static byte[] Shipped(string name)
    {
        using var stream = typeof(PackLayer).Assembly.GetManifestResourceStream(Folder + name + Ending)
            ?? throw new PackException($"There is no rule pack named '{name}'; there are {string.Join(", ", ShippedNames)}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
