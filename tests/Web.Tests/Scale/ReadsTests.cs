using System.Net;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Scale;

/// <summary>What pages read of a store that other districts fill: by indexes alone, and of their own rows each a few times.</summary>
/// <remarks>Counted by PostgreSQL as the plans ran: a table that was read from end to end shows, and a busy machine changes nothing.</remarks>
public sealed class ReadsTests(FullMonth web) : IClassFixture<FullMonth>
{
    private const string Counting = "medlogs counting";

    /// <summary>The tables that all districts share, and this one does not fill.</summary>
    private const string TablesSql = """
        select t.relname::text as name, t.seq_scan as scans, t.seq_tup_read + t.idx_tup_fetch as rows
        from pg_stat_user_tables t
        where t.relname in ('entry_default', 'finding_default')
        order by t.relname
        """;

    private const string OthersSql =
        "select exists (select from pg_stat_activity where datname = current_database() and application_name <> @Counting)";

    /// <param name="Scans">From end to end.</param>
    /// <param name="Rows">Of all its scans.</param>
    private sealed record Reads(string Name, long Scans, long Rows);

    [Theory]
    [InlineData(UserRole.Clerk, "/clerk?month=2026-10", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/rejected?month=2026-10", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/rejected?month=2026-10&tab=returned", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/rejected?month=2026-10&tab=sent-back&order=student", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/rejected?month=2026-10&tab=reject&code=LOG_OBJECTIVE&who=provider&order=provider&after=40", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/rejected?month=2026-10&tab=reject&handler=sheet&format=csv", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/causes?month=2026-10", 8 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/entries/40?month=2026-10&tab=reject", 2 * FullMonth.Sessions)]
    [InlineData(UserRole.Clerk, "/clerk/entries/40", FullMonth.Sessions / 20)]
    [InlineData(UserRole.Finance, "/finance/reports/funnel?from=2026-09&to=2026-09", 8 * FullMonth.Sessions)]
    public async Task A_page_reads_by_indexes(string role, string page, int mostRows)
    {
        using var client = await web.SignInAsync(role);

        var reads = await ReadsOfAsync(async () =>
        {
            using var answer = await client.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });

        Assert.DoesNotContain(reads, table => table.Scans > 0 || table.Rows > mostRows);
    }

    [Fact]
    public async Task A_correction_reads_by_indexes_what_can_change_with_it()
    {
        using var clerk = await web.SignInAsync(UserRole.Clerk);

        var reads = await ReadsOfAsync(async () =>
        {
            using var answer = await WebFixture.PostAsync(
                clerk, $"/clerk/entries/{FullMonth.Rejected}", new() { ["objective"] = "Says s in words.", ["reason"] = "Asked the provider." });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        });

        Assert.DoesNotContain(reads, table => table.Scans > 0 || table.Rows > 3 * FullMonth.Sessions);
    }

    /// <summary>Lists and homes; a page of one record has none here.</summary>
    [Fact]
    public async Task No_page_reads_the_entries_of_all_districts()
    {
        var scanning = new List<string>();
        var handlers = await Handler.DiscoverAsync(web.Services);
        foreach (var handler in handlers.Where(handler => handler.Name == "GET" && !handler.Parameters.Any()))
        {
            foreach (var role in UserRole.All.Where(role => handler.Line?.OpensFor(role) is true))
            {
                using var client = await web.SignInAsync(role);
                var reads = await ReadsOfAsync(async () => (await client.GetAsync(handler.AddressWith(_ => "") + "?month=2026-10")).Dispose());
                scanning.AddRange(reads.Where(table => table.Scans > 0).Select(table => $"{handler} as {role}: {table}"));
            }
        }

        Assert.True(scanning.Count == 0, string.Join('\n', scanning));
    }

    private async Task<IReadOnlyList<Reads>> ReadsOfAsync(Func<Task> act)
    {
        var before = await CountAsync();
        await act();
        var after = await CountAsync();
        return [.. before.Zip(after, (first, last) => new Reads(first.Name, last.Scans - first.Scans, last.Rows - first.Rows))];
    }

    private async Task<IReadOnlyList<Reads>> CountAsync()
    {
        await using var counting = MedlogsDatabase.Connect(web.ConnectionString + ";Pooling=false", Counting);
        await using var connection = await counting.OpenConnectionAsync();
        do
        {
            web.DataSource.Clear(); // what a connection read is counted when its server process ends
        }
        while (await connection.ExecuteScalarAsync<bool>(OthersSql, new { Counting }));

        return [.. await connection.QueryAsync<Reads>(TablesSql)];
    }
}
