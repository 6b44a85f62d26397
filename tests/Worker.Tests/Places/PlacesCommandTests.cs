using System.Text.Json.Nodes;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Tests.Commands;
using MedicaidLogs.Worker.Tests.Dropboxes;

namespace MedicaidLogs.Worker.Tests.Places;

/// <summary><c>medlogs places</c> against a real server: what a person types, and what it says.</summary>
public sealed class PlacesCommandTests(CommandDistrict district, TlsFtpServer ftps) : IClassFixture<CommandDistrict>, IClassFixture<TlsFtpServer>
{
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(ftps.Server.Root, Path.GetRandomFileName()));

    [Fact]
    public async Task A_place_is_set_tested_and_polled()
    {
        var secrets = district.Write("secrets.json", new JsonObject { ["VENDOR"] = TestKit.Transfer.FtpServer.Password }.ToJsonString());
        File.SetUnixFileMode(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "rates-1.csv"), CommandDistrict.Sample("rates.csv", 3));

        var set = await RunAsync(secrets, "set", district.Write("vendor.json", PlaceJson()));
        var tested = await RunAsync(secrets, "test", "vendor");
        var polled = await RunAsync(secrets, "poll", "vendor");
        var list = await RunAsync(secrets, "list");

        Assert.Equal((0, 0, 0, 0), (set.ExitCode, tested.ExitCode, polled.ExitCode, list.ExitCode));
        Assert.Contains("vendor answers.", tested.Output, StringComparison.Ordinal);
        Assert.Contains("1 file, 1 to fetch", tested.Output, StringComparison.Ordinal);
        Assert.Contains("1 may still be growing", polled.Output, StringComparison.Ordinal);
        Assert.EndsWith("good", list.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("rates-1.csv", (await RunAsync(secrets, "files", "vendor")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_stops_the_place_and_stands_nowhere()
    {
        const string Wrong = "not-the-password";
        var secrets = district.Write("wrong.json", new JsonObject { ["VENDOR"] = Wrong }.ToJsonString());
        File.SetUnixFileMode(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await RunAsync(secrets, "set", district.Write("wrong-place.json", PlaceJson().Replace("\"vendor\"", "\"locked\"", StringComparison.Ordinal)));

        var polled = await RunAsync(secrets, "poll", "locked");
        var list = await RunAsync(secrets, "list");

        Assert.Equal(1, polled.ExitCode);
        Assert.Contains("The server refused the user name, password or key. locked is stopped until a person has looked", polled.Errors, StringComparison.Ordinal);
        Assert.Contains("stopped: The server refused", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, polled.Output + polled.Errors + list.Output + list.Errors, StringComparison.Ordinal);
        Assert.Contains("locked is tried again.", (await RunAsync(secrets, "resume", "locked")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told_in_words()
    {
        var refused = await RunAsync("", "set", district.Write("bad.json", """{ "name": "Bad Name", "kind": "folder" }"""));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("name: 1 to 40 lower-case letters", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("say fetch, deliver or both", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("", "poll", "nowhere")).ExitCode);
    }

    private Task<MedlogsResult> RunAsync(string secretsFile, params string[] arguments) => Medlogs.RunAsync(
        district.Database.ConnectionString, new() { ["MEDLOGS_SECRETS_FILE"] = secretsFile }, ["places", .. arguments]);

    private string PlaceJson() => new JsonObject
    {
        ["name"] = "vendor",
        ["kind"] = "ftps",
        ["address"] = "localhost",
        ["port"] = ftps.Server.Port,
        ["user"] = TestKit.Transfer.FtpServer.User,
        ["secret"] = "VENDOR",
        ["ca_file"] = ftps.Server.CertificateFile,
        ["fetch"] = new JsonObject
        {
            ["folder"] = _folder.Name,
            ["files"] = new JsonArray(new JsonObject { ["pattern"] = "rates-*.csv", ["kind"] = "rates" }),
        },
    }.ToJsonString();
}
