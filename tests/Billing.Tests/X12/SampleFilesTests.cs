using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class SampleFilesTests
{
    /// <summary>What the tokenizer must refuse, and where: each file really is broken there.</summary>
    private static readonly Dictionary<string, (int Offset, string Why)> Refused = new()
    {
        ["imsweb__x12_bad_segment_identifier.edi"] = (280, "a segment whose id is missing"),
        ["imsweb__x12_no_isa_line.edi"] = (0, "no ISA"),
    };

    [SamplesFact]
    public void Every_837p_sample_is_read_to_the_end_or_refused_for_its_fault()
    {
        var files = Directory.GetFiles(Path.Combine(SamplesFactAttribute.Folder, "837P"));
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var (claims, refusal) = Read(File.ReadAllBytes(file));
            if (Refused.TryGetValue(name, out var expected))
            {
                Assert.Equal((name, expected.Offset), (name, refusal?.Offset));
            }
            else
            {
                Assert.Equal((name, null), (name, refusal));
                Assert.True(claims > 0, $"{name}: no claim was read.");
            }
        }
    }

    private static (int Claims, X12Refusal? Refusal) Read(byte[] bytes)
    {
        var x12 = new X12Reader(bytes);
        var claims = 0;
        try
        {
            while (x12.Read())
            {
                claims += x12.Segment.Is("CLM"u8) ? 1 : 0;
            }
        }
        catch (X12RefusedException refused)
        {
            return (claims, refused.Refusal);
        }

        return (claims, null);
    }
}
