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
    public void Billing_reads_nothing_of_Ingests_but_its_views()
    {
        var views = Directory.GetFiles(Path.Combine(_source, "Core/Database/Migrations"), "*.sql")
            .SelectMany(migration => ViewOfIntake().Matches(File.ReadAllText(migration)))
            .Select(match => match.Groups["view"].Value).ToHashSet();

        Assert.Empty(
            from file in SourceFile.Under("src/Billing")
            from Match match in OfIntake().Matches(file.Code)
            where !views.Contains(match.Groups["name"].Value)
            select $"{file.At(match)}: {match.Value}");
    }

    [GeneratedRegex(@"\bintake\.(?<name>[a-z_]+)")]
    private static partial Regex OfIntake();

    [GeneratedRegex(@"\bcreate view intake\.(?<view>[a-z_]+)")]
    private static partial Regex ViewOfIntake();
}
