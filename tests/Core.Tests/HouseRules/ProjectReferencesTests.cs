using System.Text.RegularExpressions;
using System.Xml.Linq;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.HouseRules;

/// <summary>References run Core ← Ingest, Billing ← Worker, Web; what else they share, they share in the database.</summary>
public sealed partial class ProjectReferencesTests
{
    private static readonly string _source = Path.Combine(Repository.Root, "src");

    [Theory]
    [InlineData("Core")]
    [InlineData("Ingest", "Core")]
    [InlineData("Billing", "Core")]
    [InlineData("Worker", "Billing", "Core", "Ingest")]
    [InlineData("Web", "Billing", "Core", "Ingest")]
    public void A_project_refers_only_to_those_below_it(string project, params string[] references) =>
        Assert.Equal(
            references,
            XDocument.Load(Path.Combine(_source, project, $"{project}.csproj"))
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_of_the_product_has_its_rule() =>
        Assert.Equal(
            ["Billing", "Core", "Ingest", "Web", "Worker"],
            Directory.GetDirectories(_source).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Billing_reads_nothing_of_Ingests_but_the_published_view() =>
        Assert.Empty(
            from file in SourceFile.Under("src/Billing")
            from Match match in OtherIntakeTable().Matches(file.Code)
            select $"{file.At(match)}: {match.Value}");

    [GeneratedRegex(@"\bintake\.(?!billable_entry\b)[a-z_]+")]
    private static partial Regex OtherIntakeTable();
}
