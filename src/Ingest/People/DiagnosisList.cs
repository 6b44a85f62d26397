using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Ingest.People;

/// <summary>Diagnosis codes as the store keeps them: without dots, the primary one first, separated by blanks.</summary>
/// <remarks>What is no ICD-10-CM code stays as it was written, for a check to report.</remarks>
internal static class DiagnosisList
{
    public static string Of(IEnumerable<string> codes) => string.Join(' ', codes.Select(Normalised).Distinct());

    private static string Normalised(string text) =>
        Icd10.TryParse(text, out var code) ? code.Code : text.Replace(" ", "", StringComparison.Ordinal);
}
