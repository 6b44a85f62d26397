using Dapper;

namespace MedicaidLogs.Core.Database;

/// <summary>How rows become records everywhere: <c>charge_cents</c> fills <c>ChargeCents</c>.</summary>
internal static class DapperSetup
{
    public static void Apply() => DefaultTypeMap.MatchNamesWithUnderscores = true;
}
