using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class ResponsePropertyTests
{
    /// <summary>One file that holds a segment of every kind that is read.</summary>
    private static readonly byte[] Good = AnX12.Bytes(AnX12.Interchange(
        AnX12.Group("FA", "005010X231A1", AnX12.Transaction("999", "0001",
            "AK1*HC*17", "AK2*837*0001", "IK3*NM1*21*2010*8", "CTX*CLM01:C1", "IK4*5:2:1*67*7*X", "CTX*SITUATIONAL TRIGGER*SV1*30*2400", "IK5*R*5", "AK9*R*1*1*0")),
        AnX12.Group("HN", "005010X214", AnX12.Transaction("277", "0002",
            "BHT*0085*08*RPT1*20261106*1025*TH", "HL*1**20*1", "NM1*PR*2*STATE MEDICAID*****PI*NHMMIS", "HL*2*1*21*1", "NM1*41*2*MAPLE GROVE*****46*SUB1",
            "TRN*2*BATCH7", "STC*A1:19:PR*20261106*WQ*45.5", "QTY*90*1", "AMT*YU*45.5", "HL*3*2*19*1", "NM1*85*2*MAPLE GROVE*****XX*1234567893", "HL*4*3*PT",
            "NM1*QC*1*DOE*JANE****MI*12345678901", "TRN*2*C1", "STC*A2:20*20261106*WQ*45.5******A2:20", "REF*1K*P1", "DTP*472*D8*20261005",
            "SVC*HC:92507*45.5", "STC*A2:20", "REF*FJ*L1")),
        AnX12.Group("HP", "005010X221A1", AnX12.Transaction("835", "0003",
            "BPR*I*70.5*C*ACH************20261120", "TRN*1*T1*1999999999", "N1*PR*STATE MEDICAID", "N1*PE*MAPLE GROVE*XX*1234567893", "LX*1",
            "CLP*C1*1*100*75.5**MC*P1*03*1", "CAS*PR*3*4.5", "NM1*QC*1*DOE*JANE", "MOA***N25", "REF*EA*R1", "DTM*232*20261005", "AMT*AU*100",
            "SVC*HC:92507*100*80**1", "DTM*472*20261005", "CAS*CO*45*10**253*10", "REF*6R*L1", "LQ*HE*N130", "PLB*1234567893*20261231*WO:C1*5"))));

    [Fact]
    public void No_cut_makes_a_reader_throw_or_run_on_and_none_passes_for_the_whole()
    {
        Assert.Null(RefusalOf(Good));

        // All but the last terminator.
        for (var length = 0; length < Good.Length - 1; length++)
        {
            Assert.NotNull(RefusalOf(Good[..length]));
        }
    }

    [Fact]
    public void No_change_of_bytes_makes_a_reader_throw_or_run_on()
    {
        var change = Gen.Zip(Gen.Choose(0, Good.Length - 1), Gen.Frequency((1, Gen.Choose(0, 255)), (1, Gen.Elements<int>('*', ':', '~', '-', '.', '0', ' ', '\n'))));

        Check.One(Seeded.Config(3_000), Prop.ForAll(change.ListOf(3).ToArbitrary(), changes =>
        {
            var bytes = Good.ToArray();
            foreach (var (at, value) in changes)
            {
                bytes[at] = (byte)value;
            }

            return RefusalOf(bytes) is not { } refusal || (refusal.Offset >= 0 && refusal.Offset <= bytes.Length);
        }));
    }

    [Fact]
    public void No_lost_doubled_or_swapped_segment_makes_a_reader_throw_or_run_on()
    {
        var segments = Encoding.ASCII.GetString(Good).TrimEnd('~').Split('~');
        for (var i = 0; i < segments.Length; i++)
        {
            Assert.NotNull(RefusalOf(File([.. segments[..i], .. segments[(i + 1)..]])));
            Assert.NotNull(RefusalOf(File([.. segments[..i], segments[i], .. segments[i..]])));
            RefusalOf(File([.. segments[..i], .. segments[i..].Reverse()]));
        }

        static byte[] File(string[] segments) => AnX12.Bytes(string.Join('~', segments) + "~");
    }

    [Fact]
    public void What_is_written_is_read() =>
        Check.One(Seeded.Config(300), Prop.ForAll(Any835.File.ToArbitrary(), file =>
        {
            var text = Any835.Write(file.Claims, file.Adjustments);
            var parts = AnX12.Parts(Spell(text, file.Separators, file.LineEnd));

            return Json(parts.OfType<RemitClaim>().Select(AsDrawn)) == Json(file.Claims)
                && Json(parts.OfType<RemitEnd>().Single().ProviderAdjustments) == Json(file.Adjustments);
        }));

    [Fact]
    public void Totals_and_imbalances_are_those_of_the_model() =>
        Check.One(Seeded.Config(300), Prop.ForAll(Any835.File.ToArbitrary(), file =>
        {
            var end = AnX12.Only<RemitEnd>(Any835.Write(file.Claims, file.Adjustments));
            var lines = file.Claims.SelectMany(claim => claim.Lines).ToList();
            var adjusted = file.Claims.SelectMany(claim => claim.Adjustments).Concat(lines.SelectMany(line => line.Adjustments)).Sum(adjustment => adjustment.AmountCents);
            var paid = file.Claims.Sum(claim => claim.PaidCents);
            var providerAdjusted = file.Adjustments.Sum(adjustment => adjustment.AmountCents);

            return end.Totals == new RemitTotals
            {
                Claims = file.Claims.Count,
                Lines = lines.Count,
                ChargeCents = file.Claims.Sum(claim => claim.ChargeCents),
                AdjustedCents = adjusted,
                PaidCents = paid,
                ProviderAdjustedCents = providerAdjusted,
            }
                && OffBy(end, BalanceLevel.Payment) == paid - providerAdjusted
                && OffBy(end, BalanceLevel.Claim) == end.Totals.ChargeCents - adjusted - paid
                && OffBy(end, BalanceLevel.Line) == lines.Sum(line => line.ChargeCents - line.PaidCents - line.Adjustments.Sum(adjustment => adjustment.AmountCents));
        }));

    private static long OffBy(RemitEnd end, BalanceLevel level) => end.Imbalances.Where(off => off.Level == level).Sum(off => off.OffByCents);

    /// <summary>Without where it stood in the file.</summary>
    private static RemitClaim AsDrawn(RemitClaim claim) =>
        claim with { Segment = 0, Ordinal = 0, Lines = [.. claim.Lines.Select(line => line with { Segment = 0 })] };

    private static string Json<T>(T model) => JsonSerializer.Serialize(model);

    private static byte[] Spell(string text, Separators separators, string lineEnd)
    {
        var spelled = text.Select(c => c switch
        {
            '*' => $"{separators.Element}",
            ':' => $"{separators.Component}",
            '^' => $"{separators.Repetition}",
            '~' => $"{separators.Terminator}{lineEnd}",
            _ => $"{c}",
        });
        return Encoding.UTF8.GetBytes(string.Concat(spelled));
    }

    /// <summary>Anything but a refusal flies past and fails the test.</summary>
    private static X12Refusal? RefusalOf(byte[] bytes)
    {
        try
        {
            foreach (var part in ResponseFile.Read(new MemoryStream(bytes)))
            {
                Assert.True(part.Segment > 0);
            }
        }
        catch (X12RefusedException refused)
        {
            return refused.Refusal;
        }

        return null;
    }
}
