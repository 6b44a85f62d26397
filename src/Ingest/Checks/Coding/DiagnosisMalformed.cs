using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>DX_FORMAT: a diagnosis that the claim would carry is not of the form of an ICD-10-CM code.</summary>
/// <remarks>Source: ICD-10-CM Official Guidelines, section I.A.2; 45 CFR 162.1002 (the code set that claims use).</remarks>
public static class DiagnosisMalformed
{
    public const string Code = "DX_FORMAT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (!entry.MayBeClaimed)
        {
            return;
        }

        foreach (var diagnosis in entry.Diagnoses)
        {
            if (!Icd10.IsCode(diagnosis))
            {
                findings.Reject(Code, entry, LogField.Service, RecordUsed.OfDiagnoses(entry), diagnosis);
                return;
            }
        }
    }
}
