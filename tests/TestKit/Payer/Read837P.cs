using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;
using Xunit;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>Reads our own 837P back into the model, by the loops of 005010X222A1 and not by the writer's code: the other side of the round trip.</summary>
public sealed partial class Read837P
{
    private readonly List<string[]> _segments = [];
    private readonly Separators _separators;
    private int _at;

    private Read837P(byte[] bytes)
    {
        var x12 = new X12Reader(bytes);
        while (x12.Read())
        {
            var segment = x12.Segment;
            var elements = new string[segment.Elements + 1];
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = Encoding.ASCII.GetString(segment[i]);
            }

            _segments.Add(elements);
        }

        _separators = x12.Separators;
    }

    /// <param name="bytes">A file that this product wrote.</param>
    /// <param name="syntax">Its syntax: a file does not tell its character set.</param>
    public static Interchange837P Model(byte[] bytes, X12Syntax syntax)
    {
        var reader = new Read837P(bytes);
        var interchange = reader.Interchange(syntax);
        Assert.Equal(reader._segments.Count, reader._at);
        Assert.Equal(syntax.Separators, reader._separators);
        return interchange;
    }

    /// <summary>As the payer reads it, who knows the separators from the ISA alone.</summary>
    public static Interchange837P Model(byte[] bytes)
    {
        var x12 = new X12Reader(bytes);
        x12.Read();
        return Model(bytes, X12Syntax.Default with { Separators = x12.Separators });
    }

    private string[] Segment => _at < _segments.Count ? _segments[_at] : [""];

    private Interchange837P Interchange(X12Syntax syntax)
    {
        var isa = Take("ISA")!;
        var gs = Take("GS")!;
        var envelope = new Envelope
        {
            Sender = new(isa[5].TrimEnd(), isa[6].TrimEnd()),
            Receiver = new(isa[7].TrimEnd(), isa[8].TrimEnd()),
            GroupSender = gs[2],
            GroupReceiver = gs[3],
            InterchangeNumber = Number(isa[13]),
            GroupNumber = Number(gs[6]),
            CreatedDate = Date(gs[4]),
            CreatedTime = TimeOnly.ParseExact(gs[5], "HHmm", CultureInfo.InvariantCulture),
            AskForTa1 = isa[14] == "1",
            Usage = isa[15] == "P" ? Usage.Production : Usage.Test,
            Syntax = syntax,
        };
        var transactions = Many("ST", Transaction);
        Assert.Equal(["GE", $"{transactions.Count}", gs[6]], Take("GE")!);
        Assert.Equal(["IEA", "1", isa[13]], Take("IEA")!);
        return new() { Envelope = envelope, Transactions = transactions };
    }

    private Transaction837P Transaction()
    {
        var start = _at;
        var st = Take("ST")!;
        var bht = Take("BHT")!;
        var submitter = Take("NM1", "41")!;
        var contact = Contact()!;
        var receiver = Take("NM1", "40")!;
        Assert.Equal(["HL", "1", "", "20", "1"], Take("HL")!);
        var district = Billing();
        var hl = 1;
        var subscribers = Many("HL", () => Subscriber(++hl));
        Assert.Equal(["SE", $"{_at - start + 1}", st[2]], Take("SE")!);
        return new()
        {
            ControlNumber = Number(st[2]),
            BatchId = bht[3],
            Submitter = new(submitter[3], submitter[9], contact),
            Receiver = new(receiver[3], receiver[9]),
            BillingProvider = district,
            Subscribers = subscribers,
        };
    }

    private Contact? Contact()
    {
        if (Take("PER") is not { } per)
        {
            return null;
        }

        string? Of(string qualifier) => Array.IndexOf(per, qualifier, 3) is > 0 and var at ? per[at + 1] : null;
        return new(per[2], Of("TE"), Of("EX"), Of("EM"));
    }

    private BillingProvider Billing()
    {
        var taxonomy = Take("PRV", "BI");
        var name = Take("NM1", "85")!;
        var address = Address();
        var taxId = Take("REF", "EI")!;
        var contact = Contact();
        return new()
        {
            Name = name[3],
            Npi = Npi(name),
            Taxonomy = taxonomy is null ? null : TaxonomyCode.Parse(taxonomy[3]),
            Address = address,
            TaxId = TaxId.Parse(taxId[2]),
            Contact = contact,
            PayTo = Take("NM1", "87") is null ? null : Address(),
        };
    }

    private Subscriber837P Subscriber(int hl)
    {
        Assert.Equal(["HL", $"{hl}", "1", "22", "0"], Take("HL")!);
        var sbr = Take("SBR")!;
        Assert.Equal("18", sbr[2]);
        var name = Take("NM1", "IL")!;
        var address = Address();
        var dmg = Take("DMG")!;
        var payer = Take("NM1", "PR")!;
        return new()
        {
            Sequence = Sequence(sbr),
            GroupNumber = At(sbr, 3),
            GroupName = At(sbr, 4),
            FilingIndicator = sbr[9],
            Name = Person(name),
            MedicaidId = Medicaid(name[9]),
            Address = address,
            BirthDate = Date(dmg[2]),
            Sex = dmg[3] switch { "F" => Sex.Female, "M" => Sex.Male, _ => Sex.Unknown },
            Payer = new(payer[3], payer[9], Take("REF", "G2")?[2]),
            Claims = Many("CLM", Claim),
        };
    }

    private Claim837P Claim()
    {
        var clm = Take("CLM")!;
        Assert.Equal(["Y", "A", "Y", "Y"], clm[6..10]);
        var kind = clm[5].Split(_separators.Component);
        return new()
        {
            ClaimNumber = clm[1],
            ChargeCents = Cents(clm[2]),
            PlaceOfService = kind[0],
            Frequency = (ClaimFrequency)Number(kind[2]),
            DelayReason = At(clm, 20),
            Dates = Many("DTP", () => Take("DTP") is { } dtp ? new ClaimDate(dtp[1], Date(dtp[3])) : throw new InvalidOperationException()),
            PriorAuthorization = Take("REF", "G1")?[2],
            PayerClaimNumber = Take("REF", "F8")?[2],
            MedicalRecordNumber = Take("REF", "EA")?[2],
            Note = Note(),
            Diagnoses = [.. Take("HI")![1..].Select((dx, i) => dx.Split(_separators.Component) is [var kindOf, var code] && kindOf == (i == 0 ? "ABK" : "ABF")
                ? Icd10.Parse(code) : throw new FormatException())],
            Referring = Practitioner("DN"),
            Rendering = Practitioner("82"),
            Facility = Take("NM1", "77") is { } facility ? new(facility[3], Npi(facility), Address()) : null,
            Supervising = Practitioner("DQ"),
            OtherPayers = Many("SBR", OtherPayer),
            Lines = Lines(),
        };
    }

    private OtherPayer OtherPayer()
    {
        var sbr = Take("SBR")!;
        var adjustments = Adjustments();
        var paid = Take("AMT", "D")!;
        Assert.Equal(["OI", "", "", "Y", "", "", "Y"], Take("OI")!);
        var insured = Take("NM1", "IL")!;
        var payer = Take("NM1", "PR")!;
        return new()
        {
            Sequence = Sequence(sbr),
            Relationship = sbr[2],
            GroupNumber = At(sbr, 3),
            GroupName = At(sbr, 4),
            FilingIndicator = sbr[9],
            Adjustments = adjustments,
            PaidCents = Cents(paid[2]),
            Insured = Person(insured),
            MemberId = insured[9],
            PayerName = payer[3],
            PayerId = payer[9],
            PaidDate = PaidDate(),
            PayerClaimNumber = Take("REF", "F8")?[2],
        };
    }

    private List<ServiceLine837P> Lines()
    {
        var number = 0;
        return Many("LX", () =>
        {
            Assert.Equal(["LX", $"{++number}"], Take("LX")!);
            return Line();
        });
    }

    private ServiceLine837P Line()
    {
        var sv1 = Take("SV1")!;
        Assert.Equal("UN", sv1[3]);
        var date = Take("DTP", "472")!;
        var reference = Take("REF", "6R")!;
        return new()
        {
            Service = Service(sv1[1]),
            ChargeCents = Cents(sv1[2]),
            Units = Units(sv1[4]),
            PlaceOfService = At(sv1, 5),
            DiagnosisPointers = [.. sv1[7].Split(_separators.Component).Select(Number)],
            ServiceDate = Date(date[3]),
            LineNumber = reference[2],
            Note = Note(),
            Rendering = Practitioner("82"),
            Supervising = Practitioner("DQ"),
            Ordering = Practitioner("DK"),
            Referring = Practitioner("DN"),
            Adjudications = Many("SVD", Adjudication),
        };
    }

    private LineAdjudication Adjudication()
    {
        var svd = Take("SVD")!;
        return new()
        {
            PayerId = svd[1],
            PaidCents = Cents(svd[2]),
            Service = Service(svd[3]),
            Units = Units(svd[5]),
            Adjustments = Adjustments(),
            PaidDate = PaidDate(),
        };
    }

    private List<Adjustment> Adjustments() =>
        [.. Many("CAS", () => Take("CAS")!).SelectMany(cas => cas[2..].Chunk(3).Select(triplet =>
            new Adjustment(cas[1], triplet[0], Cents(triplet[1]), At(triplet, 2) is { } quantity ? (long)(decimal.Parse(quantity, CultureInfo.InvariantCulture) * 1000) : null)))];

    private Practitioner? Practitioner(string entity) =>
        Take("NM1", entity) is not { } nm1 ? null
        : new(Person(nm1), Npi(nm1), Take("PRV", "PE") is { } prv ? TaxonomyCode.Parse(prv[3]) : null, Take("REF", "G2")?[2]);

    private Address Address()
    {
        var n3 = Take("N3")!;
        var n4 = Take("N4")!;
        return new(n3[1], At(n3, 2), n4[1], n4[2], PostalCode.Parse(n4[3]));
    }

    private Note? Note() => Take("NTE") is { } nte ? new(nte[1], nte[2]) : null;

    private DateOnly? PaidDate() => Take("DTP", "573") is { } dtp ? Date(dtp[3]) : null;

    private ServiceCode Service(string composite) =>
        composite.Split(_separators.Component) is ["HC", var procedure, .. var modifiers] ? new(procedure, modifiers) : throw new FormatException();

    /// <summary>The next segment, if it has this id and first element.</summary>
    private string[]? Take(string id, string? first = null) =>
        Segment[0] == id && (first is null || Segment[1] == first) ? _segments[_at++] : null;

    private List<T> Many<T>(string id, Func<T> read)
    {
        var all = new List<T>();
        while (Segment[0] == id)
        {
            all.Add(read());
        }

        return all;
    }

    private static string? At(string[] segment, int element) =>
        element < segment.Length && segment[element].Length > 0 ? segment[element] : null;

    private static MedicaidId Medicaid(string text) => MedicaidId.TryParse(text, Anything(), out var id) ? id : throw new FormatException();

    [GeneratedRegex(".+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Anything();

    private static Npi? Npi(string[] nm1) => At(nm1, 9) is { } npi ? Core.Ids.Npi.Parse(npi) : null;

    private static PersonName Person(string[] nm1) => new(nm1[3], At(nm1, 4), At(nm1, 5), At(nm1, 7));

    private static PayerSequence Sequence(string[] sbr) =>
        sbr[1] switch { "P" => PayerSequence.Primary, "S" => PayerSequence.Secondary, _ => PayerSequence.Tertiary };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Cents(string text) => (long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 100);

    private static ServiceUnits Units(string text) => ServiceUnits.TryParse(text, out var units) ? units : throw new FormatException();

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
