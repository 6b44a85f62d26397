using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.Responses;

/// <summary>How refusals and summaries stand in <c>billing.response_file</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ResponseRefusal))]
[JsonSerializable(typeof(ResponseSummary))]
internal sealed partial class ResponsesJson : JsonSerializerContext
{
    public static string Write(ResponseRefusal refusal) => JsonSerializer.Serialize(refusal, Default.ResponseRefusal);

    public static string Write(ResponseSummary summary) => JsonSerializer.Serialize(summary, Default.ResponseSummary);

    public static ResponseRefusal? Refusal(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.ResponseRefusal);

    public static ResponseSummary? Summary(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.ResponseSummary);
}
