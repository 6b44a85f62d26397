using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Where commands speak: tables and progress on a terminal, plain lines elsewhere, one JSON object for scripts.</summary>
/// <remarks>Results go to standard output; notes, progress and errors to standard error.</remarks>
public sealed class Terminal(bool json)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly JsonObject _document = [];
    private readonly JsonArray _messages = [];

    public void Note(string message) => Console.Error.WriteLine(message);

    /// <summary>What went wrong; scripts find it under <c>errors</c> too.</summary>
    public void Error(string message)
    {
        _messages.Add(message);
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"Error: {message}");
        }
        else
        {
            _errors.MarkupLineInterpolated($"[red]Error:[/] {message}");
        }
    }

    /// <summary>A line of the result; scripts that asked for JSON do not get it.</summary>
    public void Line(string text = "")
    {
        if (!json)
        {
            Console.Out.WriteLine(text);
        }
    }

    /// <summary>A member of the one JSON object that scripts get when the command ends.</summary>
    public void Result(string name, object value)
    {
        if (json)
        {
            _document.Add(name, JsonSerializer.SerializeToNode(value, JsonOptions));
        }
    }

    /// <summary>The command has ended: prints the JSON object where it was asked for.</summary>
    public void End()
    {
        if (json)
        {
            if (_messages.Count > 0)
            {
                _document.Add("errors", _messages);
            }

            Console.Out.WriteLine(_document.ToJsonString(JsonOptions));
        }
    }

    /// <summary>A table; columns of counts and dollars are aligned to the right.</summary>
    public void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        if (json)
        {
            return;
        }

        if (Console.IsOutputRedirected)
        {
            PlainTable(title, columns, rows);
            return;
        }

        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(Numeric(column) ? new TableColumn(column).RightAligned() : new TableColumn(column));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Runs steps with a progress bar on a terminal, and a line a step elsewhere.</summary>
    public async Task StepsAsync(IReadOnlyList<(string Title, Func<Task> Run)> steps)
    {
        if (json || Console.IsErrorRedirected || !_errors.Profile.Capabilities.Interactive)
        {
            foreach (var (title, run) in steps)
            {
                Note(title);
                await run();
            }

            return;
        }

        await _errors.Progress().HideCompleted(false).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(steps[0].Title), maxValue: steps.Count);
            foreach (var (title, run) in steps)
            {
                task.Description = Markup.Escape(title);
                await run();
                task.Increment(1);
            }
        });
    }

    private static void PlainTable(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(columns).ToList();
        var widths = columns.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        Console.Out.WriteLine(title);
        foreach (var row in all)
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((cell, column) =>
                Numeric(columns[column]) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static bool Numeric(string column) => column
        is "count" or "dollars" or "rows" or "entered" or "changed" or "malformed" or "duplicates"
        or "answers" or "payments" or "claims" or "lines" or "unmatched"
        or "mandated" or "given" or "percent" or "offered" or "owed" or "days" or "weeks" or "on track" or "at risk" or "concern" or "no target";
}
