using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class FindingTextsTests
{
    private const string Document = """
        # Findings
        Words before the first code.

        ## Log

        ### LOG_TIMES
        - **title**: The times
        - **severity**: reject, undelivers
        - **message**: From {0:time} on {1:date}, {2} min.
        - **fix**: Correct them.
        - **who**: provider
        - **source**: CMS

        ## Student
        """;

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

    [Fact]
    public void Every_text_of_the_document_is_complete() =>
        Assert.All(FindingTexts.All, text => Assert.All(
            [text.Group, text.Title, text.Severity, text.Message, text.Fix, text.Who, text.Source],
            part => Assert.False(string.IsNullOrWhiteSpace(part), text.Code)));

    [Fact]
    public void Reads_group_and_lines()
    {
        var text = Assert.Single(FindingTexts.Read(Document));

        Assert.Equal(
            new FindingText("LOG_TIMES", "Log", "The times", "reject, undelivers", "From {0:time} on {1:date}, {2} min.", "Correct them.", "provider", "CMS"),
            text);
    }

    [Fact]
    public void A_text_without_a_line_is_refused() =>
        Assert.Contains("LOG_TIMES lacks its line 'fix'", Assert.Throws<FormatException>(
            () => FindingTexts.Read(Document.Replace("- **fix**: Correct them.\n", "", StringComparison.Ordinal)).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_placeholder_of_an_unknown_kind_is_refused() =>
        Assert.Throws<FormatException>(() => FindingTexts.Read(Document.Replace("{2}", "{2:hours}", StringComparison.Ordinal)).ToList());

    [Fact]
    public void A_message_shows_dates_and_times_as_people_write_them() =>
        Assert.Equal(
            "It starts at 9:05 AM, ends at —, with 0 minutes away; a session ends after it starts, lasts at least a minute and at most 480.",
            FindingTexts.MessageOf("LOG_TIMES", ["09:05", "", "0", "480"]));

    [Fact]
    public void A_code_that_is_no_longer_known_stands_for_itself() =>
        Assert.Equal("OLD_CODE", FindingTexts.Of("OLD_CODE").Title);
}
