using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Billing.Tests.X12;

public class RoundTrip837PTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same_model() =>
        Check.One(Seeded.Config(100), Prop.ForAll(Any837P.InPlainText(), written =>
            Assert.Equivalent(written, Read837P.Model(An837P.Bytes(written), written.Envelope.Syntax), strict: true)));

    [Fact]
    public void Any_text_has_one_written_form() =>
        Check.One(Seeded.Config(100), Prop.ForAll(Any837P.InAnyText(), model =>
        {
            var once = An837P.Bytes(model);
            var twice = An837P.Bytes(Read837P.Model(once, model.Envelope.Syntax));
            return once.AsSpan().SequenceEqual(twice) && !once.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xff);
        }));

    [Fact]
    public void Counts_and_totals_are_those_of_the_model() =>
        Check.One(Seeded.Config(200), Prop.ForAll(Any837P.InAnyText(), model =>
        {
            var claims = model.Transactions.SelectMany(transaction => transaction.Subscribers).SelectMany(student => student.Claims).ToList();

            var (claimCount, claimCents, lineCount, lineCents) = Totals(An837P.Bytes(model));

            Assert.Equal((claims.Count, claims.Sum(claim => claim.Lines.Count)), (claimCount, lineCount));
            Assert.Equal(claims.Sum(claim => claim.ChargeCents), claimCents);
            Assert.Equal(claimCents, lineCents);
        }));

    private static (int Claims, decimal ClaimCents, int Lines, decimal LineCents) Totals(byte[] bytes)
    {
        var (claims, claimCents, lines, lineCents) = (0, 0m, 0, 0m);
        var x12 = new X12Reader(bytes);
        while (x12.Read())
        {
            if (x12.Segment.Is("CLM"u8))
            {
                claims++;
                claimCents += 100 * decimal.Parse(x12.Segment[2], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (x12.Segment.Is("SV1"u8))
            {
                lines++;
                lineCents += 100 * decimal.Parse(x12.Segment[2], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return (claims, claimCents, lines, lineCents);
    }
}
