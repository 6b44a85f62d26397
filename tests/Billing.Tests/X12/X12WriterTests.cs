using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class X12WriterTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(7, ".07")]
    [InlineData(50, ".5")]
    [InlineData(100, "1")]
    [InlineData(1250, "12.5")]
    [InlineData(1225, "12.25")]
    [InlineData(100_000, "1000")]
    [InlineData(99_999_999_99, "99999999.99")]
    [InlineData(-50, "-.5")]
    [InlineData(-1_01, "-1.01")]
    public void Amounts_have_no_needless_zeros(long cents, string written) =>
        Assert.Equal($"AMT*{written}~", Segment(x12 => x12.Segment("AMT"u8).Amount(cents)));

    [Theory]
    [InlineData(1, ".001")]
    [InlineData(100, ".1")]
    [InlineData(1_000, "1")]
    [InlineData(1_250, "1.25")]
    [InlineData(10_005, "10.005")]
    [InlineData(99_999_999, "99999.999")]
    public void Quantities_have_no_needless_zeros(long milliunits, string written) =>
        Assert.Equal($"QTY*{written}~", Segment(x12 => x12.Segment("QTY"u8).Quantity(milliunits)));

    [Theory]
    [InlineData("José", "JOSE")]
    [InlineData("ÉLODIE", "ELODIE")]
    [InlineData("Łukasz", "LUKASZ")]
    [InlineData("Strauß", "STRAUSS")]
    [InlineData("Ægir Þór", "AEGIR THOR")]
    [InlineData("Nguyễn Thị Ánh", "NGUYEN THI ANH")]
    [InlineData("Ionuț Șerban", "IONUT SERBAN")]
    [InlineData("O’Brien", "O'BRIEN")]
    [InlineData("Ke\u02bbala", "KE'ALA")]
    [InlineData("Jose\u0301", "JOSE")] // an accent as a character of its own
    [InlineData("Apt #4 – rear", "APT NO.4 - REAR")]
    [InlineData("  blanks around  ", "BLANKS AROUND")]
    [InlineData("zero\u200bwidth", "ZEROWIDTH")]
    public void Text_is_upper_case_ascii(string text, string written) =>
        Assert.Equal($"NTE*{written}~", Segment(x12 => x12.Segment("NTE"u8).Text(text, 80)));

    [Fact]
    public void The_extended_set_keeps_its_signs_and_is_upper_case_too() =>
        Assert.Equal("PER*A_B@X.ORG #1~", Segment(x12 => x12.Segment("PER"u8).Text("a_b@x.org #1", 80), CharacterSet.Extended));

    [Theory]
    [InlineData("a*b", TextFault.Separator)]
    [InlineData("a:b", TextFault.Separator)]
    [InlineData("a~b", TextFault.Separator)]
    [InlineData("a^b", TextFault.Separator)]
    [InlineData("a\nb", TextFault.Character)]
    [InlineData("a\tb", TextFault.Character)]
    [InlineData("a\0b", TextFault.Character)]
    [InlineData("a_b", TextFault.Character)]
    [InlineData("日本", TextFault.Character)]
    [InlineData("\ud83c\udf41", TextFault.Character)]
    [InlineData("\ud83c", TextFault.Character)]
    [InlineData("123456789", TextFault.Length)]
    [InlineData("1234567ß", TextFault.Length)]
    public void What_cannot_be_written_is_an_error_that_names_the_place_and_never_the_value(string text, TextFault fault)
    {
        var refused = Assert.Throws<X12DataException>(() => Segment(x12 => x12.Segment("HI"u8).Code("BK"u8).Code("A"u8).Component().Text(text, 8)));

        Assert.Equal(("HI", 2, 2, fault), (refused.Segment, refused.Element, refused.Component, refused.Fault));
        Assert.DoesNotContain(text, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_separator_that_only_transliteration_would_bring_in_is_an_error()
    {
        var syntax = X12Syntax.Default with { Separators = new('|', '>', '\'', '~') };
        using var output = new MemoryStream();

        var refused = Assert.Throws<X12DataException>(() => new X12Writer(output, An837P.Envelope with { Syntax = syntax }).Segment("NM1"u8).Name("O’Brien", 60));

        Assert.Equal(TextFault.Separator, refused.Fault);
    }

    [Fact]
    public void Trailing_elements_and_components_fall_away_and_middle_ones_stay() =>
        Assert.Equal(
            "SV1*HC::X**A:B~",
            Segment(x12 => x12.Segment("SV1"u8).Code("HC"u8).Component().Text(null, 2).Component().Code("X"u8).Component().Text(" ", 2)
                .Text("", 5).Code("A"u8).Component().Code("B"u8).Component().Text(null, 2).Empty(3)));

    [Fact]
    public void An_element_whose_first_component_is_empty_keeps_it() =>
        Assert.Equal("SVC*:B~", Segment(x12 => x12.Segment("SVC"u8).Text(null, 2).Component().Code("B"u8)));

    [Fact]
    public void Text_of_invisible_characters_leaves_no_separator_behind() =>
        Assert.Equal("REF*A~", Segment(x12 => x12.Segment("REF"u8).Code("A"u8).Text("\u200b", 5)));

    [Fact]
    public void More_than_a_buffer_comes_out_whole()
    {
        using var output = new MemoryStream();
        var x12 = new X12Writer(output, An837P.Envelope);
        x12.OpenInterchange();
        for (var i = 0; i < 20_000; i++)
        {
            x12.Segment("REF"u8).Code("6R"u8).Number(i).End();
        }

        x12.CloseInterchange();

        var segments = Encoding.ASCII.GetString(output.ToArray()).Split('~', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => $"REF*6R*{i}"), segments[1..^1]);
    }

    private static string Segment(Func<X12Writer, X12Writer> write, CharacterSet characters = CharacterSet.Basic)
    {
        using var output = new MemoryStream();
        var x12 = new X12Writer(output, An837P.Envelope with { Syntax = X12Syntax.Default with { CharacterSet = characters } });
        x12.OpenInterchange();
        write(x12).End();
        x12.CloseInterchange();
        return Encoding.ASCII.GetString(output.ToArray()).Split('~')[1] + "~";
    }
}
