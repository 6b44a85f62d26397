using System.Globalization;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class SampleFilesTests
{
    [SamplesFact]
    public void Every_837p_sample_is_read_to_the_end_with_its_totals_or_refused_for_its_fault() =>
        Assert.Equal(
            SampleClaimFiles.Told.OrderBy(file => file.Key, StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(SamplesFactAttribute.Folder, "837P"))
                .Select(file => KeyValuePair.Create(Path.GetFileName(file), Told(File.ReadAllBytes(file))))
                .OrderBy(file => file.Key, StringComparer.Ordinal));

    [SamplesFact]
    public void The_tables_name_every_sample() =>
        Assert.Equal(
            SampleClaimFiles.Told.Keys.Concat(SampleResponses.Told.Keys).Append("MANIFEST.tsv").Order(StringComparer.Ordinal),
            Directory.GetFiles(SamplesFactAttribute.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static string Told(byte[] bytes)
    {
        var x12 = new X12Reader(bytes);
        var (transactions, claims, charged, lines, onLines) = (0, 0, 0m, 0, 0m);
        try
        {
            while (x12.Read())
            {
                transactions += x12.Segment.Is("ST"u8) ? 1 : 0;
                if (x12.Segment.Is("CLM"u8))
                {
                    claims++;
                    charged += Dollars(x12.Segment[2]);
                }
                else if (x12.Segment.Is("SV1"u8))
                {
                    lines++;
                    onLines += Dollars(x12.Segment[2]);
                }
            }
        }
        catch (X12RefusedException refused)
        {
            return $"refused {refused.Refusal.Reason.Code} at byte {refused.Refusal.Offset}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Of(transactions, "transaction")}, {Of(claims, "claim")} of {charged:0.00}, {Of(lines, "line")} of {onLines:0.00}");
    }

    private static string Of(int count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");

    private static decimal Dollars(ReadOnlySpan<byte> amount) => decimal.Parse(amount, CultureInfo.InvariantCulture);
}
