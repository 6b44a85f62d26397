using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary>Sealing and proving from the command line, with trial certificates in folders of the tests' own.</summary>
public sealed class SessionLogsCommandTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    [Fact]
    public async Task What_was_sealed_proves_itself_and_what_was_changed_does_not()
    {
        await district.TakeInAsync("students", await File.ReadAllTextAsync(CommandDistrict.SamplePath("students.csv")));
        await district.TakeInAsync("providers", await File.ReadAllTextAsync(CommandDistrict.SamplePath("providers.csv")));
        await RunAsync("check", "--month", "2026-10");
        Directory.CreateDirectory(district.PathOf("private"));
        Assert.Equal(0, (await RunAsync("cert", "create")).ExitCode);

        var made = await RunAsync("session-logs", "--month", "2026-10", "--out", district.PathOf("out"), "--zip", "provider");

        Assert.True(made.ExitCode == 0, made.Errors);
        Assert.Contains("1 sealed, 1 of them now.", made.Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(district.PathOf("out"), "*.zip", SearchOption.AllDirectories));
        var path = Assert.Single(Directory.GetFiles(district.PathOf("out"), "*.pdf", SearchOption.AllDirectories));
        var intact = await RunAsync("verify", path);
        Assert.Equal(0, intact.ExitCode);
        Assert.Contains("Current: it shows what is kept.", intact.Output, StringComparison.Ordinal);

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^20] ^= 1;
        var changed = await RunAsync("verify", "--json", path, district.Write("changed.pdf", bytes));
        Assert.Equal(1, changed.ExitCode);
        Assert.Equal(["Current", "Broken"], JsonNode.Parse(changed.Output)!["sealed"]!.AsArray().Select(each => (string)each!["standing"]!));
    }

    [Fact]
    public async Task A_trial_certificate_has_the_key_that_is_asked_for()
    {
        var path = district.PathOf("rsa.p12");

        var made = await RunAsync("cert", "create", "--key", "rsa", "--out", path);

        Assert.True(made.ExitCode == 0, made.Errors);
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, "");
        using var key = certificate.GetRSAPublicKey();
        Assert.Equal(3072, key?.KeySize);
    }

    [Fact]
    public async Task The_audit_trail_can_be_walked_alone()
    {
        var sound = await RunAsync("verify", "--chain");

        Assert.Equal((0, "The audit trail is sound.\n"), (sound.ExitCode, sound.Output));
    }

    [Theory]
    [InlineData(null, "name its PKCS#12 file in MEDLOGS_SEAL_CERT")]
    [InlineData("not a certificate", "does not open with the password given")]
    public async Task Without_a_certificate_that_can_seal_nothing_is_made(string? content, string fault)
    {
        var folder = Directory.CreateDirectory(district.PathOf(content is null ? "none" : "spoilt"));
        if (content is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "seal-trial.p12"), content);
        }

        var refused = await district.RunAsync(
            "session-logs", "--month", "2026-10", "--out", district.PathOf("refused"), "--local", Path.Combine(folder.FullName, "postgres"));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(fault, refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(district.PathOf("refused")));
    }

    /// <summary>The private PostgreSQL's folder is where the trial certificate is kept too; the server is the test's.</summary>
    private Task<MedlogsResult> RunAsync(params string[] arguments) =>
        district.RunAsync([.. arguments, "--local", district.PathOf("private/postgres")]);
}
