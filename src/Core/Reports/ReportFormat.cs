namespace MedicaidLogs.Core.Reports;

public enum ReportFormat
{
    Csv,
    Xlsx,

    /// <summary>One page to read and print: no script, nothing from outside.</summary>
    Html,
}

/// <summary>Formats as commands, links and file names write them, and the writing itself.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<string> Names { get; } = ["csv", "xlsx", "html"];

    public static string ContentType(this ReportFormat format) => format switch
    {
        ReportFormat.Csv => "text/csv; charset=utf-8",
        ReportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/html; charset=utf-8",
    };

    /// <summary>The name is the file's extension too.</summary>
    public static string Name(this ReportFormat format) => Names[(int)format];

    public static bool TryParse(string? name, out ReportFormat format)
    {
        var index = Names.ToList().IndexOf(name ?? "");
        format = (ReportFormat)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Writes the report as its rows come. The same report gives the same bytes. The stream stays open.</summary>
    /// <remarks>Some of the writing blocks: a web page writes to a file first.</remarks>
    public static Task WriteAsync(this Report report, ReportFormat format, Stream output, CancellationToken cancellationToken = default) => format switch
    {
        ReportFormat.Csv => CsvReport.WriteAsync(report, output, cancellationToken),
        ReportFormat.Xlsx => XlsxReport.WriteAsync(report, output, cancellationToken),
        ReportFormat.Html => HtmlReport.WriteAsync(report, output, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
