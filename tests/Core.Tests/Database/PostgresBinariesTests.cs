using MedicaidLogs.Core.Database;

namespace MedicaidLogs.Core.Tests.Database;

public sealed class PostgresBinariesTests
{
    private static readonly PostgresBinaries[] _installed = [new("/15/bin", 15), new("/17/bin", 17), new("/9/bin", 9)];

    [Fact]
    public void New_data_gets_the_newest() => Assert.Equal("/17/bin", PostgresBinaries.Choose(_installed, null).Directory);

    [Fact]
    public void Old_data_keeps_its_version() => Assert.Equal("/15/bin", PostgresBinaries.Choose(_installed, 15).Directory);

    [Fact]
    public void Names_the_package_that_old_data_needs()
    {
        var fault = Assert.Throws<PostgresNotInstalledException>(() => PostgresBinaries.Choose(_installed, 16));

        Assert.EndsWith("sudo apt-get install postgresql-16", fault.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Names_the_package_where_none_or_only_an_old_one_is_installed(bool anOldOne)
    {
        PostgresBinaries[] installed = anOldOne ? [new("/14/bin", 14)] : [];

        var fault = Assert.Throws<PostgresNotInstalledException>(() => PostgresBinaries.Choose(installed, null));

        Assert.EndsWith("sudo apt-get install postgresql", fault.Message, StringComparison.Ordinal);
    }
}
