using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class SampleResponsesTests
{
    private static readonly string[] Folders = ["TA1", "999", "277CA", "835"];

    [SamplesFact]
    public void Every_sample_is_read_to_the_end_with_its_totals_or_refused_for_its_fault()
    {
        var files = Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(SamplesFactAttribute.Folder, folder))).ToList();

        Assert.Equal(
            SampleResponses.Told.OrderBy(file => file.Key, StringComparer.Ordinal),
            files.Select(file => KeyValuePair.Create(Path.GetFileName(file), Told(file))).OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [SamplesFact]
    public void No_837p_sample_is_taken_for_a_response()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(SamplesFactAttribute.Folder, "837P")))
        {
            Assert.Contains(Told(file).Split(' ')[1], (string[])["X12_IN_KIND", "X12_IN_NOT_X12"]);
        }
    }

    private static string Told(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return string.Join("; ", ResponseFile.Read(file).Select(Told).Where(told => told.Length > 0));
        }
        catch (X12RefusedException refused)
        {
            return $"refused {refused.Refusal.Reason.Code} {refused.Refusal.Element} in segment {refused.Refusal.Segment}";
        }
    }

    private static string Told(ResponsePart part) => part switch
    {
        Ta1 ta1 => $"{ta1.InterchangeNumber} {ta1.Verdict} {ta1.Note}",
        Ack999 ack => $"{ack.GroupNumber} {ack.Verdict} {ack.AcceptedCount}/{ack.IncludedCount}{string.Concat(ack.Transactions.Select(Told))}",
        Ack277CA ack => string.Join("; ", ack.Batches.Select(Told)),
        RemitPayment payment => $"pays {Dollars(payment.PaymentCents)}",
        RemitEnd end => Told(end.Totals) + string.Concat(end.Imbalances.Select(Told)),
        _ => "",
    };

    private static string Told(AnsweredTransaction transaction) =>
        $", {transaction.ControlNumber} {transaction.Verdict}"
        + $"{string.Concat(transaction.Errors.Select(error => $" {error.SegmentId}@{error.Position}"))}";

    private static string Told(AnsweredBatch batch)
    {
        var claims = batch.Providers.SelectMany(provider => provider.Claims).GroupBy(claim => claim.Verdict).OrderBy(group => group.Key);
        return $"batch {batch.Verdict}{string.Concat(claims.Select(group => $", {group.Count()} {group.Key} {Dollars(group.Sum(claim => claim.ChargeCents ?? 0))}"))}"
            + string.Concat(batch.Differences.Select(difference => $", {difference.Total} {difference.Told} not {difference.Found}"));
    }

    private static string Told(RemitTotals totals) =>
        $"{Dollars(totals.ChargeCents)} - {Dollars(totals.AdjustedCents)} - {Dollars(totals.ProviderAdjustedCents)} of {totals.Claims} claims, {totals.Lines} lines";

    private static string Told(Imbalance off) =>
        $", {off.Level}{(off.Claim is { } claim ? $" {claim}" : "")}{(off.Line is { } line ? $"/{line}" : "")} off {Dollars(off.OffByCents)}";

    private static string Dollars(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
