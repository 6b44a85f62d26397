using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Responses;

public partial class PostingDocumentTests
{
    [Fact]
    public void The_document_tells_every_reason_and_no_other() =>
        Assert.Equal(
            PostingRefusals.All.Select(reason => (reason.Code, reason.Words)),
            ReasonRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/responses.md")))
                .Select(row => (row.Groups[1].Value, row.Groups[2].Value)));

    [GeneratedRegex(@"^\| `(X12_POST_\w+)` \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();
}
