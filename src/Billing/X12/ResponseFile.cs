namespace MedicaidLogs.Billing.X12;

/// <summary>Reads what payers send back: TA1, 999, 277CA and 835, several of each and mixed, in one file.</summary>
/// <remarks>
/// Liberal in spelling (see <see cref="X12Reader"/>), strict in completeness: the counts and control numbers of every envelope must
/// hold, since a file that lost a part would be posted by half. Memory does not grow with the file: 835 claims come one by one,
/// the others by transaction. What a part says is not held against what we sent; that is matching.
/// </remarks>
public static class ResponseFile
{
    private const string Version999 = "005010X231";
    private const string Version277CA = "005010X214";
    private const string Version835 = "005010X221";

    /// <summary>Reads as the caller asks for parts. Nothing may be kept of a file that is refused further on.</summary>
    /// <exception cref="X12RefusedException">The file cannot be read to its end.</exception>
    public static IEnumerable<ResponsePart> Read(Stream input)
    {
        var x12 = new X12Cursor(input);
        if (x12.IsAtEnd)
        {
            throw x12.Refused(RefusalReasons.Empty);
        }

        while (!x12.IsAtEnd)
        {
            foreach (var part in Interchange(x12))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<ResponsePart> Interchange(X12Cursor x12)
    {
        x12.Expect("ISA");
        var header = Header(x12);
        x12.Step();
        yield return header;

        var isAnswered = false;
        for (; x12.Name == "TA1"; isAnswered = true)
        {
            yield return Ta1.Read(x12);
        }

        var groups = 0L;
        for (; x12.Name == "GS"; groups++)
        {
            foreach (var part in Group(x12))
            {
                yield return part;
            }
        }

        // Some senders count their TA1 as a group.
        var isCounted = isAnswered && groups == 0 && x12.Name == "IEA" && x12.Count(1) == 1;
        Close(x12, "IEA", isCounted ? 1 : groups, RefusalReasons.GroupCount, header.ControlNumber);
    }

    private static IEnumerable<ResponsePart> Group(X12Cursor x12)
    {
        var number = x12.Count(6);
        var version = x12.Code(8);
        x12.Step();
        var transactions = 0L;
        for (; x12.Name == "ST"; transactions++)
        {
            foreach (var part in Transaction(x12, version))
            {
                yield return part;
            }
        }

        Close(x12, "GE", transactions, RefusalReasons.TransactionCount, number);
    }

    private static IEnumerable<ResponsePart> Transaction(X12Cursor x12, string groupVersion)
    {
        var first = x12.Number;
        var number = x12.RequiredText(2);
        var version = x12.Code(3) is { Length: > 0 } own ? own : groupVersion;
        var parts = x12.Code(1) switch
        {
            "999" when version.StartsWith(Version999, StringComparison.Ordinal) => One(x12, Ack999Reader.Read),
            "277" when version.StartsWith(Version277CA, StringComparison.Ordinal) => One(x12, Ack277CAReader.Read),
            "835" when version.StartsWith(Version835, StringComparison.Ordinal) => Remit835Reader.Read(x12),
            _ => throw x12.Refused(RefusalReasons.Kind, 1),
        };
        x12.Step();
        foreach (var part in parts)
        {
            yield return part;
        }

        x12.Expect("SE");
        if (x12.Count(1) != x12.Number - first + 1)
        {
            throw x12.Refused(RefusalReasons.SegmentCount, 1);
        }

        if (!x12.Text(2).TrimStart('0').Equals(number.TrimStart('0'), StringComparison.OrdinalIgnoreCase))
        {
            throw x12.Refused(RefusalReasons.ControlNumber, 2);
        }

        x12.Step();
    }

    /// <summary>Reads when it is asked for, as the other kinds do.</summary>
    private static IEnumerable<ResponsePart> One(X12Cursor x12, Func<X12Cursor, ResponsePart> read)
    {
        yield return read(x12);
    }

    private static ResponseInterchange Header(X12Cursor x12) => new()
    {
        Segment = x12.Number,
        SenderId = x12.Text(6),
        ReceiverId = x12.Text(8),
        ControlNumber = x12.Count(13),
        Usage = x12.Is(15, "P") ? Usage.Production : Usage.Test,
        CreatedDate = x12.Date(9),
    };

    private static void Close(X12Cursor x12, string name, long count, RefusalReason otherwise, long controlNumber)
    {
        x12.Expect(name);
        if (x12.Count(1) != count)
        {
            throw x12.Refused(otherwise, 1);
        }

        if (x12.Count(2) != controlNumber)
        {
            throw x12.Refused(RefusalReasons.ControlNumber, 2);
        }

        x12.Step();
    }
}
