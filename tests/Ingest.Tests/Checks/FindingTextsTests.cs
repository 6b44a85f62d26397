using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class FindingTextsTests
{
    [Fact]
    public void Every_code_has_its_words_and_no_words_are_left_over() =>
        Assert.Equal(Catalogue.Codes.Order(StringComparer.Ordinal), FindingTexts.All.Select(text => text.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void The_words_say_which_findings_undeliver() =>
        Assert.All(FindingTexts.All, text => Assert.Equal(
            Catalogue.Undelivers(text.Code),
            text.Severity.Split(", ").Contains("undelivers")));

    [Fact]
    public void A_severity_is_one_of_three_or_the_rule_packs() =>
        Assert.All(
            FindingTexts.All.SelectMany(text => text.Severity.Split(", ")),
            severity => Assert.True(severity is "undelivers" || SeverityText.TryParse(severity, out _) || severity.StartsWith('`'), severity));
}
