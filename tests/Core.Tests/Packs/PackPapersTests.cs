using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Units;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.Packs;

/// <summary>docs/packs.md and pack.schema.json say what the program reads, no more and no less.</summary>
/// <remarks>A pack is read only if its keys are exactly those that <see cref="PackRules"/> asks for, so the base lists them.</remarks>
public sealed partial class PackPapersTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(Repository.Root, "docs/packs.md"));
    private static readonly JsonNode _schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Core/Packs/pack.schema.json")))!;
    private static readonly JsonNode _pack = JsonNode.Parse(PackText.Base)!;

    private static IEnumerable<string> Keys => _pack["values"]!.AsObject().Select(value => value.Key).Order();

    public static TheoryData<string> Shipped => [.. PackLayer.ShippedNames];

    [Theory, MemberData(nameof(Shipped))]
    public void Every_shipped_pack_is_read_and_named_as_its_file(string name) => Assert.Equal(name, RulePack.Shipped(name).Name);

    [Theory, MemberData(nameof(Shipped))]
    public void A_shipped_pack_repeats_no_value_of_the_base_with_the_same_source(string name)
    {
        var (below, said) = (RulePack.Shipped("base").Said["values"]!, RulePack.Shipped(name).Layers[^1].Said["values"]!);

        Assert.DoesNotContain(said.Members, value => name != "base" && below[value.Key]!.ToJson().AsSpan().SequenceEqual(value.Value.ToJson()));
    }

    [Fact]
    public void The_schema_is_not_shipped_as_a_pack() => Assert.Throws<PackException>(() => RulePack.Shipped("pack.schema"));

    [Fact]
    public void The_document_tells_every_value_and_no_other() =>
        Assert.Equal(Keys, ValueRow().Matches(_document).Select(row => row.Groups["key"].Value).Order());

    [Fact]
    public void The_document_names_findings_that_there_are()
    {
        var findings = File.ReadAllText(Path.Combine(Repository.Root, "docs/findings.md"));

        Assert.All(FindingCode().Matches(Before("A row of `codes`")), code => Assert.Contains($"### {code.Groups["code"].Value}\n", findings, StringComparison.Ordinal));
    }

    [Fact]
    public void Document_and_schema_tell_every_unit_rule_and_no_other()
    {
        Assert.Equal(UnitRule.Codes, UnitRuleRow().Matches(_document).Select(row => row.Groups["rule"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(UnitRule.Codes, _schema["properties"]!["codes"]!["items"]!["properties"]!["unitRule"]!["enum"]!.AsArray().Select(rule => (string)rule!));
    }

    [Fact]
    public void The_schema_takes_every_value_and_no_other() =>
        Assert.Equal(Keys, _schema["properties"]!["values"]!["properties"]!.AsObject().Select(value => value.Key).Order());

    [Fact]
    public void The_schema_names_the_members_that_the_program_reads()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var read = options.GetJsonSchemaAsNode(typeof(PackFile), new() { TreatNullObliviousAsNonNullable = true });
        read["properties"]!.AsObject().Remove("values"); // Their keys are data to the program: compared above.
        var written = _schema.DeepClone();
        written["properties"]!.AsObject().Remove("values");
        written["properties"]!.AsObject().Remove("extends"); // Gone once the layers are one pack.

        Assert.Equal(Members(read, "$").Order(), Members(written, "$").Order());
    }

    [Fact]
    public void The_schema_takes_no_other_members() =>
        Assert.All(Objects(_schema["properties"]).Concat(Objects(_schema["$defs"]!["dated"])), part => Assert.False(part["additionalProperties"]!.GetValue<bool>()));

    private static string Before(string words) => _document[.._document.IndexOf(words, StringComparison.Ordinal)];

    private static IEnumerable<string> Members(JsonNode schema, string path)
    {
        foreach (var below in schema["items"] is JsonObject items ? Members(items, path) : [])
        {
            yield return below;
        }

        foreach (var below in schema["additionalProperties"] is JsonObject entries ? Members(entries, path + "[]") : [])
        {
            yield return below;
        }

        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            yield return $"{path}.{name}";
            foreach (var below in member is JsonObject ? Members(member, $"{path}.{name}") : [])
            {
                yield return below;
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Objects(member.Value)).Concat(part["properties"] is JsonObject ? [part] : []),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    [GeneratedRegex(@"^\| `(?<key>[a-z]+\.[A-Za-z]+)` \|", RegexOptions.Multiline)]
    private static partial Regex ValueRow();

    [GeneratedRegex(@"^\| `(?<rule>[A-Z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex UnitRuleRow();

    [GeneratedRegex(@"`(?<code>[A-Z]+_[A-Z]+|COTREAT)`")]
    private static partial Regex FindingCode();
}
