using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>DX_POINTER: the diagnoses are such that no claim line can point to them: more than a claim holds, or an external cause first.</summary>
/// <remarks>
/// Source: 005010X222A1, loop 2300 HI: at most 12 diagnoses; loop 2400 SV107: a line points first to the one that it treats.
/// ICD-10-CM Official Guidelines, section I.C.20.a.6: an external cause (V00 to Y99) is never the first. Sessions are claimed together
/// only with the same diagnoses, and their line points to the first four of them: that it points to ones that are there is the
/// claim validator's to hold (X12_POINTERS).
/// </remarks>
public static class DiagnosisNotPointable
{
    public const string Code = "DX_POINTER";

    private const int MaxDiagnoses = 12;

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed || entry.Diagnoses is not [var first, ..] diagnoses)
        {
            return; // DX_PRESENT reports that there is none.
        }

        if (diagnoses.Length > MaxDiagnoses || IsExternalCause(first))
        {
            findings.Reject(Code, entry, LogField.Service, RecordUsed.OfDiagnoses(entry), diagnoses.Length, first);
        }
    }

    /// <summary>DX_FORMAT reports what is no code.</summary>
    private static bool IsExternalCause(string diagnosis) => diagnosis[0] is >= 'V' and <= 'Y' && Icd10.IsCode(diagnosis);
}
