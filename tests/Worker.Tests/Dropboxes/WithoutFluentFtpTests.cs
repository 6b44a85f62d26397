namespace MedicaidLogs.Worker.Tests.Dropboxes;

/// <summary>Stands where FluentFTP's suite is not compiled in.</summary>
public sealed class WithoutFluentFtpTests
{
    [Fact(Skip = "FluentFTP is not built in: the package registry of this project has no such package. Where it has, build with -p:FtpClient=FluentFTP.")]
    public void FluentFTP_passes_the_suite_of_dropboxes() => throw new InvalidOperationException("Never run.");
}
