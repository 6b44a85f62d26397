using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Where the segments of a file of ours stand, counted from each ST, which is 1: a 999 points at them.</summary>
internal sealed class SegmentMap
{
    private readonly List<List<(string Id, string First)>> _transactions = [];

    public SegmentMap(byte[] file)
    {
        var x12 = new X12Reader(file);
        while (x12.Read())
        {
            var segment = (Id: Encoding.ASCII.GetString(x12.Segment.Id), Encoding.ASCII.GetString(x12.Segment[1]));
            if (segment.Id == "ST")
            {
                _transactions.Add([]);
            }

            if (_transactions.Count > 0)
            {
                _transactions[^1].Add(segment);
            }
        }
    }

    /// <exception cref="InvalidOperationException">There is none: the test names a fault that the file cannot have.</exception>
    public int PositionOf(int transaction, SyntaxFault fault)
    {
        var segments = _transactions[transaction];
        var claim = fault.ClaimNumber is null ? 0 : segments.IndexOf(("CLM", fault.ClaimNumber));
        var at = claim < 0 ? -1 : segments.FindIndex(claim, segment => segment.Id == fault.SegmentId);
        return at < 0 ? throw new InvalidOperationException($"The transaction has no {fault.SegmentId} there.") : at + 1;
    }
}
