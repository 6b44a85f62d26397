using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>A claim file as its bytes show it: loops as runs of segments, and nothing of the model that made them.</summary>
internal sealed class RawClaimFile
{
    public RawClaimFile(byte[] bytes)
    {
        Bytes = bytes;
        var x12 = new X12Reader(bytes);
        while (x12.Read())
        {
            var segment = x12.Segment;
            Segments.Add(new([.. Enumerable.Range(0, segment.Elements + 1).Select(i => System.Text.Encoding.ASCII.GetString(x12.Segment[i]))], (char)x12.Separators.Component));
            Separators = x12.Separators;
        }

        Transactions = Cut(Segments, "ST");
        Students = [.. Transactions.SelectMany(transaction => Cut(transaction, "HL").Where(level => level[0][3] == "22"))];
        Claims = [.. Students.SelectMany(student => Cut(student, "CLM").Select(claim => new RawClaim(student, claim)))];
    }

    public byte[] Bytes { get; }

    public Separators Separators { get; }

    public List<RawSegment> Segments { get; } = [];

    /// <summary>Each begins with its ST; the last one also has GE and IEA.</summary>
    public IReadOnlyList<IReadOnlyList<RawSegment>> Transactions { get; }

    /// <summary>Each begins with its HL.</summary>
    public IReadOnlyList<IReadOnlyList<RawSegment>> Students { get; }

    public IReadOnlyList<RawClaim> Claims { get; }

    public IEnumerable<RawSegment> Of(string id) => Segments.Where(segment => segment.Id == id);

    /// <summary>Runs that begin with a segment; what stands before the first one falls away.</summary>
    public static IReadOnlyList<IReadOnlyList<RawSegment>> Cut(IEnumerable<RawSegment> segments, string id)
    {
        var runs = new List<List<RawSegment>>();
        foreach (var segment in segments)
        {
            if (segment.Id == id)
            {
                runs.Add([]);
            }

            if (runs.Count > 0)
            {
                runs[^1].Add(segment);
            }
        }

        return runs;
    }
}

/// <summary>Elements by number, 0 is the id; empty where the segment does not have one.</summary>
internal sealed record RawSegment(string[] Elements, char ComponentSeparator)
{
    public string Id => Elements[0];

    public string this[int element] => element < Elements.Length ? Elements[element] : "";

    public string[] Components(int element) => this[element].Split(ComponentSeparator);

    /// <summary>The id and what tells one kind of it from another, as the order of loops has them.</summary>
    public string Kind => Id is "NM1" or "REF" or "DTP" ? $"{Id}*{this[1]}" : Id;

    public override string ToString() => string.Join('*', Elements);
}

/// <summary>CLM and all that follows, until the next claim or student.</summary>
internal sealed class RawClaim
{
    public RawClaim(IReadOnlyList<RawSegment> student, IReadOnlyList<RawSegment> segments)
    {
        Student = student;
        All = [.. segments.TakeWhile(segment => segment.Id is not ("SE" or "GE" or "IEA"))];
        Lines = RawClaimFile.Cut(All, "LX");
        Head = [.. All.TakeWhile(segment => segment.Id is not ("SBR" or "LX"))];
        OtherPayers = RawClaimFile.Cut(All.TakeWhile(segment => segment.Id != "LX"), "SBR");
    }

    public IReadOnlyList<RawSegment> Student { get; }

    public IReadOnlyList<RawSegment> All { get; }

    /// <summary>Loops 2300 and 2310.</summary>
    public IReadOnlyList<RawSegment> Head { get; }

    /// <summary>Loops 2320 and 2330.</summary>
    public IReadOnlyList<IReadOnlyList<RawSegment>> OtherPayers { get; }

    /// <summary>Loops 2400 to 2430.</summary>
    public IReadOnlyList<IReadOnlyList<RawSegment>> Lines { get; }

    public RawSegment Clm => Head[0];

    public string[] Diagnoses => Head.Single(segment => segment.Id == "HI").Elements[1..];
}
