using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.X12;

public class Write837PTests
{
    private const string Goldens = "tests/Billing.Tests/Goldens";

    [Fact]
    public void Writes_one_line_of_one_student() =>
        Golden.Same($"{Goldens}/one-line.837", An837P.Bytes(An837P.File()));

    [Fact]
    public void Writes_a_month_with_a_replacement_and_a_void() =>
        Golden.Same($"{Goldens}/month.837", An837P.Bytes(Month()));

    [Fact]
    public void Writes_every_loop_with_other_separators() =>
        Golden.Same($"{Goldens}/every-loop.837", An837P.Bytes(EveryLoop()));

    [Fact]
    public void The_same_model_gives_the_same_bytes() =>
        Assert.Equal(An837P.Bytes(EveryLoop()), An837P.Bytes(EveryLoop()));

    [Theory, InlineData(false), InlineData(true)]
    public void Isa_is_106_bytes_with_its_terminator(bool newline)
    {
        var file = An837P.File() with
        {
            Envelope = An837P.Envelope with { Syntax = X12Syntax.Default with { NewlineAfterSegment = newline } },
        };

        var bytes = An837P.Bytes(file);

        Assert.Equal((byte)'~', bytes[105]);
        Assert.Equal(newline ? "\nGS*" : "GS*H", System.Text.Encoding.ASCII.GetString(bytes, 106, 4));
    }

    [Fact]
    public void Envelope_numbers_come_back_at_the_end()
    {
        var segments = An837P.Segments(An837P.Of(An837P.Transaction(), Second()) with
        {
            Envelope = An837P.Envelope with { InterchangeNumber = 905, GroupNumber = 42 },
        });

        Assert.Contains("*000000905*", segments[0], StringComparison.Ordinal);
        Assert.Equal("GS*HC*MAPLEGROVE*NHMMIS*20261105*0905*42*X*005010X222A1", segments[1]);
        Assert.Equal("GE*2*42", segments[^2]);
        Assert.Equal("IEA*1*000000905", segments[^1]);
    }

    [Fact]
    public void Se01_counts_from_st_to_se_in_each_transaction()
    {
        var segments = An837P.Segments(An837P.Of(An837P.Transaction(), Second()));

        var starts = Positions(segments, "ST");
        var ends = Positions(segments, "SE");
        Assert.Equal(2, ends.Count);
        foreach (var (start, end) in starts.Zip(ends))
        {
            Assert.Equal($"SE*{end - start + 1}*{segments[start].Split('*')[2]}", segments[end]);
        }
    }

    [Fact]
    public void Hl_rises_by_one_and_starts_anew_in_each_transaction()
    {
        var other = An837P.Student(An837P.Claim(An837P.Line(2))) with { MedicaidId = An837P.Medicaid("12345678902") };
        var segments = An837P.Segments(An837P.Of(An837P.Transaction(An837P.Student(), other), Second()));

        Assert.Equal(
            ["HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*0", "HL*1**20*1", "HL*2*1*22*0"],
            segments.Where(segment => segment.StartsWith("HL*", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lx_counts_from_one_in_each_claim()
    {
        var segments = An837P.Segments(An837P.File(An837P.Student(
            An837P.Claim(An837P.Line(1), An837P.Line(2)), An837P.Claim(An837P.Line(3)))));

        Assert.Equal(["LX*1", "LX*2", "LX*1"], segments.Where(segment => segment.StartsWith("LX*", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_are_shortened_and_never_end_in_a_blank()
    {
        var student = An837P.Student() with { Name = new(new string('x', 59) + " tail", new string('y', 40)) };

        Assert.Contains($"NM1*IL*1*{new string('X', 59)}*{new string('Y', 35)}****MI*12345678901", An837P.Segments(An837P.File(student)));
    }

    [Fact]
    public void No_element_of_an_organisation_is_a_first_name()
    {
        Assert.Contains("NM1*85*2*MAPLE GROVE SCHOOL DISTRICT*****XX*1234567893", An837P.Segments(An837P.File()));
    }

    [Fact]
    public void Six_adjustments_fill_a_segment_and_groups_do_not_mix()
    {
        var student = An837P.StudentWithInsurance();
        Adjustment[] adjustments =
        [
            .. Enumerable.Range(1, 7).Select(reason => new Adjustment("CO", $"{reason}", 1_00)),
            new("PR", "3", 3_50, QuantityMilliunits: 1_500),
        ];
        var claim = student.Claims[0] with
        {
            Lines = [student.Claims[0].Lines[0] with { Adjudications = [] }],
            OtherPayers = [An837P.Insurer() with { PaidCents = 35_00, Adjustments = adjustments, PaidDate = An837P.Today }],
        };

        var segments = An837P.Segments(An837P.File(student with { Claims = [claim] }));

        Assert.Equal(
            ["CAS*CO*1*1**2*1**3*1**4*1**5*1**6*1", "CAS*CO*7*1", "CAS*PR*3*3.5*1.5"],
            segments.Where(segment => segment.StartsWith("CAS*", StringComparison.Ordinal)));
    }

    private static Transaction837P Second() =>
        An837P.Transaction(An837P.Student(An837P.Claim(An837P.Line(9)))) with { ControlNumber = 12_345, BatchId = "MG-2026-10-2" };

    private static List<int> Positions(IReadOnlyList<string> segments, string id) =>
        [.. segments.Index().Where(each => each.Item.StartsWith(id + "*", StringComparison.Ordinal)).Select(each => each.Index)];

    private static Interchange837P Month()
    {
        var noor = An837P.Student(
            An837P.Claim(
                An837P.Line(1) with { Units = ServiceUnits.OfTenths(9), ChargeCents = 7 },
                An837P.Line(2) with { Units = ServiceUnits.OfMilliunits(1_250), ChargeCents = 100_00, PlaceOfService = "12" }),
            An837P.Claim(An837P.Line(3)) with { Frequency = ClaimFrequency.Replacement, PayerClaimNumber = "2026280000123" });
        var strauss = An837P.Student(
            An837P.Claim(An837P.Line(5)) with { Frequency = ClaimFrequency.Void, PayerClaimNumber = "2026280000124" }) with
        {
            MedicaidId = An837P.Medicaid("12345678905"),
            Name = new("Strauß-O’Brien", "Zoë", null, "Jr."),
            Sex = Sex.Unknown,
        };
        return An837P.File(noor, strauss) with
        {
            Envelope = An837P.Envelope with { Syntax = X12Syntax.Default with { NewlineAfterSegment = true } },
        };
    }

    private static Interchange837P EveryLoop()
    {
        var line = An837P.Line(7) with
        {
            Service = new("T1019", ["TM", "HQ", "U1", "U2"]),
            DiagnosisPointers = [2, 1],
            Note = new("ADD", "Delivered as the plan says"),
            Rendering = new(new("Ito", "Ken"), Npi.Parse("1234567802"), TaxonomyCode.Parse("374U00000X"), "A100"),
            Supervising = An837P.Therapist with { Taxonomy = null },
            Referring = An837P.Doctor,
        };
        var claim = An837P.Claim(line) with
        {
            DelayReason = "7",
            Dates = [new("454", new(2026, 9, 1))],
            PriorAuthorization = "PA-77",
            MedicalRecordNumber = "S-1001",
            Note = new("CER", "Parental consent on file"),
            Diagnoses = [Icd10.Parse("F84.0"), Icd10.Parse("R48.8")],
            Referring = An837P.Doctor,
            Rendering = An837P.Therapist,
            Facility = new("Birch Hill School", null, new("1 Birch Road", null, "Birch Hill", "NH", PostalCode.Parse("033021234"))),
            Supervising = An837P.Therapist with { Taxonomy = null },
        };
        var student = An837P.Student(claim) with { GroupName = "School age", Payer = An837P.Payer with { BillingProviderId = "3077001" } };
        var transaction = An837P.Transaction(student, An837P.StudentWithInsurance()) with
        {
            BillingProvider = An837P.District with
            {
                Contact = new("Billing", "6035550101", "7", "billing@example.org"),
                PayTo = new("PO Box 9", null, "Maple Grove", "NH", PostalCode.Parse("03302")),
            },
        };
        return An837P.Of(transaction) with
        {
            Envelope = An837P.Envelope with
            {
                Usage = Usage.Production,
                AskForTa1 = false,
                Syntax = new(new('|', '>', '!', '\n'), CharacterSet.Extended, NewlineAfterSegment: false),
            },
        };
    }
}
