using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>OVL_PARA: an aide's session shares minutes with therapy or nursing of the same student. The therapy stands, the aide's time does not.</summary>
/// <remarks>
/// Source: TMHP SHARS handbook, personal care services (not billed while another service is given); OIG A-06-02-00047: a minute of a student is
/// billed once.
/// </remarks>
public static class AideBesideTherapy
{
    public const string Code = "OVL_PARA";

    public static void Check(Entry entry, CheckContext context, Findings findings)
    {
        if (entry.ServiceRule is not { Kind: ServiceKind.Aide })
        {
            return;
        }

        foreach (var other in context.StudentMeanwhile(entry))
        {
            if (other.ServiceRule is { Kind: ServiceKind.Therapy } && StudentOverlap.WouldBothBill(entry, other, context))
            {
                findings.Reject(Code, entry, LogField.Start, RecordUsed.Of(other), other.Service, other.Log.Start, other.Log.End);
                return;
            }
        }
    }

    /// <summary>Whether one of two sessions is an aide's and the other therapy, so that their overlap is this code's to report.</summary>
    public static bool IsOne(Entry one, Entry other) =>
        (one.ServiceRule?.Kind, other.ServiceRule?.Kind) is (ServiceKind.Aide, ServiceKind.Therapy) or (ServiceKind.Therapy, ServiceKind.Aide);
}
