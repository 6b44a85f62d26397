using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedicaidLogs.Billing.Payers;

/// <summary>A payer profile as written. payer.schema.json tells editors the same.</summary>
/// <param name="Name">The profile's own name, as commands and tables use it.</param>
/// <param name="Title">For people.</param>
/// <param name="Source">The companion guide, or "example" where ids are invented.</param>
/// <param name="Editions">By date, the earliest first.</param>
public sealed record PayerFile(string Name, string Title, string Source, PayerEdition[] Editions)
{
    /// <summary>The JSON schema that editors check the file by.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

/// <summary>What holds from a date on.</summary>
/// <param name="From">First day on which files are made like this.</param>
/// <param name="Interchange">ISA and GS.</param>
/// <param name="Submitter">Loop 1000A: the id that the receiver gave the district.</param>
/// <param name="Receiver">Loop 1000B.</param>
/// <param name="Payer">Loop 2010BB.</param>
/// <param name="Claims">How entries become claims.</param>
/// <param name="Providers">Who is named, and where.</param>
/// <param name="PayTo">Loop 2010AB: where the payer sends what it pays, where that is not the district's own address.</param>
/// <param name="MedicaidIdPattern">A regular expression for the whole id.</param>
/// <param name="ResponseTimeoutDays">A claim without an answer after so many days is raised.</param>
public sealed record PayerEdition(
    DateOnly From,
    InterchangeTerms Interchange,
    SubmitterTerms Submitter,
    ReceiverTerms Receiver,
    PayerTerms Payer,
    ClaimTerms Claims,
    ProviderTerms Providers,
    PayToTerms? PayTo,
    string MedicaidIdPattern,
    int ResponseTimeoutDays);

/// <param name="SenderQualifier">ISA05.</param>
/// <param name="SenderId">ISA06.</param>
/// <param name="ReceiverQualifier">ISA07.</param>
/// <param name="ReceiverId">ISA08.</param>
/// <param name="GroupSender">GS02.</param>
/// <param name="GroupReceiver">GS03.</param>
/// <param name="AskForTa1">ISA14.</param>
/// <param name="Production">ISA15: P, or T for a test file.</param>
/// <param name="Separators">Four characters: element, component, repetition, segment terminator.</param>
/// <param name="ExtendedCharacters">The extended character set by agreement; else the basic one.</param>
/// <param name="NewlineAfterSegment">A line feed after each terminator.</param>
/// <param name="FilesPerDay">Most files that the receiver takes of a district in a day; null: any number.</param>
public sealed record InterchangeTerms(
    string SenderQualifier,
    string SenderId,
    string ReceiverQualifier,
    string ReceiverId,
    string GroupSender,
    string GroupReceiver,
    bool AskForTa1,
    bool Production,
    string Separators,
    bool ExtendedCharacters,
    bool NewlineAfterSegment,
    int? FilesPerDay);

/// <param name="Id">NM109.</param>
public sealed record SubmitterTerms(string Id);

/// <param name="Name">NM103.</param>
/// <param name="Id">NM109.</param>
public sealed record ReceiverTerms(string Name, string Id);

/// <param name="Name">NM103.</param>
/// <param name="Id">NM109.</param>
/// <param name="BillingProviderId">REF*G2: the payer's number for the district, where it wants it beside or instead of the NPI.</param>
public sealed record PayerTerms(string Name, string Id, string? BillingProviderId);

/// <param name="FilingIndicator">SBR09.</param>
/// <param name="LinesPerClaim">1 to 50; 1 makes a claim of every service.</param>
/// <param name="ClaimsPerTransaction">1 to 5,000.</param>
/// <param name="DelayReasonAfterDays">Older originals need CLM20; null where the payer asks for none.</param>
/// <param name="PlacesOfService">Place of service codes that differ from the rule pack's, by the pack's place.</param>
/// <param name="TelehealthPlaceOfService">Null: as the rule pack says. Some payers keep 03.</param>
/// <param name="TelehealthModifier">Null: as the rule pack says.</param>
/// <param name="ClaimNote">An attestation on every claim.</param>
/// <param name="LineNote">An attestation on every line.</param>
/// <param name="MedicalRecordNumber">REF*EA: the district's number of the student on every claim.</param>
/// <param name="DeniedAgainAs">What a corrected claim is sent as after the payer denied the first one whole.</param>
public sealed record ClaimTerms(
    string FilingIndicator,
    int LinesPerClaim,
    int ClaimsPerTransaction,
    int? DelayReasonAfterDays,
    Dictionary<string, string> PlacesOfService,
    string? TelehealthPlaceOfService,
    string? TelehealthModifier,
    NoteTerms? ClaimNote,
    NoteTerms? LineNote,
    bool MedicalRecordNumber,
    DeniedAgainAs DeniedAgainAs);

/// <param name="Kind">NTE01.</param>
/// <param name="Text">NTE02, at most 80 characters.</param>
public sealed record NoteTerms(string Kind, string Text);

/// <param name="BillingTaxonomy">PRV*BI of the district; null: not sent.</param>
/// <param name="Rendering">Loop 2310B or 2420A.</param>
/// <param name="RenderingTaxonomy">PRV*PE with the rendering provider.</param>
/// <param name="Referring">Loop 2310A or 2420F.</param>
/// <param name="Supervising">Loop 2310D or 2420D.</param>
/// <param name="Ordering">Loop 2420E: none or line.</param>
/// <param name="PayerIds">REF*G2 of rendering providers: the payer's number of each who has no NPI, by the district's number.</param>
public sealed record ProviderTerms(
    string? BillingTaxonomy,
    ProviderPlace Rendering,
    bool RenderingTaxonomy,
    ProviderPlace Referring,
    ProviderPlace Supervising,
    ProviderPlace Ordering,
    Dictionary<string, string> PayerIds);

/// <param name="Street">N301: a PO box is welcome here.</param>
/// <param name="City">N401.</param>
/// <param name="State">N402.</param>
/// <param name="PostalCode">N403, five or nine digits.</param>
public sealed record PayToTerms(string Street, string City, string State, string PostalCode);

/// <summary>Payers that keep a denied claim want a replacement of it (frequency 7); others know of it no more and want an original.</summary>
public enum DeniedAgainAs
{
    Original,
    Replacement,
}

/// <summary>Where a provider is named.</summary>
public enum ProviderPlace
{
    None,
    Claim,
    Line,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(ProviderPlaceConverter), typeof(DeniedAgainAsConverter)])]
[JsonSerializable(typeof(PayerFile))]
internal sealed partial class PayerJson : JsonSerializerContext;

/// <summary>Names in lower case, and no numbers.</summary>
internal sealed class ProviderPlaceConverter() : JsonStringEnumConverter<ProviderPlace>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Names in lower case, and no numbers.</summary>
internal sealed class DeniedAgainAsConverter() : JsonStringEnumConverter<DeniedAgainAs>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
