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
        Assert.Null(x12.Refusal);
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
    [InlineData("GS*HC~", 0)]
    [InlineData("%PDF-1.7", 0)]
    [InlineData("ISA", 0)]
    [InlineData("ISA*00*", 0)]
    [InlineData("ISA*00**00**ZZ*S*ZZ*R*261105*0905*^*00501*17*1*T*:", 0)]
    [InlineData(Isa + "GS*HC*A", 106)]
    [InlineData(Isa + "gs*HC~", 106)]
    [InlineData(Isa + "*HC~", 106)]
    [InlineData(Isa + "LONG*HC~", 106)]
    [InlineData("ISA*00**00**ZZ*S*ZZ*R*261105*0905*^*00501*17*1*T***", 48)]
    public void Refuses_with_the_offset_and_a_reason(string text, int offset)
    {
        var (_, refusal) = Ids(text);

        Assert.Equal(offset, refusal?.Offset);
        Assert.NotEmpty(refusal!.Reason);
    }

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
            Assert.True(ReadsToTheEndOrRefuses(good.AsSpan(0, length)));
        }
    }

    private static bool ReadsToTheEndOrRefuses(ReadOnlySpan<byte> bytes)
    {
        var x12 = new X12Reader(bytes);
        var last = -1;
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

        return x12.Refusal is not { } refusal || (refusal.Offset >= 0 && refusal.Offset <= bytes.Length);
    }

    private static (string Ids, X12Refusal? Refusal) Ids(string text)
    {
        var x12 = new X12Reader(text.Any(c => c > 0xff) ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text));
        var ids = new List<string>();
        while (x12.Read())
        {
            ids.Add(Encoding.ASCII.GetString(x12.Segment.Id));
        }

        return (string.Join(' ', ids), x12.Refusal);
    }
}
