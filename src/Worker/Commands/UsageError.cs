using System.CommandLine;
using System.CommandLine.Parsing;

namespace MedicaidLogs.Worker.Commands;

/// <summary>A command line that was not understood: says what, and where to look.</summary>
public static class UsageError
{
    /// <returns><see cref="ExitCode.Usage"/>.</returns>
    public static int Report(ParseResult parsed)
    {
        var terminal = new Terminal(json: parsed.GetResult(CommonOptions.Json) is { Implicit: false });
        foreach (var error in parsed.Errors)
        {
            terminal.Error(error.Message);
        }

        terminal.Note($"Options and arguments: {Typed(parsed.CommandResult)} --help");
        terminal.End();
        return ExitCode.Usage;
    }

    private static string Typed(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Typed(parent)} {result.Command.Name}" : "medlogs";
}
