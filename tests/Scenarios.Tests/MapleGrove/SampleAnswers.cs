using System.Security.Cryptography;
using System.Text;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Scenarios.Tests.SeedDataTests;
using MedicaidLogs.SeedData.MapleGrove;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.MapleGrove;

/// <summary>What the simulated payer sends back for October's claim file, by the sample's own plan.</summary>
internal static class SampleAnswers
{
    private static readonly PayerStyle _style = new() { Name = "NH MEDICAID", LineEnd = "\n" };

    /// <summary>The files of SeedData/maple-grove that <see cref="To"/> writes.</summary>
    public static string[] Names { get; } = ["answers/claim-file.sha256", "answers/ta1.x12", "answers/999.x12", "answers/277ca.x12", "answers/835.x12"];

    /// <summary>In the order of <see cref="Names"/>.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> To(string fileName, byte[] claimFile)
    {
        var students = CsvText.Records(File.ReadAllBytes(Path.Combine(SampleFolder.Path, "students.csv")))
            .DistinctBy(student => student["medicaid_id"]).ToDictionary(student => student["medicaid_id"], student => student["student_number"]);
        var payer = new SimulatedPayer(_style).Decide(claim => Decide(claim, students[claim.Student.MedicaidId.Value]));
        var answers = payer.Take(claimFile, PayersPlan.AcknowledgedOn);
        byte[][] files =
        [
            Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(claimFile))}  {fileName}\n"),
            .. answers.All,
            payer.Remit(PayersPlan.PaidOn),
        ];
        return Names.Zip(files);
    }

    private static Decision Decide(ReceivedClaim claim, string student) => PayersPlan.Of(student, procedure: null) switch
    {
        { Says: PayerSays.Rejects, Codes: [var category, var status, var entity] } => Decision.Reject277(category, status, entity),
        { Says: PayerSays.DecidesLater } => Decision.Pend(),
        { Says: PayerSays.PaysNameless } => Decision.Pay(PayersPlan.PaysPercent) with { GivesBack = GivesBack.Nothing },
        _ => Decision.ByLine(line => Decide(line, student)) with { InterestCents = student == PayersPlan.InterestFor ? PayersPlan.InterestCents : 0 },
    };

    private static LineDecision Decide(ServiceLine837P line, string student) => PayersPlan.Of(student, line.Service.Procedure) switch
    {
        { Says: PayerSays.Denies, Codes: [var group, var carc, ..] } denial => LineDecision.Deny(line, group, carc, [.. denial.Codes.Skip(2)]),
        _ => LineDecision.Pay(line, PayersPlan.PaysPercent),
    };
}
