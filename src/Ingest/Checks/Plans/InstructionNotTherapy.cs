using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>SVC_INSTRUCTIONAL: instruction is the school's own task and no service that Medicaid pays for.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023): educational services are not covered. Which services are
/// instruction stands in the rule pack.
/// </remarks>
public static class InstructionNotTherapy
{
    public const string Code = "SVC_INSTRUCTIONAL";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.ServiceRule is { Kind: ServiceKind.Instruction })
        {
            findings.NotBillable(Code, entry, LogField.Service, RecordUsed.None, entry.Service);
        }
    }
}
