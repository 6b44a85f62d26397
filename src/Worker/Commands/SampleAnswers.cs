using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary>What the sample's payer sends back, and the bank's line. Tests write the files, to the claim file that the sample comes to.</summary>
public static class SampleAnswers
{
    private const string Folder = "answers";
    private const string BankFile = "bank.csv";

    /// <summary>The SHA-256 of the claim file that is answered, as <c>sha256sum</c> writes it.</summary>
    private const string AnsweredFile = "claim-file.sha256";

    /// <summary>In the order in which a payer sends them.</summary>
    private static readonly string[] _files = ["ta1.x12", "999.x12", "277ca.x12", "835.x12"];

    /// <summary>Takes the answers in if they are to a claim file of this month: another district's numbers, or another day, make another file.</summary>
    public static async Task<int> TakeInAsync(Session session, District district, DateOnly month, string data, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(data, Folder);
        if (!await AreAnswersAsync(session, district, month, folder, cancellationToken))
        {
            session.Terminal.Line("The sample's answers are to another claim file than this month's, and stay out.");
            return ExitCode.Done;
        }

        var exitCode = await ResponsesCommand.ImportAsync(
            session, district, [.. _files.Select(file => new FileInfo(Path.Combine(folder, file)))], "answers", cancellationToken);
        return exitCode == ExitCode.Done
            ? await BankCommand.ImportAsync(session, district, new FileInfo(Path.Combine(folder, BankFile)), session.Actor, cancellationToken)
            : exitCode;
    }

    private static async Task<bool> AreAnswersAsync(Session session, District district, DateOnly month, string folder, CancellationToken cancellationToken)
    {
        var answered = (await File.ReadAllTextAsync(Path.Combine(folder, AnsweredFile), cancellationToken)).Split(' ')[0];
        await using var connection = await session.Database.OpenConnectionAsync(cancellationToken);
        var files = await ClaimFile.OfMonthAsync(connection, district.DistrictId, month, cancellationToken);
        return files.Any(file => file.ReleasedAt is not null && file.Sha256.ToString() == answered);
    }
}
