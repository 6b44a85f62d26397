using System.Text;

namespace MedicaidLogs.Billing.X12;

/// <summary>One segment as a view into its reader: elements by their X12 number, 0 is the segment's id.</summary>
public readonly ref struct X12Segment
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _ends;
    private readonly Separators _separators;

    /// <param name="bytes">The segment without its terminator.</param>
    /// <param name="offset">Where it begins in the file.</param>
    /// <param name="ends">Where id and elements end in it.</param>
    /// <param name="separators">Of its interchange.</param>
    internal X12Segment(ReadOnlySpan<byte> bytes, long offset, ReadOnlySpan<int> ends, Separators separators)
    {
        _bytes = bytes;
        Offset = offset;
        _ends = ends;
        _separators = separators;
    }

    /// <summary>Bytes from the start of the file.</summary>
    public long Offset { get; }

    /// <summary>The number of the last element.</summary>
    public int Elements => _ends.Length - 1;

    public ReadOnlySpan<byte> Id => this[0];

    /// <summary>Element by number; empty where the segment does not have it.</summary>
    public ReadOnlySpan<byte> this[int element]
    {
        get
        {
            if ((uint)element >= (uint)_ends.Length)
            {
                return default;
            }

            var start = element == 0 ? 0 : _ends[element - 1] + 1;
            return _bytes[start.._ends[element]];
        }
    }

    /// <summary>Component by number, counted from 1; empty where the element does not have it.</summary>
    public ReadOnlySpan<byte> this[int element, int component]
    {
        get
        {
            var rest = this[element];
            for (; component > 1; component--)
            {
                var at = rest.IndexOf((byte)_separators.Component);
                if (at < 0)
                {
                    return default;
                }

                rest = rest[(at + 1)..];
            }

            var end = rest.IndexOf((byte)_separators.Component);
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <summary>How many components an element has; 0 where it is empty.</summary>
    public int Components(int element)
    {
        var text = this[element];
        return text.IsEmpty ? 0 : text.Count((byte)_separators.Component) + 1;
    }

    /// <summary>No control character stands in it, neither in data nor as separator.</summary>
    public bool IsPlain => _ends.IsEmpty || _bytes[.._ends[^1]].IndexOfAnyInRange((byte)0, (byte)0x1f) < 0;

    /// <summary>Compares the id, in either case.</summary>
    public bool Is(ReadOnlySpan<byte> id) => Id.SequenceEqual(id) || Ascii.EqualsIgnoreCase(Id, id);
}
