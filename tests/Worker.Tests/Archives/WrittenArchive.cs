using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.Worker.Archives;

namespace MedicaidLogs.Worker.Tests.Archives;

/// <summary>A small district and its archive: a session with its file, an account with a password, a place.</summary>
internal sealed class WrittenArchive
{
    public static readonly Actor Who = Actor.Command("test");

    private WrittenArchive(StoredDistrict district, string folder) => (District, Folder) = (district, folder);

    public StoredDistrict District { get; }

    public string Folder { get; }

    /// <param name="root">A folder of the test's own.</param>
    public static async Task<WrittenArchive> OfAsync(DatabaseFixture database, DirectoryInfo root)
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());
        await new AccountDesk(database.DataSource, StoredDistrict.Clock).AddAsync(
            new(district.DistrictId, $"dana@{district.District.Code}.example", "Dana Admin", UserRole.Admin), withPassword: true, Who, "test");
        await new PlaceStore(database.DataSource, StoredDistrict.Clock).SetAsync(district.DistrictId, AFolder(root.FullName), Who);
        return new(district, await WriteAsync(database, district, root));
    }

    /// <returns>The folder, a new one each time.</returns>
    public static async Task<string> WriteAsync(DatabaseFixture database, StoredDistrict district, DirectoryInfo root)
    {
        var folder = Path.Combine(root.FullName, Path.GetRandomFileName());
        await new DistrictExport(database.DataSource, StoredDistrict.Clock).WriteAsync(district.DistrictId, folder, Who);
        return folder;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Changes a file, and the manifest with it, as somebody would who wants it taken.</summary>
    public void Forge(string name, Func<string, string> change)
    {
        var text = change(File.ReadAllText(PathOf(name)));
        File.WriteAllText(PathOf(name), text);
        ChangeManifest(manifest =>
        {
            var told = manifest["files"]!.AsArray().Single(file => (string)file!["path"]! == name)!;
            var bytes = Encoding.UTF8.GetBytes(text);
            told["bytes"] = bytes.Length;
            told["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        });
    }

    public void ChangeManifest(Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(PathOf(Manifest.FileName)))!.AsObject();
        change(manifest);
        File.WriteAllText(PathOf(Manifest.FileName), manifest.ToJsonString());
    }

    private static PlaceFile AFolder(string path) => PlaceFile.Parse(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["name"] = "payer",
        ["kind"] = "folder",
        ["deliver"] = new JsonObject { ["folder"] = path, ["payer"] = "nh-mmis" },
    }.ToJsonString()));
}
