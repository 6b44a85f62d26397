using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class ResponseFileTests
{
    private static readonly string[] Accepted = ["AK1*HC*7", "AK9*A*1*1*1"];

    [Fact]
    public void Tells_who_sends_to_whom()
    {
        var interchange = AnX12.Only<ResponseInterchange>(AnX12.Ack999(Accepted));

        Assert.Equal(
            new() { Segment = 1, SenderId = "PAYER", ReceiverId = "DISTRICT", ControlNumber = 31, Usage = Usage.Production, CreatedDate = new(2026, 11, 5) },
            interchange);
    }

    [Fact]
    public void A_file_that_does_not_say_production_is_a_test() =>
        Assert.Equal(Usage.Test, AnX12.Only<ResponseInterchange>(AnX12.Ack999(Accepted).Replace("*P*:~", "*T*:~")).Usage);

    [Fact]
    public void Reads_several_interchanges_groups_and_transactions_of_all_kinds()
    {
        var acks = AnX12.Group("FA", "005010X231A1", AnX12.Transaction("999", "0001", Accepted), AnX12.Transaction("999", "0002", Accepted));
        var remits = AnX12.Group("HP", "005010X221A1", AnX12.Transaction("835", "0001", "BPR*H*0*C*NON", "TRN*1*T"));
        var ta1 = "TA1*000000017*261105*0905*A*000~";
        var file = AnX12.Interchange(acks, remits).Replace("*:~", "*:~" + ta1) + "\r\n" + AnX12.Interchange().Replace("IEA", ta1 + "IEA");

        Assert.Equal(
            ["ResponseInterchange", "Ta1", "Ack999", "Ack999", "RemitPayment", "RemitEnd", "ResponseInterchange", "Ta1"],
            AnX12.Parts(file).Select(part => part.GetType().Name));
    }

    [Fact]
    public void Gives_a_claim_before_the_file_is_read_to_its_end()
    {
        var bytes = AnX12.Bytes(AnX12.Payment("0", [.. Enumerable.Repeat("CLP*C1*1*1*1", 50_000)]));
        using var file = new MemoryStream(bytes);

        Assert.Single(ResponseFile.Read(file).OfType<RemitClaim>().Take(1));
        Assert.InRange(file.Position, 1, bytes.Length / 4);
    }

    [Fact]
    public void The_version_may_stand_in_the_transaction_alone() =>
        Assert.Single(AnX12.Parts(AnX12.Ack999(Accepted).Replace("*X*005010X231A1~ST*999*0001", "*X~ST*999*0001*005010X231A1")).OfType<Ack999>());

    [Fact]
    public void Reads_lower_case_and_line_breaks() =>
        Assert.Equal(ResponseVerdict.Accepted, AnX12.Only<Ack999>(AnX12.Ack999(Accepted).Replace("~", "~\r\n").ToLowerInvariant()).Verdict);

    [Theory]
    [InlineData("", "X12_IN_EMPTY", 0, "")]
    [InlineData(" \r\n", "X12_IN_EMPTY", 0, "")]
    [InlineData("hello", "X12_IN_NOT_X12", 1, "")]
    [InlineData(AnX12.Isa, "X12_IN_CUT_OFF", 1, "")]
    [InlineData(AnX12.Isa + "ST*999*0001~", "X12_IN_ORDER", 2, "ST")]
    [InlineData(AnX12.Isa + "IEA*2*000000031~", "X12_IN_GROUP_COUNT", 2, "IEA01")]
    [InlineData(AnX12.Isa + "IEA*1*000000031~", "X12_IN_GROUP_COUNT", 2, "IEA01")]
    [InlineData(AnX12.Isa + "IEA*0*000000032~", "X12_IN_CONTROL_NUMBER", 2, "IEA02")]
    [InlineData(AnX12.Isa + "IEA*X*000000031~", "X12_IN_NUMBER", 2, "IEA01")]
    [InlineData(AnX12.Isa + "IEA~", "X12_IN_MISSING", 2, "IEA01")]
    public void Refuses_what_is_no_whole_file(string text, string code, int segment, string element) =>
        AssertRefused(text, code, segment, element);

    [Theory]
    [InlineData("SE*4*0001", "SE*3*0001", "X12_IN_SEGMENT_COUNT", 6, "SE01")]
    [InlineData("SE*4*0001", "SE*4*0002", "X12_IN_CONTROL_NUMBER", 6, "SE02")]
    [InlineData("AK1*HC*7~", "", "X12_IN_ORDER", 4, "AK9")]
    [InlineData("SE*4*0001~", "", "X12_IN_ORDER", 6, "GE")]
    [InlineData("GE*1*7", "GE*2*7", "X12_IN_TRANSACTION_COUNT", 7, "GE01")]
    [InlineData("GE*1*7", "GE*1*8", "X12_IN_CONTROL_NUMBER", 7, "GE02")]
    [InlineData("GE*1*7~", "", "X12_IN_ORDER", 7, "IEA")]
    [InlineData("IEA*1*000000031~", "", "X12_IN_CUT_OFF", 7, "")]
    [InlineData("GE*1*7~IEA*1*000000031~", "", "X12_IN_CUT_OFF", 6, "")]
    [InlineData("ST*999", "ST*997", "X12_IN_KIND", 3, "ST01")]
    [InlineData("ST*999", "ST*837", "X12_IN_KIND", 3, "ST01")]
    [InlineData("005010X231A1", "004010", "X12_IN_KIND", 3, "ST01")]
    [InlineData("AK1*HC*7", "AK1*H\nC*7", "X12_IN_CHARACTER", 4, "AK101")]
    [InlineData("ST*999*0001", "ST*999*", "X12_IN_MISSING", 3, "ST02")]
    public void Refuses_an_envelope_that_does_not_hold(string right, string wrong, string code, int segment, string element) =>
        AssertRefused(AnX12.Ack999(Accepted).Replace(right, wrong), code, segment, element);

    [Theory]
    [InlineData("TRN*1*T1", "TRN*1*", 50, "TRN02")]
    [InlineData("CLP*C1", "CLP*", 38, "CLP01")]
    [InlineData("MC*P1", "MC*", 50, "CLP07")]
    [InlineData("REF*6R*L1", "REF*6R*", 50, "REF02")]
    [InlineData("TRN*2*C1", "TRN*2*", 50, "TRN02")]
    [InlineData("REF*1K*P1", "REF*1K*", 50, "REF02")]
    [InlineData("BHT*0085*08*RPT1", "BHT*0085*08*", 50, "BHT03")]
    [InlineData("N1*PR*STATE MEDICAID", "N1*PR*", 60, "N102")]
    [InlineData("WO:C1", "WO:", 80, "PLB03")]
    public void An_element_is_as_long_as_its_guide_lets_it_be(string right, string start, int most, string element)
    {
        Assert.NotEmpty(AnX12.Parts(AnX12.EveryResponse.Replace(right, start + new string('1', most))));

        var refusal = AnX12.Refusal(AnX12.EveryResponse.Replace(right, start + new string('1', most + 1)));
        Assert.Equal(("X12_IN_LENGTH", element), (refusal.Reason.Code, refusal.Element));
    }

    [Theory, InlineData("CAS*C-*45", "CAS01"), InlineData("CAS*CO*4:5", "CAS02")]
    public void Groups_and_reasons_of_adjustments_are_letters_and_digits(string wrong, string element) =>
        Assert.Equal(("X12_IN_LETTERS", element), AnX12.Refusal(AnX12.EveryResponse.Replace("CAS*CO*45", wrong)) is var refusal
            ? (refusal.Reason.Code, refusal.Element) : default);

    [Fact]
    public void A_refusal_says_where_and_why_in_words()
    {
        var refusal = AnX12.Refusal(AnX12.Ack999(Accepted).Replace("SE*4", "SE*5"));

        Assert.Equal("SE01 does not count the segments that are here: some are missing or were added. (X12_IN_SEGMENT_COUNT, segment 6 SE01, byte 191)", refusal.ToString());
    }

    private static void AssertRefused(string text, string code, int segment, string element)
    {
        var refusal = AnX12.Refusal(text);

        Assert.Equal((code, segment, element), (refusal.Reason.Code, refusal.Segment, refusal.Element));
    }
}
