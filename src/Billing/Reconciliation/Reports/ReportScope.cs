using Dapper;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Reports;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation.Reports;

/// <summary>One asking of one report: the moment that it sees, and what its statements may ask for by name.</summary>
/// <remarks>
/// Names in statements: <c>@districtId</c>, <c>@by</c>, <c>@onlyKind</c> and <c>@onlyValue</c> (empty: all rows), <c>@asOf</c>, <c>@zone</c>; <c>@months</c> with the first day of each and,
/// beside them, <c>@limitDays</c> to file a claim; <c>@fromDay</c> and <c>@toDay</c>, the first and the last day; <c>@rateDays</c> and
/// <c>@periodDays</c>, the days on which a federal rate and a year of cost settlement begin.
/// </remarks>
public sealed class ReportScope
{
    private readonly NpgsqlTransaction _transaction;
    private readonly FinanceReport _report;
    private readonly ReportRequest _request;
    private readonly object _values;

    internal ReportScope(NpgsqlTransaction transaction, FinanceReport report, ReportRequest request)
    {
        (_transaction, _report, _request) = (transaction, report, request);
        var pack = request.District.RulePack;
        _values = new
        {
            request.District.DistrictId,
            request.By,
            onlyKind = request.Only?.Kind ?? "",
            onlyValue = request.Only?.Value ?? "",
            request.AsOf,
            zone = request.District.TimeZone,
            request.Months,
            limitDays = Array.ConvertAll(request.Months, month => pack.On(month).FilingLimitDays),
            fromDay = request.From,
            toDay = request.To.AddMonths(1).AddDays(-1),
            rateDays = Array.ConvertAll(FederalMatch.RatesOf(request.District.State), rate => rate.From),
            periodDays = PeriodDays(request),
        };
    }

    public string By => _request.By;

    private string Subtitle
    {
        get
        {
            var months = _request.From == _request.To ? Show.Month(_request.From) : $"{Show.Month(_request.From)} to {Show.Month(_request.To)}";
            var by = By.Length > 0 ? $" · by {By}" : "";
            var only = _request.Only is { } one ? $" · {one.Kind} {one.Value} only" : "";
            return $"{_request.District.Name} · {months}{by}{only} · as of {Show.Date(_request.AsOf)}";
        }
    }

    /// <summary>The district's federal rate that begins on a day of <c>@rateDays</c>.</summary>
    public MatchRate? RateFrom(DateOnly? day) => day is { } from ? FederalMatch.On(_request.District.State, from) : null;

    /// <summary>Streams what a statement finds.</summary>
    public IAsyncEnumerable<T> Rows<T>(string sql) => _transaction.Connection!.QueryUnbufferedAsync<T>(sql, _values, _transaction);

    /// <summary>Columns that begin with what the report is grouped by.</summary>
    public Columns<T> Columns<T>(Func<T, string?> group) =>
        new Columns<T>().Text(By, char.ToUpperInvariant(By[0]) + By[1..], row => group(row) is { Length: > 0 } name ? name : "(none)");

    public Report WithTotal<T>(Columns<T> columns, string sql) => WithTotal(columns, Rows<T>(sql));

    public Report WithTotal<T>(Columns<T> columns, IAsyncEnumerable<T> rows) => columns.ReportWithTotal(_report.Title, Subtitle, rows);

    public Report WithoutTotal<T>(Columns<T> columns, IAsyncEnumerable<ReportRow> rows) => columns.Report(_report.Title, Subtitle, rows);

    /// <summary>From well before the first month: a payment may be for a service of years ago.</summary>
    private static DateOnly[] PeriodDays(ReportRequest request) =>
        [.. from years in Enumerable.Range(-5, 7 + request.To.Year - request.From.Year)
            let period = CostSettlement.Of(request.District.State, request.From.AddYears(years))
            where period is not null
            select period.Value.From];
}
