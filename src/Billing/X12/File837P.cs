namespace MedicaidLogs.Billing.X12;

/// <summary>A claim file that is written part by part, so that a file of any length takes the memory of its largest part.</summary>
/// <remarks>
/// Each part passes <see cref="Validator837P"/> by itself. What must be unique in the whole file (the numbers of transactions,
/// batches, claims and lines) is unique across parts when their maker counts on from one to the next; what services earlier parts
/// hold, <see cref="Services837P"/> remembers. A part may go on with the transaction of the one before it: then its maker
/// counts the claims of both.
/// </remarks>
public sealed class File837P
{
    private readonly X12Writer _x12;
    private readonly Envelope _envelope;
    private int? _open;
    private int _district;

    /// <summary>Writes ISA and GS. The stream is neither closed nor flushed.</summary>
    public File837P(Stream output, Envelope envelope)
    {
        _x12 = new(output, envelope);
        _envelope = envelope;
        _x12.OpenInterchange();
        _x12.OpenGroup("HC"u8, Write837P.Version);
    }

    /// <summary>What was written so far.</summary>
    public long LengthBytes => _x12.LengthBytes;

    /// <summary>Writes the part's transactions; a first one with the number of the last one before it goes on with that.</summary>
    /// <exception cref="ArgumentException">The part belongs into another envelope.</exception>
    public void Add(Validated837P part)
    {
        if (part.Interchange.Envelope != _envelope)
        {
            throw new ArgumentException("A part has the envelope of its file.", nameof(part));
        }

        foreach (var transaction in part.Interchange.Transactions)
        {
            if (_open != transaction.ControlNumber)
            {
                CloseTransaction();
                _x12.OpenTransaction("837"u8, transaction.ControlNumber, Write837P.Version);
                _open = transaction.ControlNumber;
                _district = Write837P.Head(_x12, transaction, _envelope);
            }

            Write837P.Subscribers(_x12, transaction, _district);
        }
    }

    /// <summary>Writes GE and IEA and hands all that is left to the stream.</summary>
    public void Close()
    {
        CloseTransaction();
        _x12.CloseGroup();
        _x12.CloseInterchange();
    }

    private void CloseTransaction()
    {
        if (_open is { } number)
        {
            _x12.CloseTransaction(number);
        }
    }
}
