using System.Text.RegularExpressions;
using MedicaidLogs.TestKit;
using MedicaidLogs.Web.Administration;

namespace MedicaidLogs.Web.Tests.Administration;

public sealed partial class AuditTextTests
{
    /// <summary>Texts of the same form that are no events.</summary>
    private static readonly string[] _others = ["payer.id", "payer.name"];

    private static readonly string[] _fileNames = [".csv", ".json"];

    [Fact]
    public void Each_event_that_the_program_writes_has_its_words()
    {
        var nouns = AuditText.Words.Keys.Select(NounOf).ToHashSet();

        var unknown = Written().Where(text => nouns.Contains(NounOf(text)) && !_others.Contains(text) && !_fileNames.Any(text.EndsWith) && !AuditText.Words.ContainsKey(text));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Each_event_with_words_is_one_that_the_program_writes()
    {
        var written = Written().ToHashSet();
        var nouns = Nouns().Matches(Source()).Select(match => match.Groups["noun"].Value).ToHashSet();

        Assert.DoesNotContain(AuditText.Words.Keys, action => !written.Contains(action) && !nouns.Contains(NounOf(action)));
    }

    private static string NounOf(string action) => action.Split('.')[0];

    private static IEnumerable<string> Written() => Actions().Matches(Source()).Select(match => match.Groups["action"].Value).Distinct();

    private static string Source() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText));

    [GeneratedRegex("\"(?<action>[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*)\"")]
    private static partial Regex Actions();

    /// <summary>Events whose second word is put in: <c>$"remittance.{kind}"</c>.</summary>
    [GeneratedRegex("\\$\"(?<noun>[a-z]+(-[a-z]+)*)\\.\\{")]
    private static partial Regex Nouns();
}
