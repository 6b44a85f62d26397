using System.Text.RegularExpressions;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>docs/findings.md beside the source of the checks: what the document promises is what the code draws.</summary>
public sealed partial class FindingsDocumentTests
{
    private static readonly Lazy<string[]> _sources = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Ingest/Checks"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText),
    ]);

    public static TheoryData<string> Codes => [.. Catalogue.Codes];

    [Theory, MemberData(nameof(Codes))]
    public void The_severity_is_the_one_that_the_check_draws(string code)
    {
        var promised = FindingTexts.Of(code).Severity.Split(", ").Where(word => word != "undelivers").Select(word => word.StartsWith('`') ? "pack" : word);
        var drawn = SeverityDrawn().Matches(SourceOf(code)).Select(drawn => drawn.Groups["severity"].Value switch
        {
            "Reject" => "reject",
            "NotBillable" => "not-billable",
            "Warn" => "warn",
            _ => "pack",
        });

        Assert.Equal(promised.Distinct().Order(), drawn.Distinct().Order());
    }

    [Theory, MemberData(nameof(Codes))]
    public void The_check_begins_with_its_code_and_cites_its_source(string code) =>
        Assert.Matches($"/// <summary>{code}: .+(?s:.)+/// <remarks>(?s:.)*?Source: ", SourceOf(code));

    [Theory, MemberData(nameof(Codes))]
    public void Every_value_of_the_pack_that_the_words_name_is_named_by_the_check(string code)
    {
        var text = FindingTexts.Of(code);
        var source = SourceOf(code);

        Assert.All(
            PackKey().Matches($"{text.Severity} {text.Source}").Select(key => key.Groups["key"].Value),
            key => Assert.Contains($"<c>{key}</c>", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Someone_can_fix_it() =>
        Assert.All(FindingTexts.All, text => Assert.Contains(text.Who, new[] { "provider", "supervisor", "office", "biller" }));

    [Fact]
    public void The_words_are_sentences() =>
        Assert.All(FindingTexts.All, text =>
        {
            Assert.EndsWith(".", text.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", text.Fix, StringComparison.Ordinal);
            Assert.False(text.Title.EndsWith('.'), text.Title);
        });

    [Fact]
    public void Codes_that_no_check_draws_are_kept_where_the_document_says()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs/findings.md"));
        var rows = Elsewhere().Matches(document);

        Assert.NotEmpty(rows);
        Assert.Empty(rows.Select(row => row.Groups["code"].Value).Intersect(Catalogue.Codes));
        Assert.All(rows, row =>
        {
            var source = File.ReadAllText(Path.Combine(Repository.Root, row.Groups["file"].Value));
            var keepers = row.Groups["keepers"].Value.Split(", ").Select(keeper => keeper.Trim('`'));
            Assert.All(keepers.SelectMany(keeper => keeper.Split('.')), name => Assert.Matches($@"\b{name}\b", source));
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{row.Groups["test"].Value}.cs", SearchOption.AllDirectories));
        });
    }

    private static string SourceOf(string code) =>
        _sources.Value.Single(source => source.Contains($"const string Code = \"{code}\";", StringComparison.Ordinal));

    [GeneratedRegex(@"findings\.(?<severity>Reject|NotBillable|Warn)\(|\bSeverity\.(?<severity>Reject|NotBillable|Warn)\b|(?<severity>Rules\.\w+Severity)\b")]
    private static partial Regex SeverityDrawn();

    [GeneratedRegex(@"^\| (?<code>[A-Z]+_[A-Z]+) \| (?<keepers>`[^|]+`) \| `(?<file>[^`|]+)` \| [^|]+ \| `(?<test>\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("`(?<key>[a-z]+\\.[A-Za-z]+)`")]
    private static partial Regex PackKey();
}
