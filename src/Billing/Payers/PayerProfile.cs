using System.Text.Json;

namespace MedicaidLogs.Billing.Payers;

/// <summary>How one payer wants its claim files: everything that differs between payers, as dated data. See docs/payers.md.</summary>
/// <remarks>An edition holds from its date until the next begins; a claim file is made by the edition of the day it is created.</remarks>
public sealed class PayerProfile
{
    private readonly PayerFile _file;

    private PayerProfile(PayerFile file) => _file = file;

    public string Name => _file.Name;

    public string Title => _file.Title;

    /// <summary>Where its settings come from, and what of them is verified.</summary>
    public string Source => _file.Source;

    /// <summary>By date, the earliest first.</summary>
    public IReadOnlyList<PayerEdition> Editions => _file.Editions;

    /// <summary>The profiles that come with the program, by name.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
        [.. typeof(PayerProfile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[ResourceFolder.Length..]))
            .Order(StringComparer.Ordinal)];

    private const string ResourceFolder = "Payers/";

    /// <summary>The edition in force on the day a claim file is created.</summary>
    /// <exception cref="PayerProfileException">The day lies before the first edition.</exception>
    public PayerEdition On(DateOnly created) =>
        _file.Editions.LastOrDefault(edition => edition.From <= created)
        ?? throw new PayerProfileException($"Payer profile {Name} has no edition before {_file.Editions[0].From:yyyy-MM-dd}.");

    /// <summary>Reads a profile.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="PayerProfileException">Every fault, each with file and JSON path.</exception>
    public static PayerProfile Parse(string source, ReadOnlySpan<byte> json)
    {
        PayerFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, PayerJson.Default.PayerFile)
                ?? throw new PayerProfileException($"{source}: $: no profile, but null.");
        }
        catch (JsonException exception)
        {
            throw new PayerProfileException($"{source}, line {exception.LineNumber + 1}: {exception.Path}: {exception.Message}", exception);
        }

        var faults = PayerProfileFaults.Of(file).Select(fault => $"{source}: {fault}").ToList();
        return faults.Count == 0 ? new(file) : throw new PayerProfileException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Reads a profile that comes with the program.</summary>
    /// <exception cref="PayerProfileException">There is none of that name.</exception>
    public static PayerProfile Shipped(string name)
    {
        using var stream = typeof(PayerProfile).Assembly.GetManifestResourceStream($"{ResourceFolder}{name}.json")
            ?? throw new PayerProfileException($"There is no payer profile named '{name}'; there are: {string.Join(", ", ShippedNames)}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse($"{name}.json", bytes);
    }
}

/// <summary>A payer profile that cannot be used; the message is for the person who wrote it.</summary>
public sealed class PayerProfileException(string message, Exception? inner = null) : Exception(message, inner);
