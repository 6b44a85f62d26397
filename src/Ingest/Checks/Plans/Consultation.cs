using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_CONSULT: a consultation is no direct service and is never billed.</summary>
/// <remarks>Source: CMS, Delivering Services in School-Based Settings (2023): direct services to the student alone are claimed.</remarks>
public static class Consultation
{
    public const string Code = "IEP_CONSULT";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.ServiceRule is { Kind: ServiceKind.Meeting or ServiceKind.Instruction })
        {
            return; // IEP_MEETING or SVC_INSTRUCTIONAL reports it.
        }

        if (entry.Mode == SessionMode.Consult)
        {
            findings.NotBillable(Code, entry, LogField.Mode, RecordUsed.Of(entry.GridRow));
        }
    }
}
