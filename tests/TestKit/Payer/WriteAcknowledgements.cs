using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>TA1 and 999 (005010X231A1), as a payer writes them.</summary>
internal static class WriteAcknowledgements
{
    private const string Version = "005010X231A1";
    private const string OurVersion = "005010X222A1";

    public static void Ta1(PayerFile file, Envelope ours, FileDecision decision) => file.Segment(
        "TA1", ours.InterchangeNumber.ToString("D9", CultureInfo.InvariantCulture), PayerFile.Day(ours.CreatedDate)[2..],
        ours.CreatedTime.ToString("HHmm", CultureInfo.InvariantCulture), Code(decision.Verdict), decision.Note);

    public static void Ack999(PayerFile file, Interchange837P ours, SegmentMap segments, IReadOnlyList<BatchDecision> decisions)
    {
        file.OpenGroup("FA", Version);
        file.OpenTransaction("999", Version);
        file.Segment("AK1", "HC", PayerFile.Count(ours.Envelope.GroupNumber), OurVersion);
        for (var i = 0; i < decisions.Count; i++)
        {
            Transaction(file, ours.Transactions[i], decisions[i], segments, i);
        }

        var (count, accepted) = (PayerFile.Count(decisions.Count), decisions.Count(decision => decision.Verdict != ResponseVerdict.Rejected));
        file.Segment("AK9", Code(Overall(decisions, accepted)), count, count, PayerFile.Count(accepted));
        file.CloseTransaction();
        file.CloseGroup();
    }

    private static void Transaction(PayerFile file, Transaction837P ours, BatchDecision decision, SegmentMap segments, int index)
    {
        file.Segment("AK2", "837", ours.ControlNumber.ToString("D4", CultureInfo.InvariantCulture), OurVersion);
        foreach (var fault in decision.Faults)
        {
            var hasElement = fault.Element is not null;
            file.Segment("IK3", fault.SegmentId, PayerFile.Count(segments.PositionOf(index, fault)), fault.Loop, hasElement ? "8" : fault.Code);
            if (fault.ClaimNumber is { } number)
            {
                file.Segment("CTX", file.Composite("CLM01", number));
            }

            if (fault.Element is { } element)
            {
                file.Segment("IK4", PayerFile.Count(element), "", fault.Code, fault.BadValue);
            }
        }

        file.Segment("IK5", Code(decision.Verdict), decision.Verdict == ResponseVerdict.Rejected ? "5" : "");
    }

    private static ResponseVerdict Overall(IReadOnlyList<BatchDecision> decisions, int accepted) =>
        accepted == 0 ? ResponseVerdict.Rejected
        : accepted < decisions.Count ? ResponseVerdict.PartlyAccepted
        : decisions.Max(decision => decision.Verdict);

    private static string Code(ResponseVerdict verdict) => verdict switch
    {
        ResponseVerdict.Accepted => "A",
        ResponseVerdict.AcceptedWithErrors => "E",
        ResponseVerdict.PartlyAccepted => "P",
        _ => "R",
    };
}
