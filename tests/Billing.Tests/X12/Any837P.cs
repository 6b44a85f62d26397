using FsCheck;
using FsCheck.Fluent;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>Any claim file that the rules allow: each optional part there or not, each number and text its own.</summary>
internal sealed class Any837P
{
    private static readonly string[] Plain = ["DOE", "O'NEIL", "DE LA CRUZ", "SMITH-JONES", "X", "ST. JOHN (II)", "A&B"];
    private static readonly string[] Worldly = ["Peña", "Strauß", "Łukasiewicz", "Nguyễn", "O’Neil", "Ægir", "ʻAkana", "smith", "Zoe\u0308", "Ça va #2"];
    private static readonly Npi[] Npis = [An837P.ProviderNpi, An837P.DoctorNpi, Npi.Parse("1234567802"), Npi.Parse("1234567810")];

    private readonly Random _random;
    private readonly string[] _names;
    private int _claims;
    private int _lines;

    private Any837P(int seed, string[] names)
    {
        _random = new Random(seed);
        _names = names;
    }

    /// <summary>Its text is what the file shows, so that reading back gives the same model.</summary>
    public static Arbitrary<Interchange837P> InPlainText() => Of(Plain);

    /// <summary>Its text is as people write it.</summary>
    public static Arbitrary<Interchange837P> InAnyText() => Of(Worldly);

    private static Arbitrary<Interchange837P> Of(string[] names) =>
        Gen.Choose(0, int.MaxValue).Select(seed => new Any837P(seed, names).Interchange()).ToArbitrary();

    private Interchange837P Interchange() => new()
    {
        Envelope = An837P.Envelope with
        {
            InterchangeNumber = _random.Next(1, 1_000_000_000),
            GroupNumber = _random.Next(1, 1_000_000_000),
            Usage = _random.Next(2) == 0 ? Usage.Production : Usage.Test,
            AskForTa1 = Maybe(true),
            Syntax = Pick(X12Syntax.Default, X12Syntax.Default with { NewlineAfterSegment = true }, new(new('|', '>', '!', '\n'), CharacterSet.Extended, false)),
        },
        Transactions = [.. Enumerable.Range(1, _random.Next(1, 3)).Select(Transaction)],
    };

    private Transaction837P Transaction(int number) => An837P.Transaction() with
    {
        ControlNumber = number * _random.Next(1, 9_999),
        BatchId = $"B{number}",
        Submitter = new(Name(), "MG001", Contact()),
        Receiver = new(Name(), "NHXIX"),
        BillingProvider = An837P.District with
        {
            Name = Name(),
            Address = An837P.District.Address with { Line1 = "12 SCHOOL STREET", City = "MAPLE GROVE" },
            Contact = Maybe(Contact()),
            PayTo = Maybe(Address()),
        },
        Subscribers = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Subscriber())],
    };

    private Contact Contact() => new(Name(), "6035550100", Maybe("12"));

    private Address Address() => new($"{_random.Next(1, 999)} ELM STREET", Maybe("APT 2"), "KEENE", "NH", PostalCode.Parse(Pick("03431", "034319876")));

    private PersonName Person() => new(Name(), Maybe(Name()), Maybe(Name()), Maybe("JR"));

    private string Name() => Pick(_names);

    private Practitioner Practitioner(Npi npi) => new(Person(), npi, null, Maybe("PA-1"));

    private Subscriber837P Subscriber()
    {
        var sequence = Pick(PayerSequence.Primary, PayerSequence.Primary, PayerSequence.Secondary, PayerSequence.Tertiary);
        var group = _random.Next(3);
        return new()
        {
            Sequence = sequence,
            GroupNumber = group == 1 ? "GRP-1" : null,
            GroupName = group == 2 ? Name() : null,
            FilingIndicator = "MC",
            MedicaidId = An837P.Medicaid($"{_random.NextInt64(10_000_000_000, 99_999_999_999)}"),
            Name = Person(),
            Address = Address(),
            BirthDate = new DateOnly(2006, 1, 1).AddDays(_random.Next(5_000)),
            Sex = Pick(Sex.Unknown, Sex.Female, Sex.Male),
            Payer = new(Name(), "NHXIX", Maybe("30770")),
            Claims = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Claim(sequence))],
        };
    }

    private Claim837P Claim(PayerSequence sequence)
    {
        var frequency = Pick(ClaimFrequency.Original, ClaimFrequency.Replacement, ClaimFrequency.Void);
        var diagnoses = Enumerable.Range(10, _random.Next(1, 13)).Select(n => Icd10.Parse($"F{n}.{_random.Next(10)}")).ToList();
        ServiceLine837P[] lines = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Line(diagnoses.Count))];
        var charge = lines.Sum(line => line.ChargeCents);
        var payers = new List<OtherPayer>();
        for (var before = PayerSequence.Primary; before < sequence; before++)
        {
            payers.Add(OtherPayer(before, $"P{(int)before}", charge, lines));
        }

        return new()
        {
            ClaimNumber = $"C{++_claims:000000}",
            ChargeCents = charge,
            PlaceOfService = "03",
            Frequency = frequency,
            PayerClaimNumber = frequency == ClaimFrequency.Original ? null : $"TCN{_claims}",
            DelayReason = Maybe("7"),
            Dates = Maybe(true) ? [new("454", new(2026, 9, 1)), new("304", new(2026, 9, 2))] : [],
            PriorAuthorization = Maybe("PA/7"),
            MedicalRecordNumber = Maybe("S-1001"),
            Note = Maybe(new Note("CER", "CONSENT ON FILE")),
            Diagnoses = diagnoses,
            Referring = Maybe(Practitioner(Npis[1])),
            Rendering = Maybe(Practitioner(Npis[0]) with { Taxonomy = An837P.Taxonomy }),
            Facility = Maybe(new Facility(Name(), Maybe(true) ? Npis[3] : null, Address() with { PostalCode = PostalCode.Parse("034319876") })),
            Supervising = Maybe(Practitioner(Npis[2])),
            OtherPayers = payers,
            Lines = lines,
        };
    }

    private ServiceLine837P Line(int diagnoses) => new()
    {
        LineNumber = $"L{++_lines:000000}",
        ServiceDate = new DateOnly(2026, 10, 1).AddDays(_lines % 30),
        Service = new(Pick("92507", "T1019", "97530"), [.. new[] { "GN", "TM", "HQ", "U1" }.Take(_random.Next(5))]),
        ChargeCents = Pick(0, 1, 10, 100, _random.Next(1, 1_000_000)),
        Units = ServiceUnits.OfMilliunits(_random.Next(1, 100_000)),
        PlaceOfService = Maybe("12"),
        DiagnosisPointers = [.. Enumerable.Range(1, _random.Next(1, Math.Min(4, diagnoses) + 1)).Reverse()],
        Note = Maybe(new Note("ADD", "AS PLANNED")),
        Rendering = Maybe(Practitioner(Npis[3])),
        Supervising = Maybe(Practitioner(Npis[2])),
        Ordering = Maybe(Practitioner(Npis[1])),
        Referring = Maybe(Practitioner(Npis[1])),
    };

    /// <summary>One that judged the claim as a whole, or each line by itself.</summary>
    private OtherPayer OtherPayer(PayerSequence sequence, string id, long charge, ServiceLine837P[] lines)
    {
        var byLine = Maybe(true);
        var paid = 0L;
        for (var i = 0; byLine && i < lines.Length; i++)
        {
            var adjudication = Adjudication(id, lines[i]);
            paid += adjudication.PaidCents;
            lines[i] = lines[i] with { Adjudications = [.. lines[i].Adjudications, adjudication] };
        }

        paid = byLine ? paid : _random.NextInt64(charge + 1);
        return new()
        {
            Sequence = sequence,
            Relationship = Pick("18", "19"),
            GroupNumber = Maybe("G-9"),
            FilingIndicator = "CI",
            Adjustments = byLine ? [] : Adjustments(charge - paid),
            PaidCents = paid,
            Insured = Person(),
            MemberId = "W1",
            PayerName = Name(),
            PayerId = id,
            PaidDate = byLine ? null : new(2026, 10, 31),
            PayerClaimNumber = Maybe("ICN-1"),
        };
    }

    private LineAdjudication Adjudication(string payer, ServiceLine837P line)
    {
        var paid = _random.NextInt64(line.ChargeCents + 1);
        return new()
        {
            PayerId = payer,
            PaidCents = paid,
            Service = line.Service,
            Units = line.Units,
            Adjustments = Adjustments(line.ChargeCents - paid),
            PaidDate = new(2026, 10, 30),
        };
    }

    /// <summary>Up to nine of two groups that add up.</summary>
    private List<Adjustment> Adjustments(long cents)
    {
        var all = new List<Adjustment>();
        while (cents != 0)
        {
            var part = all.Count == 8 ? cents : _random.NextInt64(1, cents + 1);
            all.Add(new(all.Count < 7 ? "CO" : "PR", $"{all.Count + 1}", part, Maybe(true) ? _random.Next(1, 5_000) : null));
            cents -= part;
        }

        return all;
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private T? Maybe<T>(T value) => _random.Next(2) == 0 ? value : default;
}
