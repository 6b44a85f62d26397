using System.Text.Json;
using System.Text.Json.Serialization;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What a claim file says of the district and the payer, as it was on the day: kept with the run, since both change.</summary>
internal sealed record FileTerms(DistrictTerms District, PayerEdition Payer)
{
    public static FileTerms Parse(string json) => JsonSerializer.Deserialize(json, FileTermsJson.Default.FileTerms)!;

    public string ToJson() => JsonSerializer.Serialize(this, FileTermsJson.Default.FileTerms);
}

internal sealed record DistrictTerms(
    int DistrictId, string Name, string TimeZone, string Npi, string TaxId, string Street, string City, string StateCode, string PostalCode, string? Phone)
{
    public static DistrictTerms Of(District district) => new(
        district.DistrictId.Value, district.Name, district.TimeZone, district.Npi, district.TaxId, district.Street, district.City,
        district.StateCode, district.PostalCode, district.Phone);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ProviderPlaceConverter), typeof(DeniedAgainAsConverter)])]
[JsonSerializable(typeof(FileTerms))]
internal sealed partial class FileTermsJson : JsonSerializerContext;
