namespace MedicaidLogs.Billing.X12;

/// <summary>A claim file that is written part by part, so that a file of any length takes the memory of its largest part.</summary>
/// <remarks>
/// Each part passes <see cref="Validator837P"/> by itself. What must be unique in the whole file (the numbers of transactions,
/// batches, claims and lines, and a student's services) is unique across parts when their maker counts on from one to the
/// next and leaves each student in one part.
/// </remarks>
public sealed class File837P
{
    private readonly X12Writer _x12;
    private readonly Envelope _envelope;

    /// <summary>Writes ISA and GS. The stream is neither closed nor flushed.</summary>
    public File837P(Stream output, Envelope envelope)
    {
        _x12 = new(output, envelope);
        _envelope = envelope;
        _x12.OpenInterchange();
        _x12.OpenGroup("HC"u8, Write837P.Version);
    }

    /// <summary>Writes the part's transactions.</summary>
    /// <exception cref="ArgumentException">The part belongs into another envelope.</exception>
    public void Add(Validated837P part)
    {
        if (part.Interchange.Envelope != _envelope)
        {
            throw new ArgumentException("A part has the envelope of its file.", nameof(part));
        }

        foreach (var transaction in part.Interchange.Transactions)
        {
            _x12.OpenTransaction("837"u8, transaction.ControlNumber, Write837P.Version);
            Write837P.Transaction(_x12, transaction, _envelope);
            _x12.CloseTransaction(transaction.ControlNumber);
        }
    }

    /// <summary>Writes GE and IEA and hands all that is left to the stream.</summary>
    public void Close()
    {
        _x12.CloseGroup();
        _x12.CloseInterchange();
    }
}
