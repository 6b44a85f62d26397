using Dapper;
using MedicaidLogs.Billing.Reconciliation.Reports;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Web.Finance;

/// <summary>The values to which a report can be narrowed, by kind.</summary>
public sealed record OnlyChoices(IReadOnlyList<OnlyChoices.Group> Groups)
{
    /// <summary>Of one kind; nobody looks through more.</summary>
    private const int Most = 1000;

    /// <summary>Claims say which codes and payers there are, and are few beside entries.</summary>
    private static readonly Dictionary<string, string> _sql = new()
    {
        ["school"] = SchoolsSql,
        ["provider"] = ProvidersSql,
        ["payer"] = PayersSql,
    };

    [Sql]
    private const string SchoolsSql = """
        select distinct name from intake.school where district_id = @districtId order by name limit @limit
        """;

    [Sql]
    private const string ProvidersSql = """
        select provider_number from intake.provider where district_id = @districtId order by provider_number limit @limit
        """;

    [Sql]
    private const string PayersSql = """
        select distinct payer from billing.claim_run where district_id = @districtId order by payer limit @limit
        """;

    public static async Task<OnlyChoices> LoadAsync(
        NpgsqlConnection connection, District district, FinanceReport report, PackRules rules, CancellationToken cancellationToken)
    {
        var groups = new List<Group>();
        foreach (var kind in report.Only)
        {
            groups.Add(new(kind, kind switch
            {
                "service" => [.. rules.Services.Keys.Order(StringComparer.Ordinal)],
                "code" => [.. rules.Codes.Select(code => code.Procedure).Distinct().Order(StringComparer.Ordinal)],
                _ => [.. await connection.QueryAsync<string>(new CommandDefinition(
                    _sql[kind], new { district.DistrictId, limit = Most }, cancellationToken: cancellationToken))],
            }));
        }

        return new(groups);
    }

    public sealed record Group(string Kind, IReadOnlyList<string> Values);
}
