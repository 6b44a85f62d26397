using System.Text.Json;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Codes;

public class CodeFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src/Billing/Codes");

    private static readonly string[] Names =
        [.. Directory.GetFiles(Path.Combine(Folder, "Data")).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files => [.. Names];

    [Theory, MemberData(nameof(Files))]
    public void A_file_keeps_the_schema_that_it_names(string name)
    {
        var file = Parse($"Data/{name}.json");

        Assert.Equal(name, file.GetProperty("name").GetString());
        Assert.Empty(JsonSchemaFaults.Of(Parse($"Data/{file.GetProperty("$schema").GetString()}"), file));
    }

    [Theory]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "denied", "fix": "Mend it.", "who": "biller" }""", "$.codes[0].recoverable: missing")]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "denied", "recoverable": true }""", "$.codes[0].fix: missing")]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "patient", "recoverable": true }""", "$.codes[0].recoverable: may not be here")]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "patient", "fix": "Mend it." }""", "$.codes[0].who: missing")]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "patient", "why": "" }""", "$.codes[0].why: unknown")]
    [InlineData("""{ "code": "4", "words": "a reason", "kind": "patient" }""", "$.codes[0].words: breaks pattern")]
    [InlineData("""{ "code": "4", "words": "A reason.", "kind": "Patient" }""", "$.codes[0].kind: breaks enum")]
    public void A_broken_reason_is_told(string reason, string fault)
    {
        var file = JsonDocument.Parse($$"""{ "name": "a", "title": "A", "element": "A", "list": "A", "codes": [{{reason}}] }""").RootElement;

        Assert.StartsWith(fault, Assert.Single(JsonSchemaFaults.Of(Parse("adjustment-reasons.schema.json"), file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_is_read_and_each_code_stands_once()
    {
        var read = PayerCodes.Lists.Select(list => (list.Name, Codes: list.Codes.Select(code => code.Code)))
            .Append((PayerCodes.Reasons.Name, Codes: PayerCodes.Reasons.Codes.Select(reason => reason.Code))).ToList();

        Assert.Equal(Names, read.Select(list => list.Name).Order(StringComparer.Ordinal));
        Assert.All(read, list => Assert.Equal(list.Codes.Distinct(), list.Codes));
    }

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, path))).RootElement;
}
