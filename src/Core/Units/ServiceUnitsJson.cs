using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Core.Units;

/// <summary>Units in rule packs are plain JSON numbers: <c>2</c>, <c>3.5</c>. Without this, JSON would quietly make every quantity zero.</summary>
public sealed class ServiceUnitsJson : JsonConverter<ServiceUnits>
{
    public override ServiceUnits Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && ServiceUnits.TryParse(JsonElement.ParseValue(ref reader).GetRawText(), out var units)
            ? units
            : throw new JsonException("Units are a number from 0 to 99999.999 with at most three decimals.");

    public override void Write(Utf8JsonWriter writer, ServiceUnits value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString());
}
