using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Months;

/// <summary>The months that pages can be looked at for.</summary>
public static class KnownMonths
{
    /// <summary>As many as the chooser lists.</summary>
    private const int MostMonths = 36;

    private const int FirstYear = 1990; // no service log is older, and no date arithmetic ends here
    private const int LastYear = 2100;

    [Sql]
    private const string WithEntriesSql = """
        select m.service_month
        from intake.months_of(@districtId) m (service_month)
        order by m.service_month desc
        limit @limit
        """;

    /// <summary>The months that hold entries, the latest first.</summary>
    public static async Task<IReadOnlyList<DateOnly>> WithEntriesAsync(
        NpgsqlConnection connection, DistrictId districtId, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<DateOnly>(new CommandDefinition(
            WithEntriesSql, new { districtId, limit = MostMonths }, cancellationToken: cancellationToken))];

    /// <summary>The month that an office works on: the last one that is over, if it has entries, else the latest with entries, else this one.</summary>
    /// <param name="months">Those with entries, the latest first.</param>
    public static DateOnly Usual(IReadOnlyList<DateOnly> months, DateOnly today)
    {
        var current = new DateOnly(today.Year, today.Month, 1);
        return months.Where(month => month < current).Concat(months).Append(current).First();
    }

    /// <summary>Reads a month as addresses have it, <c>2026-10</c>.</summary>
    public static bool TryParse(string? text, out DateOnly month) =>
        MonthName.TryParse(text, out month) && month.Year is >= FirstYear and <= LastYear;
}
