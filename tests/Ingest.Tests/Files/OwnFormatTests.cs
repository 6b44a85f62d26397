using Dapper;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Ingest.Tests.Files;

public sealed class OwnFormatTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    public static TheoryData<string> Kinds => [.. FileKinds.All.Select(kind => kind.Format.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_kind_is_written_with_the_columns_that_are_read(string kind)
    {
        var districtId = await database.CreateDistrictAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(OwnFormat.SettingSql, new { districtId, source = "district" });

        using var written = await connection.BeginTextExportAsync(OwnFormat.All.Single(format => format.Kind == kind).CopySql);

        Assert.Equal(FileKinds.Of(kind).Format.Columns.Select(column => column.Name), (await written.ReadLineAsync())!.Split(','));
    }

    [Fact]
    public void Kinds_stand_in_the_order_in_which_they_are_taken_in() =>
        Assert.Equal(FileKinds.All.Select(kind => kind.Format.Kind), OwnFormat.All.Select(format => format.Kind));
}
