using System.Text;
using System.Text.Json;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Places;

public sealed class PlaceFileTests
{
    private const string Sftp = """
        {
          "name": "nh-mmis", "kind": "sftp", "address": "files.payer.example", "user": "maplegrove", "secret": "NH_MMIS",
          "host_key": "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
          "fetch": { "folder": "outbox", "files": [{ "pattern": "*.835", "kind": "answers" }], "after": "move", "move_to": "done" },
          "deliver": { "folder": "/inbox", "payer": "nh-mmis" }
        }
        """;

    [Fact]
    public void A_place_is_stored_as_it_is_read()
    {
        var place = Parse(Sftp);

        Assert.Equal(("nh-mmis", "sftp", 15), (place.Name, place.Kind, place.Fetch!.EveryMinutes));
        Assert.Equal(place.ToJson(), Parse(place.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("\"nh-mmis\", \"kind\"", "\"NH MMIS\", \"kind\"", "name: ")]
    [InlineData("\"kind\": \"sftp\"", "\"kind\": \"scp\"", "kind: ")]
    [InlineData("files.payer.example", "sftp://files.payer.example/", "address: ")]
    [InlineData("\"maplegrove\"", "\"maple:grove\"", "user: ")]
    [InlineData("\"NH_MMIS\"", "\"pa55-word\"", "secret: ")]
    [InlineData("SHA256:AAAA", "MD5:AAAA", "host_key: ")]
    [InlineData("\"outbox\"", "\"../other\"", "fetch.folder: ")]
    [InlineData("\"*.835\"", "\"in/*.835\"", "fetch.files[0].pattern: ")]
    [InlineData("\"answers\"", "\"payments\"", "fetch.files[0].kind: ")]
    [InlineData("\"move\"", "\"keep\"", "fetch.move_to: ")]
    [InlineData("\"done\"", "\"../done\"", "fetch.move_to: ")]
    [InlineData("\"kind\": \"answers\"", "\"kind\": \"logs\", \"mapping\": { \"source\": \"x\", \"kind\": \"grid\" }", "fetch.files[0].mapping: ")]
    public void A_fault_is_told_by_its_member(string right, string wrong, string told)
    {
        var refused = Assert.Throws<PlaceFileException>(() => Parse(Sftp.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith(told, refused.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_unknown_members_by_their_line()
    {
        var bare = Assert.Throws<PlaceFileException>(() => Parse("""{ "name": "x", "kind": "sftp" }"""));
        Assert.Equal(["address", "user", "secret", "host_key", "Nothing is fetched here and nothing delivered"], bare.Faults.Select(fault => fault.Split(':')[0]));

        var unknown = Assert.Throws<PlaceFileException>(() => Parse(Sftp.Replace("\"secret\"", "\"password\"", StringComparison.Ordinal)));
        Assert.StartsWith("Line 2, ", Assert.Single(unknown.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_for_editors_knows_the_same_members_and_kinds()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "place.schema.json")));
        var properties = schema.RootElement.GetProperty("properties");
        string[] Members(JsonElement of) => [.. of.EnumerateObject().Select(member => member.Name).Where(name => name != "$schema").Order()];
        string[] Ours(Type type) => [.. type.GetConstructors()[0].GetParameters().Select(each => JsonNamingPolicy.SnakeCaseLower.ConvertName(each.Name!)).Order()];

        Assert.Equal(Ours(typeof(PlaceFile)), Members(properties));
        Assert.Equal(Ours(typeof(FetchRule)), Members(properties.GetProperty("fetch").GetProperty("properties")));
        Assert.Equal(Ours(typeof(DeliverRule)), Members(properties.GetProperty("deliver").GetProperty("properties")));
        var pattern = properties.GetProperty("fetch").GetProperty("properties").GetProperty("files").GetProperty("items").GetProperty("properties");
        Assert.Equal(Ours(typeof(FilePattern)), Members(pattern));
        Assert.Equal(
            FileKinds.All.Select(kind => kind.Format.Kind).Append("answers").Order(),
            pattern.GetProperty("kind").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).Order());
    }

    private static PlaceFile Parse(string json) => PlaceFile.Parse(Encoding.UTF8.GetBytes(json));
}
