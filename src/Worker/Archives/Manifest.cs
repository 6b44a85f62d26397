using System.Text.Json;
using System.Text.Json.Serialization;
using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Worker.Archives;

/// <summary>What stands in an archive, to the byte. See docs/way-out.md and docs/archive-manifest.schema.json.</summary>
/// <param name="Schema">Which tables and columns the archive has: the last migration's number and name.</param>
/// <param name="Files">In the order in which they were written.</param>
public sealed record Manifest(string Format, ManifestDistrict District, string Schema, IReadOnlyList<ManifestFile> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>Rises where the same program could no longer load what an earlier one wrote.</summary>
    public const string CurrentFormat = "medlogs-archive-1";

    /// <summary>Most bytes of a manifest: some 400,000 files.</summary>
    public const long MaximumBytes = 64L << 20;

    /// <summary>The program's own.</summary>
    public static string CurrentSchema { get; } = Migration.Embedded[^1].ToString();

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest), (byte)'\n'];

    /// <exception cref="ArchiveException">It is no manifest, or of an archive that this program cannot load.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> json)
    {
        Manifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest)
                ?? throw new ArchiveException($"{FileName} is empty.");
        }
        catch (JsonException fault)
        {
            throw new ArchiveException($"{FileName} cannot be read: line {fault.LineNumber + 1} is not as docs/way-out.md says.");
        }

        return manifest.Format != CurrentFormat
            ? throw new ArchiveException($"{FileName} says another format than {CurrentFormat}: another program, or another version of this one, wrote the archive.")
            : manifest.Schema != CurrentSchema
            ? throw new ArchiveException(
                $"The archive was written at migration {manifest.Schema}, this program is at {CurrentSchema}. "
                + "Bring both installations to the same version, and export again.")
            : manifest;
    }
}

/// <param name="Number">The district's for ever: its claims and its audit trail carry it.</param>
public sealed record ManifestDistrict(int Number, string Code, string Name);

/// <param name="Path">Within the archive, with <c>/</c>.</param>
/// <param name="Rows">Of a CSV file, without its header; null for any other.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256, long? Rows = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
