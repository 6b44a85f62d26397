using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class File837PTests
{
    [Fact]
    public void A_transaction_in_two_parts_is_written_as_in_one()
    {
        var (one, other) = (An837P.Student(), An837P.Student(An837P.Claim(An837P.Line(2), An837P.Line(3))) with { MedicaidId = An837P.Medicaid("12345678909") });

        Assert.Equal(An837P.Bytes(An837P.File(one, other)), Written(An837P.File(one), An837P.File(other)));
    }

    [Fact]
    public void A_part_of_another_number_begins_a_transaction()
    {
        var student = An837P.Student() with { MedicaidId = An837P.Medicaid("12345678909") };
        var second = An837P.Of(An837P.Transaction(student) with { ControlNumber = 2, BatchId = "MG-2026-10-2" });

        var file = System.Text.Encoding.ASCII.GetString(Written(An837P.File(), second));

        Assert.Equal(["0001", "0002"], file.Split("~ST*837*")[1..].Select(each => each[..4]));
        Assert.Contains("~GE*2*", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_length_counts_what_the_stream_does_not_have_yet()
    {
        var stream = new MemoryStream();
        var file = new File837P(stream, An837P.Envelope);
        var opened = file.LengthBytes;
        file.Close();

        Assert.True(opened > 106);
        Assert.True(file.LengthBytes > opened);
        Assert.Equal(stream.Length, file.LengthBytes);
    }

    [Fact]
    public void The_same_service_in_a_later_part_is_a_fault()
    {
        var services = new Services837P();
        var again = An837P.File();

        Assert.NotNull(Validated837P.TryCreate(An837P.File(), An837P.Context, services, out _));
        Assert.Null(Validated837P.TryCreate(again, An837P.Context, services, out var findings));
        Assert.Equal(X12Rules.RepeatedLine, Assert.Single(findings.Select(finding => finding.Rule).Distinct()));
    }

    [Fact]
    public void Services_of_a_part_that_did_not_go_may_come_again()
    {
        var services = new Services837P();

        Assert.Null(Validated837P.TryCreate(An837P.FileWith(An837P.Claim() with { ChargeCents = 1 }), An837P.Context, services, out _));

        Assert.NotNull(Validated837P.TryCreate(An837P.FileWith(An837P.Claim()), An837P.Context, services, out _));
    }

    private static byte[] Written(params Interchange837P[] parts)
    {
        var services = new Services837P();
        var stream = new MemoryStream();
        var file = new File837P(stream, An837P.Envelope);
        foreach (var part in parts)
        {
            var validated = Validated837P.TryCreate(part, An837P.Context, services, out var findings);
            Assert.True(validated is not null, string.Join("; ", findings));
            file.Add(validated);
        }

        file.Close();
        return stream.ToArray();
    }
}
