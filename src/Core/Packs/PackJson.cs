using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Core.Packs;

/// <summary>A pack without faults as records. What <see cref="PackSchema"/> lets pass and this does not read is a bug of one of the two.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackFile))]
internal sealed partial class PackJson : JsonSerializerContext
{
    public static PackFile Read(PackNode pack) => JsonSerializer.Deserialize(pack.ToJson(), Default.PackFile)!;
}

/// <summary>An enumeration as a pack writes it: by name, never by number.</summary>
internal sealed class PackWord<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
