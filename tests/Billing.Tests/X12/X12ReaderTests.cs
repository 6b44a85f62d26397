using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class X12ReaderTests
{
    private const string Isa = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261105*0905*^*00501*000000017*1*T*:~";

    [Fact]
    public void Reads_segments_elements_and_components()
    {
        var x12 = new X12Reader(Encoding.ASCII.GetBytes(Isa + "SV1*HC:92507:GN*45.5**X~IEA*1*000000017~"));

        Assert.True(x12.Read());
        Assert.True(x12.Read());
        var sv1 = x12.Segment;
        Assert.True(sv1.Is("SV1"u8));
        Assert.Equal(106, sv1.Offset);
        Assert.Equal(4, sv1.Elements);
        Assert.Equal("HC:92507:GN"u8, sv1[1]);
        Assert.Equal(3, sv1.Components(1));
        Assert.Equal("HC"u8, sv1[1, 1]);
        Assert.Equal("GN"u8, sv1[1, 3]);
        Assert.True(sv1[1, 4].IsEmpty);
        Assert.True(sv1[3].IsEmpty);
        Assert.Equal(0, sv1.Components(3));
        Assert.Equal("X"u8, sv1[4]);
        Assert.True(sv1[5].IsEmpty);
        Assert.True(x12.Read());
        Assert.False(x12.Read());
    }

    [Theory]
    [InlineData('|', '>', '!', '~')]
    [InlineData('*', '+', 'U', '\n')]
    [InlineData('~', '^', '`', '_')]
    [InlineData('*', '\\', '^', '\r')]
    [InlineData('\x1d', '\x1f', '\x1e', '\x1c')]
    public void Takes_separators_from_the_isa(char element, char component, char repetition, char terminator)
    {
        var text = (Isa + "GS*HC*A*B~ST*837*0001~IEA*1*000000017~").Replace('^', '\x01').Replace('*', '\x02').Replace(':', '\x03').Replace('~', '\x04')
            .Replace('\x01', repetition).Replace('\x02', element).Replace('\x03', component).Replace('\x04', terminator);

        Assert.Equal(("ISA GS ST IEA", null), Ids(text));
    }

    [Theory]
    [InlineData("\ufeff")]
    [InlineData("\r\n  ")]
    public void Skips_what_stands_before_the_isa(string before) =>
        Assert.Equal(("ISA IEA", null), Ids(before + Isa + "IEA*1*000000017~"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n    ")]
    [InlineData("~")]
    public void Skips_what_stands_between_segments(string between) =>
        Assert.Equal(("ISA GS IEA", null), Ids(Isa + between + "GS*HC~" + between + "IEA*1*000000017~" + between));

    [Fact]
    public void Reads_several_interchanges_each_with_its_own_separators()
    {
        var other = Isa.Replace('*', '|').Replace(':', '>').Replace('~', '\n');

        Assert.Equal(("ISA GS IEA ISA GS IEA", null), Ids(Isa + "GS*HC~IEA*1*1~\n" + other + "GS|HC\nIEA|1|1\n"));
    }

    [Fact]
    public void Reads_an_isa_with_fields_of_wrong_width() =>
        Assert.Equal(("ISA GS IEA", null), Ids("ISA*00**00**ZZ*S*ZZ*R*261105*0905*^*00501*17*1*T*:~GS*HC~IEA*1*17~"));

    [Fact]
    public void Forgives_the_last_terminator() =>
        Assert.Equal(("ISA IEA", null), Ids(Isa + "IEA*1*000000017\n"));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Reads_utf_16_with_and_without_its_mark(string encoding)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        var text = utf16.GetBytes(Isa + "NM1*QC*1*\u0141OZA~\u00e9~IEA*1*1~");

        // The letter that no byte holds becomes a question mark, the segment without an id is found where it stands in the file.
        Assert.Equal(new(RefusalReasons.SegmentId, 2 * 120, 3), RefusalOf(text));
        Assert.Equal(new(RefusalReasons.SegmentId, 2 * 121, 3), RefusalOf([.. utf16.GetPreamble(), .. text]));
    }

    [Fact]
    public void Reads_ids_in_lower_case() => Assert.Equal(("isa gs iea", null), Ids((Isa + "gs*hc~iea*1*1~").ToLowerInvariant()));

    [Fact]
    public void Reads_segments_that_lie_across_its_buffer_and_counts_on()
    {
        var segment = "NTE*ADD*" + new string('X', 7_000) + "~";
        var x12 = new X12Reader(new TricklingStream(Encoding.ASCII.GetBytes(Isa + string.Concat(Enumerable.Repeat(segment, 40)) + "IEA*1*1~")));
        for (var number = 1; x12.Read(); number++)
        {
            Assert.Equal(number, x12.Number);
            Assert.Equal(number == 1 ? 0 : 106 + (number - 2) * segment.Length, x12.Segment.Offset);
            Assert.Equal(number is > 1 and < 42, x12.Segment[2].Length == 7_000);
        }

        Assert.Equal(42, x12.Number);
    }

    [Theory]
    [InlineData("GS*HC~", "X12_IN_NOT_X12", 1, 0)]
    [InlineData("%PDF-1.7", "X12_IN_NOT_X12", 1, 0)]
    [InlineData("ISA", "X12_IN_NOT_X12", 1, 0)]
    [InlineData("ISA*00*", "X12_IN_CUT_OFF", 1, 0)]
    [InlineData("ISA*00**00**ZZ*S*ZZ*R*261105*0905*^*00501*17*1*T*:", "X12_IN_CUT_OFF", 1, 0)]
    [InlineData(Isa + "GS*HC*A", "X12_IN_CUT_OFF", 2, 106)]
    [InlineData(Isa + "*HC~", "X12_IN_SEGMENT_ID", 2, 106)]
    [InlineData(Isa + "LONG*HC~", "X12_IN_SEGMENT_ID", 2, 106)]
    [InlineData("ISA*00**00**ZZ*S*ZZ*R*261105*0905*^*00501*17*1*T***", "X12_IN_SEPARATORS", 1, 0)]
    public void Refuses_with_the_place_and_the_reason(string text, string code, int segment, int offset)
    {
        var (_, refusal) = Ids(text);

        Assert.Equal((code, segment, offset), (refusal?.Reason.Code, refusal?.Segment, refusal?.Offset));
    }

    [Fact]
    public void Refuses_a_segment_longer_than_its_limit()
    {
        var longest = "K3*" + new string('X', X12Reader.MaxSegmentBytes - 3);

        Assert.Equal(("ISA K3 IEA", null), Ids($"{Isa}{longest}~IEA*1*1~"));
        Assert.Equal(new(RefusalReasons.SegmentLength, 106, 2), Ids($"{Isa}{longest}X~IEA*1*1~").Refusal);
        Assert.Equal(new(RefusalReasons.SegmentLength, 106, 2), Ids($"{Isa}{longest}{longest}").Refusal);
    }

    [Fact]
    public void Refuses_more_elements_than_its_limit()
    {
        var most = "K3" + new string('*', X12Reader.MaxElements);

        Assert.Equal(("ISA K3 IEA", null), Ids($"{Isa}{most}~IEA*1*1~"));
        Assert.Equal(new(RefusalReasons.ElementCount, 106, 2), Ids($"{Isa}{most}*~IEA*1*1~").Refusal);
    }

    [Fact]
    public void Refuses_an_isa_whose_elements_never_end() =>
        Assert.Equal(new(RefusalReasons.Header, 0, 1), Ids("ISA*" + new string('X', 600)).Refusal);

    [Fact]
    public void Reads_nothing_from_nothing() => Assert.Equal(("", null), Ids(""));

    [Fact]
    public void No_change_of_bytes_makes_it_throw_or_run_on()
    {
        var good = An837P.Bytes(An837P.File(An837P.Student(), An837P.StudentWithInsurance()));
        var change = Gen.Zip(Gen.Choose(0, good.Length - 1), Gen.Choose(0, 255));

        Check.One(Seeded.Config(2_000), Prop.ForAll(change.ListOf(3).ToArbitrary(), changes =>
        {
            var bytes = good.ToArray();
            foreach (var (at, value) in changes)
            {
                bytes[at] = (byte)value;
            }

            return ReadsToTheEndOrRefuses(bytes);
        }));
    }

    [Fact]
    public void No_cut_makes_it_throw_or_run_on()
    {
        var good = An837P.Bytes(An837P.File());

        for (var length = 0; length < good.Length; length++)
        {
            Assert.True(ReadsToTheEndOrRefuses(good[..length]));
        }
    }

    private static bool ReadsToTheEndOrRefuses(byte[] bytes)
    {
        var x12 = new X12Reader(bytes);
        var last = -1L;
        try
        {
            while (x12.Read())
            {
                var segment = x12.Segment;
                if (segment.Offset <= last)
                {
                    return false;
                }

                last = segment.Offset;
                for (var element = 0; element <= segment.Elements; element++)
                {
                    for (var component = segment.Components(element); component >= 0; component--)
                    {
                        _ = segment[element, component];
                    }
                }
            }
        }
        catch (X12RefusedException refused)
        {
            return refused.Refusal.Offset >= 0 && refused.Refusal.Offset <= bytes.Length;
        }

        return true;
    }

    private static X12Refusal? RefusalOf(byte[] bytes)
    {
        try
        {
            for (var x12 = new X12Reader(bytes); x12.Read();)
            {
            }
        }
        catch (X12RefusedException refused)
        {
            return refused.Refusal;
        }

        return null;
    }

    private static (string Ids, X12Refusal? Refusal) Ids(string text)
    {
        var bytes = text.Any(c => c > 0xff) ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text);
        if (RefusalOf(bytes) is { } refusal)
        {
            return ("", refusal);
        }

        var x12 = new X12Reader(bytes);
        var ids = new List<string>();
        while (x12.Read())
        {
            ids.Add(Encoding.ASCII.GetString(x12.Segment.Id));
        }

        return (string.Join(' ', ids), null);
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 997)]);
    }
}
