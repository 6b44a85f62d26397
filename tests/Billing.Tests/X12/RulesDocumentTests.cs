using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.X12;

public partial class RulesDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs/x12-rules.md"));

    [Fact]
    public void The_document_tells_every_code_and_no_other() =>
        Assert.Equal(
            X12Rules.All.Select(rule => (rule.Code, rule.Number, rule.Title)),
            CodeRow().Matches(Document).Select(row => (row.Groups[1].Value, Number(row.Groups[2]), row.Groups[3].Value)));

    [Fact]
    public void The_document_tells_every_rule_and_what_holds_it()
    {
        var rows = NumberRow().Matches(Document);

        Assert.Equal(Enumerable.Range(1, 43), rows.Select(row => Number(row.Groups[1])));
        foreach (Match row in rows)
        {
            var codes = X12Rules.All.Where(rule => rule.Number == Number(row.Groups[1])).Select(rule => rule.Code);
            Assert.Equal(codes, Code().Matches(row.Groups[2].Value).Select(code => code.Value));
            Assert.NotEmpty(row.Groups[2].Value.Trim());
        }
    }

    [Fact]
    public void Every_rule_is_in_the_list_once()
    {
        var declared = typeof(X12Rules).GetFields().Select(field => field.GetValue(null)).OfType<X12Rule>();

        Assert.Equal(declared, X12Rules.All);
        Assert.Equal(X12Rules.All.Count, X12Rules.All.Select(rule => rule.Code).Distinct().Count());
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `(X12_\w+)` \| (\d+) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"^\| (\d+) \| .* \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex NumberRow();

    [GeneratedRegex(@"X12_\w+")]
    private static partial Regex Code();
}
