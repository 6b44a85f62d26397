using MedicaidLogs.Billing.SessionLogs.Sealing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Sealing;

/// <summary>Somebody changes a sealed document.</summary>
internal static class Tampering
{
    /// <summary>Of these positions, those where a flipped bit leaves the document intact.</summary>
    public static List<int> Unnoticed(byte[] document, IEnumerable<int> positions, Random random)
    {
        var unnoticed = new List<int>();
        foreach (var at in positions)
        {
            var flip = (byte)(1 << random.Next(8));
            document[at] ^= flip;
            if (PdfVerifier.Verify(document).Intact)
            {
                unnoticed.Add(at);
            }

            document[at] ^= flip;
        }

        return unnoticed;
    }
}
