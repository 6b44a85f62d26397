using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Payers;

public partial class PayerSchemaTests
{
    [Fact]
    public void The_schema_names_the_members_that_the_program_reads()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Billing/Payers/payer.schema.json")))!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var read = options.GetJsonSchemaAsNode(typeof(PayerFile), new() { TreatNullObliviousAsNonNullable = true });

        Assert.Equal(Members(read, "$").Order(), Members(schema, "$").Order());
    }

    [Fact]
    public void The_document_tells_every_member_of_an_edition_and_no_other()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Billing/Payers/payer.schema.json")))!;
        var edition = schema["properties"]!["editions"]!["items"]!;
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs/payers.md"));
        var table = document[document.IndexOf("| member |", StringComparison.Ordinal)..];

        var told = MemberName().Matches(table).Select(match => match.Groups[1].Value);

        Assert.Equal(Settings(edition, "").Order(), told.Order());
    }

    [Fact]
    public void The_schema_takes_no_other_members()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/Billing/Payers/payer.schema.json")))!;

        Assert.All(Objects(schema), part => Assert.False(part["additionalProperties"]!.GetValue<bool>()));
    }

    /// <summary>What a person sets: the members without parts, and notes as a whole.</summary>
    private static IEnumerable<string> Settings(JsonNode schema, string path) =>
        schema["properties"]!.AsObject().SelectMany(member =>
            member.Value!["properties"] is null || member.Key.EndsWith("Note", StringComparison.Ordinal)
                ? [path + member.Key]
                : Settings(member.Value!, $"{path}{member.Key}."));

    /// <summary>In the first column: <c>| `a.b`, `a.c` |</c>.</summary>
    [GeneratedRegex(@"(?<=^\|[^|]*)`([A-Za-z0-9.]+)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex MemberName();

    private static IEnumerable<string> Members(JsonNode schema, string path)
    {
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            yield return $"{path}.{name}";
            foreach (var below in Members(member!["items"] ?? member, $"{path}.{name}"))
            {
                yield return below;
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode schema)
    {
        if (schema["properties"] is JsonObject properties)
        {
            yield return schema.AsObject();
            foreach (var part in properties.SelectMany(member => Objects(member.Value!["items"] ?? member.Value!)))
            {
                yield return part;
            }
        }
    }
}
