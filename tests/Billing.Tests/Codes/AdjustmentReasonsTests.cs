using Dapper;
using MedicaidLogs.Billing.Codes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Codes;

public sealed class AdjustmentReasonsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task The_table_has_what_the_program_says_and_a_second_time_changes_nothing()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await AdjustmentReasons.StoreAsync(connection);
        await connection.ExecuteAsync("update billing.adjustment_reason set recoverable = true where reason = '29'");

        Assert.Equal(1, await AdjustmentReasons.StoreAsync(connection));
        Assert.Equal(0, await AdjustmentReasons.StoreAsync(connection));

        var stored = await connection.QueryAsync<(string, string, bool)>("select reason, kind, recoverable from billing.adjustment_reason");
        Assert.Equal(
            PayerCodes.Reasons.Codes.Select(reason => (reason.Code, AdjustmentReasons.Word(reason.Kind), reason.IsRecoverable)).Order(),
            stored.Order());
    }
}
