using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class AcknowledgementTests
{
    private static string ATa1(string verdict, string note) =>
        AnX12.Interchange().Replace("IEA*0", $"TA1*000000017*261104*1200*{verdict}*{note}~IEA*0");

    [Theory]
    [InlineData("A", ResponseVerdict.Accepted)]
    [InlineData("E", ResponseVerdict.AcceptedWithErrors)]
    [InlineData("R", ResponseVerdict.Rejected)]
    public void A_ta1_says_whether_the_interchange_was_opened(string code, ResponseVerdict verdict) =>
        Assert.Equal(
            new() { Segment = 2, InterchangeNumber = 17, InterchangeDate = new(2026, 11, 4), Verdict = verdict, Note = "024" },
            AnX12.Only<Ta1>(ATa1(code, "024")));

    [Fact]
    public void A_ta1_may_be_counted_as_a_group() =>
        Assert.Equal(17, AnX12.Only<Ta1>(ATa1("A", "000").Replace("IEA*0", "IEA*1")).InterchangeNumber);

    [Fact]
    public void Refuses_a_ta1_that_says_neither_yes_nor_no() =>
        Assert.Equal(("X12_IN_CODE", "TA104"), Reason(ATa1("Q", "000")));

    [Theory]
    [InlineData("A", ResponseVerdict.Accepted)]
    [InlineData("E", ResponseVerdict.AcceptedWithErrors)]
    [InlineData("P", ResponseVerdict.PartlyAccepted)]
    [InlineData("R", ResponseVerdict.Rejected)]
    [InlineData("M", ResponseVerdict.Rejected)]
    [InlineData("W", ResponseVerdict.Rejected)]
    [InlineData("X", ResponseVerdict.Rejected)]
    public void A_999_says_what_became_of_the_group(string code, ResponseVerdict verdict)
    {
        var ack = AnX12.Only<Ack999>(AnX12.Ack999("AK1*HC*17*005010X222A1", $"AK9*{code}*3*2*1*1*5"));

        Assert.Equal(("HC", 17, verdict, 3, 2, 1), (ack.FunctionalId, ack.GroupNumber, ack.Verdict, ack.IncludedCount, ack.ReceivedCount, ack.AcceptedCount));
        Assert.Equal(["1", "5"], ack.Codes);
        Assert.Empty(ack.Transactions);
    }

    [Theory]
    [InlineData("A", ResponseVerdict.Accepted)]
    [InlineData("E", ResponseVerdict.AcceptedWithErrors)]
    [InlineData("R", ResponseVerdict.Rejected)]
    [InlineData("M", ResponseVerdict.Rejected)]
    [InlineData("W", ResponseVerdict.Rejected)]
    [InlineData("X", ResponseVerdict.Rejected)]
    public void A_999_says_what_became_of_each_transaction(string code, ResponseVerdict verdict)
    {
        var ack = AnX12.Only<Ack999>(AnX12.Ack999("AK1*HC*17", "AK2*837*0001", "IK5*A", "AK2*837*0002*005010X222A1", $"IK5*{code}*5*I6", "AK9*P*2*2*1"));

        Assert.Equal([("0001", ResponseVerdict.Accepted), ("0002", verdict)], ack.Transactions.Select(transaction => (transaction.ControlNumber, transaction.Verdict)));
        Assert.Equal(["5", "I6"], ack.Transactions[1].Codes);
    }

    [Fact]
    public void A_999_locates_faults_by_segment_element_and_context()
    {
        var ack = AnX12.Only<Ack999>(AnX12.Ack999(
            "AK1*HC*17", "AK2*837*0001",
            "IK3*NM1*21*2010*8", "CTX*SITUATIONAL TRIGGER*CLM*19*2300*5:3", "CTX*CLM01:Mg00017", "IK4*5:2:1*67*7*DOE", "CTX*SITUATIONAL TRIGGER*SV1*30*2400", "IK4*9*67*1",
            "IK3*HL*40**I4", "IK5*R*5", "AK9*R*1*1*0"));

        var errors = Assert.Single(ack.Transactions).Errors;
        Assert.Equal([("NM1", 21, "2010", "8"), ("HL", 40, "", "I4")], errors.Select(error => (error.SegmentId, error.Position, error.Loop, error.Code)));
        Assert.Equal([new("SITUATIONAL TRIGGER", "", "CLM", 19, "2300"), new("CLM01", "Mg00017", "", null, "")], errors[0].Contexts);
        Assert.Equal([(5, 2, 1, "7", "DOE"), (9, null, null, "1", "")],
            errors[0].Elements.Select(error => (error.Element, error.Component, error.Repetition, error.Code, error.BadValue)));
        Assert.Equal([new("SITUATIONAL TRIGGER", "", "SV1", 30, "2400")], errors[0].Elements[0].Contexts);
        Assert.DoesNotContain("DOE", errors[0].Elements[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AK9*A*1*1*1", "AK9*Q*1*1*1", "X12_IN_CODE", "AK901")]
    [InlineData("AK9*A*1*1*1", "AK9*A*1*1", "X12_IN_MISSING", "AK904")]
    [InlineData("AK9*A*1*1*1", "AK9*A*1*1*99999999999", "X12_IN_NUMBER", "AK904")]
    [InlineData("IK5*A", "IK5*P", "X12_IN_CODE", "IK501")]
    [InlineData("IK5*A~", "", "X12_IN_ORDER", "AK9")]
    [InlineData("IK5*A", "IK3*CLM*X", "X12_IN_NUMBER", "IK302")]
    [InlineData("IK5*A", "IK3*CLM*2~IK4**1*7", "X12_IN_MISSING", "IK401")]
    [InlineData("IK5*A", "IK3*CLM*2~IK4*1001*1*7", "X12_IN_NUMBER", "IK401")]
    [InlineData("AK2*837*0001", "AK2*837", "X12_IN_MISSING", "AK202")]
    public void Refuses_a_999_that_cannot_be_understood(string right, string wrong, string code, string element) =>
        Assert.Equal((code, element), Reason(AnX12.Ack999("AK1*HC*17", "AK2*837*0001", "IK5*A", "AK9*A*1*1*1").Replace(right, wrong)));

    private static (string Code, string Element) Reason(string text)
    {
        var refusal = AnX12.Refusal(text);
        return (refusal.Reason.Code, refusal.Element);
    }
}
