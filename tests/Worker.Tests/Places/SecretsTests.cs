using MedicaidLogs.Worker.Dropboxes;
using MedicaidLogs.Worker.Places;

namespace MedicaidLogs.Worker.Tests.Places;

public sealed class SecretsTests
{
    [Fact]
    public void A_secret_is_looked_up_under_its_prefix_or_in_a_file_that_only_its_owner_may_read()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{ "A": "from the file" }""");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var variables = new Dictionary<string, string> { ["MEDLOGS_SECRET_B"] = "from outside", ["MEDLOGS_DB"] = "not this", ["MEDLOGS_SECRETS_FILE"] = file };
        var secrets = new Secrets(variables.GetValueOrDefault);

        Assert.Equal(("from the file", "from outside"), (secrets.Find("A"), secrets.Find("B")));
        Assert.Equal(DropboxFault.Setup, Assert.Throws<DropboxException>(() => secrets.Find("MEDLOGS_DB")).Fault);

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<DropboxException>(() => secrets.Find("A")).Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
