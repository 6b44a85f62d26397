using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>TA1, 999 (005010X231A1) and 277CA (005010X214), as a payer writes them.</summary>
internal static class WriteAcknowledgements
{
    public static void Ta1(PayerFile file, Envelope ours) =>
        file.Segment("TA1", ours.InterchangeNumber.ToString("D9", CultureInfo.InvariantCulture), PayerFile.Day(ours.CreatedDate)[2..], ours.CreatedTime.ToString("HHmm", CultureInfo.InvariantCulture), "A", "000");

    public static void Ack999(PayerFile file, Interchange837P ours)
    {
        file.OpenGroup("FA", "005010X231A1");
        file.OpenTransaction("999", "005010X231A1");
        file.Segment("AK1", "HC", PayerFile.Count(ours.Envelope.GroupNumber), "005010X222A1");
        foreach (var transaction in ours.Transactions)
        {
            file.Segment("AK2", "837", transaction.ControlNumber.ToString("D4", CultureInfo.InvariantCulture), "005010X222A1");
            file.Segment("IK5", "A");
        }

        var count = PayerFile.Count(ours.Transactions.Count);
        file.Segment("AK9", "A", count, count, count);
        file.CloseTransaction();
        file.CloseGroup();
    }
}
