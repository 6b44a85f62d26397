using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MedicaidLogs.Billing.Codes;

/// <summary>A code list as written in Data. Its schema beside this file tells editors the same.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Title">For people.</param>
/// <param name="Element">Where X12 has the codes.</param>
/// <param name="List">The list that they are from.</param>
public sealed record CodeListFile<T>(string Name, string Title, string Element, string List, T[] Codes)
{
    /// <summary>The JSON schema that editors check the file by.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

/// <summary>The codes of one element. An unknown code is no error: payers send what they like, and lists grow three times a year.</summary>
internal sealed class CodeList<T>
    where T : ICodeWords<T>
{
    private readonly FrozenDictionary<string, T> _codes;

    private CodeList(CodeListFile<T> file)
    {
        File = file;
        _codes = file.Codes.ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);
    }

    public CodeListFile<T> File { get; }

    /// <summary>Never null: an unknown code reads "code N: not in our table".</summary>
    public T Of(string code) => _codes.TryGetValue(code, out var known) ? known : T.Unknown(code);

    /// <summary>Reads a list that comes with the program.</summary>
    public static CodeList<T> Shipped(string name, JsonTypeInfo<CodeListFile<T>> form)
    {
        using var stream = typeof(CodeList<T>).Assembly.GetManifestResourceStream($"Codes/{name}.json")!;
        return new(JsonSerializer.Deserialize(stream, form)!);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(AdjustmentKindConverter)])]
[JsonSerializable(typeof(CodeListFile<PayerCode>), TypeInfoPropertyName = "PayerCodes")]
[JsonSerializable(typeof(CodeListFile<AdjustmentReason>), TypeInfoPropertyName = "AdjustmentReasons")]
internal sealed partial class CodeListJson : JsonSerializerContext;

/// <summary>Kinds as files and tables write them: <c>other-payer</c>.</summary>
internal sealed class AdjustmentKindConverter() : JsonStringEnumConverter<AdjustmentKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
