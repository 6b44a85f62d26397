using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedicaidLogs.Core.Units;

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
    /// <exception cref="PackException">It is not a pack; the message says where and why.</exception>
    public static RulePack Parse(ReadOnlySpan<byte> json)
    {
        PackFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, PackJson.Default.PackFile) ?? throw new PackException("The pack file is empty.");
        }
        catch (JsonException exception)
        {
            throw new PackException($"Line {exception.LineNumber + 1}, {exception.Path}: {exception.Message}", exception);
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

/// <summary>The pack file as written. See docs/packs.md and pack.schema.json.</summary>
public sealed record PackFile(
    string Name,
    string Version,
    string Title,
    Dictionary<string, DatedValue[]> Values,
    Dictionary<string, string> Places,
    Dictionary<string, AttendanceRule> Attendance,
    Dictionary<string, CredentialRule> Credentials,
    Dictionary<string, ServiceRule> Services,
    CodeRule[] Codes)
{
    /// <summary>The JSON schema that editors check the file by.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    internal IEnumerable<DateOnly> Dates() =>
        Values.Values.SelectMany(dated => dated).Select(value => value.From)
            .Concat(Codes.Select(code => code.From))
            .Concat(Codes.Where(code => code.To is not null).Select(code => code.To!.Value.AddDays(1)));
}

/// <summary>A single value from a date on, with the regulation, guide or page that it comes from, or the word "unsourced".</summary>
public sealed record DatedValue(DateOnly From, JsonElement Value, string Source);

/// <summary>What an attendance code means for the two verdicts and for make-ups.</summary>
/// <param name="MissedBy">Who the miss is laid to: student, provider or system; null when the session was held.</param>
public sealed record AttendanceRule(string Title, bool Delivered, bool MakeUpOwed, bool Offered, string? MissedBy, string Source);

/// <summary>A credential that providers hold.</summary>
/// <param name="Npi">Holders have a National Provider Identifier and enrol with Medicaid.</param>
/// <param name="SupervisedBy">Credentials whose holders may co-sign; empty when the holder signs alone.</param>
public sealed record CredentialRule(string Title, bool Licensed, bool Npi, string[] SupervisedBy, string Source);

/// <summary>A service that a grid row may name.</summary>
/// <param name="Kind">therapy, aide, transport, or a kind that Medicaid never pays: instruction, meeting.</param>
/// <param name="OrderMonths">How long an order holds; null when the service needs none.</param>
public sealed record ServiceRule(string Title, ServiceKind Kind, bool Objective, int? OrderMonths, bool Telehealth, string Source);

[JsonConverter(typeof(JsonStringEnumConverter<ServiceKind>))]
public enum ServiceKind
{
    Therapy,
    Aide,
    Transport,
    Instruction,
    Meeting,
}

/// <summary>One row of the code map: which sessions a procedure code bills, and how its units are counted.</summary>
/// <param name="Minutes">Session lengths, both ends included, that the code is for; null: any (timed psychotherapy codes differ by length).</param>
/// <param name="UnitRule">A rounding rule's name, see <see cref="Core.Units.UnitRule"/>.</param>
/// <param name="Segments">The table of a <c>SEGMENT_TABLE</c> rule.</param>
/// <param name="DayCapUnits">Most units of one student on one day; null: no cap.</param>
public sealed record CodeRule(
    string Service,
    SessionMode Mode,
    string[] Credentials,
    string Procedure,
    string[] Modifiers,
    string UnitRule,
    UnitSegment[]? Segments,
    MinuteRange? Minutes,
    int? DayCapUnits,
    DateOnly From,
    DateOnly? To,
    string Source)
{
    /// <summary>The modifiers in claim order, separated by blanks.</summary>
    [JsonIgnore]
    public string ModifierText { get; } = string.Join(' ', Modifiers);

    [JsonIgnore]
    public UnitRule Units { get; } = Core.Units.UnitRule.TryParse(UnitRule, Segments ?? [], out var rule)
        ? rule
        : throw new PackException($"Code {Procedure}: there is no unit rule '{UnitRule}'.");

    /// <summary>Whether it is for such a session, given by someone with the right credential.</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public bool IsFor(string service, SessionMode mode, int minutes) =>
        Service == service && Mode == mode && (Minutes is null || (Minutes.From <= minutes && minutes <= Minutes.To));
}

/// <summary>How a session was given; a grid row may leave open which of the first two.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionMode>))]
public enum SessionMode
{
    Individual,
    Group,
    Consult,
}

public sealed record MinuteRange(int From, int To);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PackFile))]
internal sealed partial class PackJson : JsonSerializerContext;
