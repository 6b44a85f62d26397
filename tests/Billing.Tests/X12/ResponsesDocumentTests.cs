using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.X12;

public partial class ResponsesDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs/x12-responses.md"));

    [Fact]
    public void The_document_tells_every_reason_and_no_other() =>
        Assert.Equal(
            RefusalReasons.All.Select(reason => (reason.Code, reason.Words)),
            ReasonRow().Matches(Document).Select(row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Fact]
    public void The_document_tells_every_level_of_balance() =>
        Assert.Equal(Enum.GetNames<BalanceLevel>(), LevelRow().Matches(Document).Select(row => row.Groups[1].Value));

    [Fact]
    public void Every_reason_is_in_the_list_once()
    {
        var declared = typeof(RefusalReasons).GetFields().Select(field => field.GetValue(null)).OfType<RefusalReason>();

        Assert.Equal(declared, RefusalReasons.All);
        Assert.Equal(RefusalReasons.All.Count, RefusalReasons.All.Select(reason => reason.Code).Distinct().Count());
    }

    [GeneratedRegex(@"^\| `(X12_IN_\w+)` \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();

    [GeneratedRegex(@"^\| `([A-Z][a-z]\w+)` \| .* \|$", RegexOptions.Multiline)]
    private static partial Regex LevelRow();
}
