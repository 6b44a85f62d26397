using System.CommandLine;

namespace MedicaidLogs.Worker.Commands;

/// <summary><c>medlogs claims …</c>: what the office does with claims that went out.</summary>
public static class ClaimsCommand
{
    public static Command Create() => new("claims", "Claims that went out: which wait for an answer, need another in their place, or are given up.")
    {
        WaitingCommand.Create(),
        ClaimDecisionsCommand.Proposals(),
        ClaimDecisionsCommand.Decide(),
        ClaimDecisionsCommand.Drop(),
        VoidAnswerCommand.Create(),
        WriteOffCommand.Create(),
    };
}
