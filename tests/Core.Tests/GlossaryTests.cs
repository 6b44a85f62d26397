using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests;

public sealed class GlossaryTests
{
    [Fact]
    public void Every_word_stands_once_in_the_order_of_the_alphabet()
    {
        var words = File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md"))
            .Where(line => line.StartsWith("**", StringComparison.Ordinal))
            .Select(line => line.Split("**")[1])
            .ToList();

        Assert.True(words.Count > 30);
        Assert.Equal(words.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase), words);
    }
}
