using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>IEP_MEETING: meetings and report writing are no direct service and are never billed.</summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023): administrative, not a direct service. Which services are
/// meetings stands in the rule pack.
/// </remarks>
public static class MeetingOrReport
{
    public const string Code = "IEP_MEETING";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.ServiceRule is { Kind: ServiceKind.Meeting })
        {
            findings.NotBillable(Code, entry, LogField.Service, RecordUsed.None, entry.Service);
        }
    }
}
