using System.Text.Encodings.Web;
using System.Text.Unicode;
using MedicaidLogs.Core.Districts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MedicaidLogs.Billing.SessionLogs.Document;

/// <summary>A month's sessions of one student with one provider in one service, as one HTML page: letter size, no script, nothing from outside.</summary>
/// <remarks>
/// What the record of each session must show: CMS, Delivering Services in School-Based Settings (2023), p. 91, and what states add
/// (times, objective, activity, progress, signatures). The bytes depend on the sessions alone, not on when they are written.
/// The running head of each printed page names ids only: values inside a style sheet cannot be escaped as HTML is.
/// </remarks>
public partial class SessionLogDocument
{
    private static readonly MarkupString _style = new(ReadStyle());

    /// <summary>Letters of every script stay as they are; what means something to HTML is escaped.</summary>
    private static readonly IServiceProvider _services =
        new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();

    [Parameter, EditorRequired]
    public LogOnPaper Paper { get; set; } = null!;

    private string Month => MonthName.Of(Paper.Log.Month);

    private SessionOfLog Last => Paper.Log.Last;

    /// <param name="version">Of the log, as it is kept or will be.</param>
    public static async Task<string> WriteAsync(SessionLog log, int version)
    {
        await using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Paper)] = new LogOnPaper(log, version) });
            return (await renderer.RenderComponentAsync<SessionLogDocument>(parameters)).ToHtmlString();
        });
    }

    private static string ReadStyle()
    {
        using var stream = new StreamReader(typeof(SessionLogDocument).Assembly.GetManifestResourceStream("SessionLogs/session-log.css")!);
        return stream.ReadToEnd();
    }
}
