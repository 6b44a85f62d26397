using System.Text;
using MedicaidLogs.Billing.AuditPacks;
using MedicaidLogs.Core.Files;

namespace MedicaidLogs.Billing.Tests.AuditPacks;

public sealed class AuditPackDifferenceTests
{
    private const string Line = "M000100000006J01";

    [Fact]
    public void Says_which_rows_came_and_went_and_leaves_out_what_is_as_it_was()
    {
        var earlier = Pack(Line, ("line.csv", "stage\r\nsent\r\n"), ("payments.csv", "paid\r\n"), ("log.pdf", "one"), ("versions.csv", "note\r\n\"a\nb\"\r\nc\r\n"));
        var later = Pack(Line, ("line.csv", "stage\r\nsent\r\n"), ("payments.csv", "paid\r\n12.00\r\n12.00\r\n"), ("log.pdf", "two"), ("versions.csv", "note\r\n\"a\nB\"\r\nc\r\n"));

        var found = AuditPackDifference.Between(earlier, later);

        Assert.Equal(Line, found.LineControlNumber);
        Assert.Equal(["log.pdf", "payments.csv", "versions.csv"], found.Parts.Select(part => part.File));
        Assert.All(found.Parts, part => Assert.Equal(PartChange.Changed, part.Change));
        Assert.Equal(["12.00", "12.00"], found.Parts[1].RowsAdded);
        Assert.Empty(found.Parts[1].RowsGone);
        Assert.Equal(["\"a\nB\""], found.Parts[2].RowsAdded);
        Assert.Equal(["\"a\nb\""], found.Parts[2].RowsGone);
    }

    [Fact]
    public void Says_which_parts_came_and_went()
    {
        var found = AuditPackDifference.Between(Pack(Line, ("a.csv", "x\r\n1\r\n")), Pack(Line, ("b.csv", "x\r\n1\r\n")));

        Assert.Equal([("a.csv", PartChange.Gone), ("b.csv", PartChange.Added)], found.Parts.Select(part => (part.File, part.Change)));
        Assert.Equal(["1"], found.Parts[0].RowsGone);
    }

    [Fact]
    public void A_pack_is_no_different_from_itself() =>
        Assert.Empty(AuditPackDifference.Between(Pack(Line, ("a.csv", "x\r\n1\r\n")), Pack(Line, ("a.csv", "x\r\n1\r\n"))).Parts);

    [Fact]
    public void Packs_of_two_lines_and_what_is_no_pack_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => AuditPackDifference.Between(Pack(Line), Pack("M000100000006J02")));
        Assert.Throws<InvalidDataException>(() => AuditPackDifference.Between(Pack(Line), new MemoryStream("no zip"u8.ToArray())));
    }

    private static MemoryStream Pack(string line, params (string Name, string Content)[] parts)
    {
        var output = new MemoryStream();
        using (var zip = new StableZip(output))
        {
            foreach (var (name, content) in parts.Append(("index.csv", $"file\r\n{parts.Length}\r\n")))
            {
                using var part = zip.Add($"{line}/{name}");
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        output.Position = 0;
        return output;
    }
}
