using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Codes;

public partial class PayerCodesTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs/payer-codes.md"));

    [Theory]
    [InlineData("CO", "45", AdjustmentKind.Contractual)]
    [InlineData("CO", "16", AdjustmentKind.Denied)]
    [InlineData("OA", "23", AdjustmentKind.OtherPayer)]
    [InlineData("PR", "1", AdjustmentKind.Patient)]
    [InlineData("PR", "45", AdjustmentKind.Patient)]
    [InlineData("PR", "31", AdjustmentKind.Denied)]
    [InlineData("PI", "50", AdjustmentKind.Denied)]
    [InlineData("CR", "45", AdjustmentKind.TakenBack)]
    [InlineData("OA", "195", AdjustmentKind.TakenBack)]
    [InlineData("CO", "999", AdjustmentKind.Denied)]
    [InlineData("PR", "999", AdjustmentKind.Denied)]
    [InlineData("XX", "45", AdjustmentKind.Contractual)]
    public void Reason_and_group_decide_what_becomes_of_the_money(string group, string carc, AdjustmentKind kind) =>
        Assert.Equal(kind, PayerCodes.KindOf(group, carc));

    [Theory]
    [InlineData("4", true), InlineData("11", true), InlineData("16", true), InlineData("31", true), InlineData("109", true), InlineData("197", true)]
    [InlineData("27", false), InlineData("29", false), InlineData("119", false), InlineData("204", false), InlineData("45", false)]
    public void A_denial_that_can_be_mended_is_recoverable(string carc, bool recoverable) =>
        Assert.Equal(recoverable, PayerCodes.Carc(carc).IsRecoverable);

    [Fact]
    public void An_unknown_code_is_no_error()
    {
        Assert.Equal("code N9999: not in our table", PayerCodes.Rarc("N9999").Words);
        Assert.Equal("code : not in our table", PayerCodes.Status("").Words);
        Assert.Null(PayerCodes.ProviderAdjustment("ZZ").Fix);
    }

    [Fact]
    public void An_unknown_reason_waits_for_a_person()
    {
        var reason = PayerCodes.Carc("999");

        Assert.Equal("code 999: not in our table", reason.Words);
        Assert.True(reason.IsRecoverable);
        Assert.Equal("biller", reason.Who);
    }

    [Fact]
    public void Each_list_answers_for_its_own_element()
    {
        Assert.Contains("NPI", PayerCodes.Rarc("N290").Words, StringComparison.Ordinal);
        Assert.Contains("number", PayerCodes.InterchangeNote("025").Words, StringComparison.Ordinal);
        Assert.Contains("elements", PayerCodes.SegmentError("8").Words, StringComparison.Ordinal);
        Assert.Contains("date", PayerCodes.ElementError("8").Words, StringComparison.Ordinal);
        Assert.Contains("beginning", PayerCodes.TransactionError("3").Words, StringComparison.Ordinal);
        Assert.Contains("end", PayerCodes.GroupError("3").Words, StringComparison.Ordinal);
        Assert.Contains("wrong", PayerCodes.StatusCategory("A7").Words, StringComparison.Ordinal);
        Assert.Contains("NPI", PayerCodes.Status("562").Words, StringComparison.Ordinal);
        Assert.Contains("back", PayerCodes.RemitStatus("22").Words, StringComparison.Ordinal);
        Assert.Contains("overpayment", PayerCodes.ProviderAdjustment("WO").Words, StringComparison.Ordinal);
        Assert.Contains("authorization", PayerCodes.DelayReason("3").Words, StringComparison.Ordinal);
        Assert.Contains("back", PayerCodes.Frequency("8").Words, StringComparison.Ordinal);
        Assert.Contains("patient", PayerCodes.AdjustmentGroup("PR").Words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_we_may_send_is_what_the_tables_have()
    {
        Assert.Equal(
            Enumerable.Range(0, 100).Select(number => $"{number}").Where(DelayReasons.IsKnown),
            PayerCodes.Lists.Single(list => list.Name == "delay-reasons").Codes.Select(code => code.Code));
        Assert.All(Enum.GetValues<ClaimFrequency>(), frequency =>
            Assert.DoesNotContain("not in our table", PayerCodes.Frequency($"{(int)frequency}").Words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_tells_every_reason_and_no_other() =>
        Assert.Equal(
            PayerCodes.Reasons.Codes.Select(reason => Row(reason.Code, reason.Words, Kind(reason), reason.Fix, reason.Who)),
            Rows(PayerCodes.Reasons.Title));

    [Fact]
    public void The_document_tells_every_other_code_and_no_other()
    {
        Assert.Equal(
            PayerCodes.Lists.Select(list => list.Title).Prepend(PayerCodes.Reasons.Title),
            Heading().Matches(Document).Select(heading => heading.Groups[1].Value).SkipWhile(title => title != PayerCodes.Reasons.Title));
        Assert.All(PayerCodes.Lists, list =>
            Assert.Equal(list.Codes.Select(code => Row(code.Code, code.Words, code.Fix, code.Who)), Rows(list.Title)));
    }

    private static string Kind(AdjustmentReason reason) => (reason.Kind, reason.IsRecoverable) switch
    {
        (AdjustmentKind.Denied, true) => "denied, recoverable",
        (AdjustmentKind.Denied, false) => "denied, final",
        (var kind, _) => AdjustmentReasons.Word(kind),
    };

    private static string Row(string code, params string?[] cells) => $"| `{code}` |{string.Concat(cells.Select(cell => cell is null ? " |" : $" {cell} |"))}";

    private static IEnumerable<string> Rows(string title)
    {
        var start = Document.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        var section = Document[start..].Split("\n## ")[1];
        return section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
    }

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
