using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using MedicaidLogs.Billing.SessionLogs.Printing;

namespace MedicaidLogs.Billing.Tests.SessionLogs.Printing;

public sealed class DevToolsPipeTests
{
    private readonly Pipe _toBrowser = new(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 1));
    private readonly Pipe _fromBrowser = new();

    [Fact]
    public async Task Answers_that_come_in_pieces_and_out_of_order_reach_those_who_asked()
    {
        using var pipe = new DevToolsPipe(_toBrowser.Writer.AsStream(), _fromBrowser.Reader.AsStream());
        var listening = pipe.ListenAsync();
        var (first, second) = (Ask(pipe), Ask(pipe));

        await SayAsync("{\"method\":\"Some.event\",\"params\":{}}\0{\"id\":2,\"resu");
        await SayAsync("lt\":{\"n\":2}}\0{\"id\":1,\"result\":{\"n\":1}}\0");

        var answers = await Task.WhenAll(first, second);
        Assert.Equal([1, 2], answers.Select(answer => answer.GetProperty("n").GetInt32()));
        await _fromBrowser.Writer.CompleteAsync();
        await listening;
    }

    [Theory, InlineData(""), InlineData("no message\0"), InlineData("{\"id\":1,\"error\":{\"message\":\"Printing failed\"}}\0")]
    public async Task Who_waits_for_a_browser_that_ends_or_refuses_is_told(string lastWords)
    {
        using var pipe = new DevToolsPipe(_toBrowser.Writer.AsStream(), _fromBrowser.Reader.AsStream());
        var listening = pipe.ListenAsync();
        var asked = Ask(pipe);

        await SayAsync(lastWords);
        await _fromBrowser.Writer.CompleteAsync();

        await Assert.ThrowsAsync<BrowserLostException>(() => asked);
        await listening;
    }

    [Fact]
    public async Task Who_speaks_to_a_browser_that_does_not_listen_gives_up_in_time()
    {
        using var pipe = new DevToolsPipe(_toBrowser.Writer.AsStream(), _fromBrowser.Reader.AsStream());
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipe.SendAsync("Page.print", new { html = new string('x', 5000) }, null, limit.Token));
    }

    private static Task<JsonElement> Ask(DevToolsPipe pipe) => pipe.SendAsync("Page.print", new { }, null, CancellationToken.None);

    private async Task SayAsync(string words) => await _fromBrowser.Writer.WriteAsync(Encoding.UTF8.GetBytes(words));
}
