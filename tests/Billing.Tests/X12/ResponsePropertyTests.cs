using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class ResponsePropertyTests
{
    private static readonly byte[] Good = AnX12.Bytes(AnX12.EveryResponse);

    [Fact]
    public void No_cut_makes_a_reader_throw_or_run_on_and_none_passes_for_the_whole()
    {
        Assert.Null(Spoilt.ReadResponses(Good));

        // All but the last terminator.
        for (var length = 0; length < Good.Length - 1; length++)
        {
            Assert.NotNull(Spoilt.ReadResponses(Good[..length]));
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

            Spoilt.ReadResponses(bytes);
        }));
    }

    /// <summary>As <c>./bench fuzz</c>, in little. A failure tells the text and the seed, which give the bytes again.</summary>
    [Fact]
    public void A_spoilt_response_is_read_or_refused() =>
        Check.One(Seeded.Config(4_000), Prop.ForAll(
            Gen.Zip(Gen.Choose(0, FuzzTexts.Responses.Count - 1), Gen.Choose(0, int.MaxValue)).ToArbitrary(),
            drawn => { Spoilt.ReadResponses(Mutations.Of(FuzzTexts.Responses[drawn.Item1], new Random(drawn.Item2))); }));

    [Fact]
    public void A_spoilt_claim_file_is_cut_into_segments_or_refused() =>
        Check.One(Seeded.Config(1_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Spoilt.ReadSegments(Mutations.Of(FuzzTexts.Claims, new Random(seed)));
        }));

    [Fact]
    public void The_texts_that_are_spoilt_were_good()
    {
        Assert.All(FuzzTexts.Responses, text => Assert.Null(Spoilt.ReadResponses(text)));
        Assert.Null(Spoilt.ReadSegments(FuzzTexts.Claims));
    }

    [Fact]
    public void No_lost_doubled_or_swapped_segment_makes_a_reader_throw_or_run_on()
    {
        var segments = Encoding.ASCII.GetString(Good).TrimEnd('~').Split('~');
        for (var i = 0; i < segments.Length; i++)
        {
            Assert.NotNull(Spoilt.ReadResponses(File([.. segments[..i], .. segments[(i + 1)..]])));
            Assert.NotNull(Spoilt.ReadResponses(File([.. segments[..i], segments[i], .. segments[i..]])));
            Spoilt.ReadResponses(File([.. segments[..i], .. segments[i..].Reverse()]));
        }

        static byte[] File(string[] segments) => AnX12.Bytes(string.Join('~', segments) + "~");
    }

    [Fact]
    public void What_is_written_is_read() =>
        Check.One(Seeded.Config(300), Prop.ForAll(Any835.File.ToArbitrary(), file =>
        {
            var text = Any835.Write(file.Claims, file.Adjustments);
            var parts = AnX12.Parts(Any835.Spell(text, file.Separators, file.LineEnd));

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
}
