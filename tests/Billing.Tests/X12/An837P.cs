using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>Builds valid parts of a claim file; a test changes only what matters to it.</summary>
internal static class An837P
{
    public static readonly DateOnly Today = new(2026, 11, 5);
    public static readonly Npi DistrictNpi = Npi.Parse("1234567893");
    public static readonly Npi ProviderNpi = Npi.Parse("1993999998");
    public static readonly Npi DoctorNpi = Npi.Parse("2000000002");
    public static readonly TaxonomyCode Taxonomy = TaxonomyCode.Parse("251300000X");

    public static readonly ValidationContext837P Context = new()
    {
        Today = Today,
        DiagnosisInForce = (diagnosis, date) => diagnosis != Icd10.Parse("Z99.9") && date >= new DateOnly(2015, 10, 1),
    };

    public static Envelope Envelope { get; } = new()
    {
        Sender = new("ZZ", "MAPLEGROVE"),
        Receiver = new("ZZ", "NHMMIS"),
        GroupSender = "MAPLEGROVE",
        GroupReceiver = "NHMMIS",
        InterchangeNumber = 17,
        GroupNumber = 17,
        CreatedDate = Today,
        CreatedTime = new(9, 5),
        Usage = Usage.Test,
        AskForTa1 = true,
    };

    public static BillingProvider District { get; } = new()
    {
        Name = "Maple Grove School District",
        Npi = DistrictNpi,
        Taxonomy = Taxonomy,
        Address = new("12 School Street", null, "Maple Grove", "NH", PostalCode.Parse("03301-1234")),
        TaxId = TaxId.Parse("12-3456789"),
    };

    public static Payer Payer { get; } = new("NH Medicaid", "NHXIX");

    public static Practitioner Doctor { get; } = new(new("Okafor", "Ngozi"), DoctorNpi);

    public static Practitioner Therapist { get; } = new(new("Lindqvist", "Åsa", "M"), ProviderNpi, TaxonomyCode.Parse("235Z00000X"));

    public static ServiceLine837P Line(int number = 1) => new()
    {
        LineNumber = $"L{number:0000}",
        ServiceDate = new DateOnly(2026, 10, 1).AddDays((number - 1) % 30),
        Service = new("92507", ["GN", "TM"]),
        ChargeCents = 45_50,
        Units = ServiceUnits.OfWhole(1),
        DiagnosisPointers = [1],
        Ordering = Doctor,
    };

    public static Claim837P Claim(params ServiceLine837P[] lines)
    {
        lines = lines.Length > 0 ? lines : [Line()];
        return new()
        {
            ClaimNumber = $"C{lines[0].LineNumber}"[..Math.Min(20, lines[0].LineNumber.Length + 1)],
            ChargeCents = lines.Sum(line => line.ChargeCents),
            PlaceOfService = "03",
            Diagnoses = [Icd10.Parse("F80.2")],
            Lines = lines,
        };
    }

    public static Subscriber837P Student(params Claim837P[] claims) => new()
    {
        FilingIndicator = "MC",
        MedicaidId = Medicaid("12345678901"),
        Name = new("Peña", "José", "Ángel"),
        Address = new("4 Elm Street", "Apt 2", "Maple Grove", "NH", PostalCode.Parse("03301")),
        BirthDate = new(2015, 3, 9),
        Sex = Sex.Male,
        Payer = Payer,
        Claims = claims.Length > 0 ? claims : [Claim()],
    };

    /// <summary>A student whom another insurer covers, which paid a part and left the rest.</summary>
    public static Subscriber837P StudentWithInsurance()
    {
        var line = Line(4) with
        {
            Adjudications =
            [
                new()
                {
                    PayerId = "60054",
                    PaidCents = 20_00,
                    Service = new("92507", ["GN"]),
                    Units = ServiceUnits.OfWhole(1),
                    Adjustments = [new("CO", "45", 15_50), new("PR", "2", 10_00)],
                    PaidDate = new(2026, 10, 20),
                },
            ],
        };
        return Student(Claim(line) with { OtherPayers = [Insurer()] }) with
        {
            Sequence = PayerSequence.Secondary,
            MedicaidId = Medicaid("12345678904"),
        };
    }

    public static OtherPayer Insurer() => new()
    {
        Sequence = PayerSequence.Primary,
        Relationship = "19",
        GroupNumber = "GRP77",
        FilingIndicator = "CI",
        PaidCents = 20_00,
        Insured = new("Peña", "Lucía"),
        MemberId = "W123456789",
        PayerName = "Example Insurance",
        PayerId = "60054",
        PayerClaimNumber = "EX-100200",
    };

    public static Transaction837P Transaction(params Subscriber837P[] students) => new()
    {
        ControlNumber = 1,
        BatchId = "MG-2026-10-1",
        Submitter = new("Maple Grove School District", "MG001", new("SPED Billing Office", "6035550100", "12")),
        Receiver = new("NH MMIS", "NHXIX"),
        BillingProvider = District,
        Subscribers = students.Length > 0 ? students : [Student()],
    };

    public static Interchange837P File(params Subscriber837P[] students) => Of(Transaction(students));

    public static Interchange837P Of(params Transaction837P[] transactions) => new() { Envelope = Envelope, Transactions = transactions };

    public static Interchange837P FileWith(Claim837P claim) => File(Student(claim));

    public static Interchange837P FileWith(ServiceLine837P line) => FileWith(Claim(line));

    public static MedicaidId Medicaid(string digits) =>
        MedicaidId.TryParse(digits, new Regex(".+", RegexOptions.None, TimeSpan.FromSeconds(1)), out var id) ? id : throw new FormatException();

    /// <summary>Validates and writes; fails with the findings.</summary>
    public static byte[] Bytes(Interchange837P interchange)
    {
        var validated = Validated837P.TryCreate(interchange, Context, out var findings);
        Assert.True(validated is not null, string.Join("; ", findings));
        using var stream = new MemoryStream();
        Write837P.To(stream, validated);
        return stream.ToArray();
    }

    /// <summary>The segments as text, one string each, without terminators.</summary>
    public static IReadOnlyList<string> Segments(Interchange837P interchange) =>
        System.Text.Encoding.ASCII.GetString(Bytes(interchange)).Split(interchange.Envelope.Syntax.Separators.Terminator, StringSplitOptions.RemoveEmptyEntries);
}
