using System.Text.Json;
using System.Text.RegularExpressions;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Tests.Archives;

public sealed class ManifestTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var manifest = new Manifest(
            Manifest.CurrentFormat, new(7, "maple-grove", "Maple \"Grove\""), Manifest.CurrentSchema,
            [new("tables/ops.district.csv", 12, new('a', 64), 1), new("files/aa/" + new string('a', 64), 0, new('a', 64))]);

        Assert.Equal(manifest.ToJson(), Manifest.Parse(manifest.ToJson()).ToJson());
    }

    [Fact]
    public void Its_schema_knows_the_same_members_and_format()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "archive-manifest.schema.json")));
        var properties = schema.RootElement.GetProperty("properties");
        static string[] Members(JsonElement of) => [.. of.EnumerateObject().Select(member => member.Name)];
        static string[] Ours(Type type) => [.. type.GetConstructors()[0].GetParameters().Select(each => JsonNamingPolicy.CamelCase.ConvertName(each.Name!))];

        Assert.Equal(Ours(typeof(Manifest)), Members(properties));
        Assert.Equal(Ours(typeof(ManifestDistrict)), Members(properties.GetProperty("district").GetProperty("properties")));
        Assert.Equal(Ours(typeof(ManifestFile)), Members(properties.GetProperty("files").GetProperty("items").GetProperty("properties")));
        Assert.Equal(Manifest.CurrentFormat, properties.GetProperty("format").GetProperty("const").GetString());
        Assert.Matches(new Regex(properties.GetProperty("schema").GetProperty("pattern").GetString()!), Manifest.CurrentSchema);
    }

    [Theory]
    [InlineData(10, "a\n1\n2\n", 2)]
    [InlineData(1, "a,b\n\"x\ny\",\"\"\"\n\"\"\"\n", 1)]
    [InlineData(2, "a\n", 0)]
    public void Rows_are_counted_by_records_whatever_the_blocks(int blockBytes, string csv, long rows)
    {
        using var counted = new CountedFile();
        foreach (var block in System.Text.Encoding.UTF8.GetBytes(csv).Chunk(blockBytes))
        {
            counted.Append(block);
        }

        var file = counted.End("a.csv", isCsv: true);

        Assert.Equal((rows, csv.Length), (file.Rows, (int)file.Bytes));
    }
}
