using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>Files with one fault each, and files that are only just right.</summary>
internal static class Faults837P
{
    private static readonly Claim837P Claim = An837P.Claim();
    private static readonly ServiceLine837P Line = An837P.Line();
    private static readonly Subscriber837P Student = An837P.Student();

    /// <summary>By name: the rule that must be found, at which segment and element, in which file.</summary>
    public static IReadOnlyDictionary<string, (X12Rule Rule, string Segment, int Element, Interchange837P File)> All { get; } =
        Envelope().Concat(Texts()).Concat(Parties()).Concat(Claims()).Concat(Lines()).Concat(OtherPayers())
            .ToDictionary(fault => fault.Name, fault => (fault.Rule, fault.Segment, fault.Element, fault.File));

    /// <summary>Beside each limit, on the good side.</summary>
    public static IReadOnlyDictionary<string, Interchange837P> JustRight { get; } = new Dictionary<string, Interchange837P>
    {
        ["group number of nine digits"] = With(envelope => envelope with { GroupNumber = 999_999_999 }),
        ["batch id of 30"] = An837P.Of(An837P.Transaction() with { BatchId = new('B', 30) }),
        ["claim number of 20"] = An837P.FileWith(Claim with { ClaimNumber = new('C', 20) }),
        ["line number of 30"] = An837P.FileWith(Line with { LineNumber = new('L', 30) }),
        ["note of 80"] = An837P.FileWith(Claim with { Note = new("ADD", new('n', 80)) }),
        ["address line of 55"] = An837P.File(Student with { Address = Student.Address with { Line1 = new('a', 55) } }),
        ["largest amount"] = An837P.FileWith(Line with { ChargeCents = 99_999_999_99 }),
        ["a charge of nothing"] = An837P.FileWith(Line with { ChargeCents = 0 }),
        ["a thousandth of a unit"] = An837P.FileWith(Line with { Units = ServiceUnits.OfMilliunits(1) }),
        ["service today"] = An837P.FileWith(Line with { ServiceDate = An837P.Today }),
        ["service on the day of birth"] = An837P.File(Student with { BirthDate = Line.ServiceDate }),
        ["fifty lines"] = An837P.FileWith(An837P.Claim([.. Enumerable.Range(1, 50).Select(Distinct)])),
        ["a hundred claims"] = An837P.File(An837P.Student([.. Enumerable.Range(1, 100).Select(n => An837P.Claim(Distinct(n)))])),
        ["twelve diagnoses, four pointers"] = An837P.FileWith(An837P.Claim(Line with { DiagnosisPointers = [12, 1, 2, 3] }) with { Diagnoses = Diagnoses(12) }),
        ["four modifiers"] = An837P.FileWith(Line with { Service = new("92507", ["GN", "TM", "HQ", "U1"]) }),
        ["a name with an accent, a curly quote and a number sign"] = An837P.File(Student with { Name = new("Łuka’s", "Zoë #2") }),
        ["the same service with another modifier"] = An837P.FileWith(An837P.Claim(Line, Line with { LineNumber = "L2", Service = new("92507", ["GN"]) })),
        ["a void beside the claim that bills anew"] = An837P.File(An837P.Student(
            An837P.Claim(Line) with { Frequency = ClaimFrequency.Void, PayerClaimNumber = "P1" },
            An837P.Claim(Line with { LineNumber = "L2" }))),
        ["an atypical district that the payer numbers"] = An837P.Of(An837P.Transaction(Student with { Payer = An837P.Payer with { BillingProviderId = "7" } }) with
        {
            BillingProvider = An837P.District with { Npi = null },
        }),
        ["a pay-to PO box"] = An837P.Of(An837P.Transaction() with
        {
            BillingProvider = An837P.District with { PayTo = new("P.O. Box 1", null, "Keene", "NH", PostalCode.Parse("03431")) },
        }),
        ["a street called Box"] = An837P.Of(An837P.Transaction() with
        {
            BillingProvider = An837P.District with { Address = An837P.District.Address with { Line1 = "9 Boxwood Lane" } },
        }),
    };

    private static IEnumerable<Fault> Envelope()
    {
        yield return new("no sender id", X12Rules.InterchangeId, "ISA", 6, With(envelope => envelope with { Sender = new("ZZ", " ") }));
        yield return new("unknown qualifier", X12Rules.InterchangeId, "ISA", 7, With(envelope => envelope with { Receiver = new("Q1", "NHMMIS") }));
        yield return new("sender id of 16", X12Rules.Length, "ISA", 6, With(envelope => envelope with { Sender = new("ZZ", new('S', 16)) }));
        yield return new("group receiver of one", X12Rules.InterchangeId, "GS", 3, With(envelope => envelope with { GroupReceiver = "N" }));
        yield return new("one separator twice", X12Rules.Separators, "ISA", 16, With(envelope => Separated(envelope, new('|', '|', '!', '~'))));
        yield return new("a letter as separator", X12Rules.Separators, "ISA", 16, With(envelope => Separated(envelope, new('|', '>', 'U', '\n'))));
        yield return new("interchange number 0", X12Rules.InterchangeNumber, "ISA", 13, With(envelope => envelope with { InterchangeNumber = 0 }));
        yield return new("interchange number of ten digits", X12Rules.InterchangeNumber, "ISA", 13, With(envelope => envelope with { InterchangeNumber = 1_000_000_000 }));
        yield return new("group number 0", X12Rules.GroupNumber, "GS", 6, With(envelope => envelope with { GroupNumber = 0 }));
        yield return new("group number of ten digits", X12Rules.GroupNumber, "GS", 6, With(envelope => envelope with { GroupNumber = 1_000_000_000 }));
        yield return new("transaction number 0", X12Rules.TransactionNumber, "ST", 2, An837P.Of(An837P.Transaction() with { ControlNumber = 0 }));
        yield return new("transaction number twice", X12Rules.TransactionNumber, "ST", 2, An837P.Of(An837P.Transaction(), Another() with { ControlNumber = 1 }));
        yield return new("batch id twice", X12Rules.BatchId, "BHT", 3, An837P.Of(An837P.Transaction(), Another() with { BatchId = "MG-2026-10-1" }));
        yield return new("batch id of 31", X12Rules.Length, "BHT", 3, An837P.Of(An837P.Transaction() with { BatchId = new('B', 31) }));
        yield return new("no transaction", X12Rules.ClaimCount, "ST", 0, An837P.Of());
        yield return new("101 claims", X12Rules.ClaimCount, "CLM", 0, An837P.File(An837P.Student([.. Enumerable.Range(1, 101).Select(n => An837P.Claim(Distinct(n)))])));
        yield return new("5001 claims", X12Rules.ClaimCount, "ST", 0, Crowded());
    }

    private static IEnumerable<Fault> Texts()
    {
        yield return new("an element separator in a name", X12Rules.SeparatorInData, "NM1", 3, An837P.File(Student with { Name = new("A*B") }));
        yield return new("a terminator in a note", X12Rules.SeparatorInData, "NTE", 2, An837P.FileWith(Claim with { Note = new("ADD", "one~two") }));
        yield return new("a usual separator, though not in use", X12Rules.SeparatorInData, "NM1", 4, With(
            envelope => Separated(envelope, new('|', '>', '!', '~')), Student with { Name = new("A", "B:C") }));
        yield return new("a separator of this file", X12Rules.SeparatorInData, "NM1", 4, With(
            envelope => Separated(envelope, new('|', '&', '!', '~')), Student with { Name = new("A", "B&C") }));
        yield return new("a tab", X12Rules.Characters, "NTE", 2, An837P.FileWith(Claim with { Note = new("ADD", "one\ttwo") }));
        yield return new("another script", X12Rules.Characters, "NM1", 3, An837P.File(Student with { Name = new("Иванов") }));
        yield return new("an at sign in the basic set", X12Rules.Characters, "PER", 8, An837P.Of(An837P.Transaction() with
        {
            Submitter = new("District", "MG", new("Office", "6035550100", "1", "office@example.org")),
        }));
        yield return new("an emoji", X12Rules.Characters, "N3", 1, An837P.File(Student with { Address = Student.Address with { Line1 = "1 🍁 St" } }));
        yield return new("an amount below zero", X12Rules.Amount, "SV1", 2, An837P.FileWith(An837P.Claim(Line with { ChargeCents = -1 }, An837P.Line(2))));
        yield return new("an amount too large", X12Rules.Amount, "SV1", 2, An837P.FileWith(Line with { ChargeCents = 100_000_000_00 }));
        yield return new("address line of 56", X12Rules.Length, "N3", 1, An837P.File(Student with { Address = Student.Address with { Line1 = new('a', 56) } }));
        yield return new("address line of 55 that grows when spelled in ASCII", X12Rules.Length, "N3", 1, An837P.File(Student with { Address = Student.Address with { Line1 = new string('a', 54) + "ß" } }));
        yield return new("city of 31", X12Rules.Length, "N4", 1, An837P.File(Student with { Address = Student.Address with { City = new('c', 31) } }));
        yield return new("reference of 51", X12Rules.Length, "REF", 2, An837P.FileWith(Claim with { PriorAuthorization = new('p', 51) }));
        yield return new("note of 81", X12Rules.Length, "NTE", 2, An837P.FileWith(Claim with { Note = new("ADD", new('n', 81)) }));
        yield return new("no last name", X12Rules.Required, "NM1", 3, An837P.File(Student with { Name = new("", "José") }));
        yield return new("a name of invisible characters", X12Rules.Required, "NM1", 3, An837P.File(Student with { Name = new("\u200b\u200d", "José") }));
        yield return new("no Medicaid id", X12Rules.Required, "NM1", 9, An837P.File(Student with { MedicaidId = default }));
        yield return new("no payer id", X12Rules.Required, "NM1", 9, An837P.File(Student with { Payer = new("NH Medicaid", "") }));
    }

    private static IEnumerable<Fault> Parties()
    {
        yield return new("student without street", X12Rules.SubscriberAddress, "N3", 1, An837P.File(Student with { Address = Student.Address with { Line1 = " " } }));
        yield return new("student without ZIP code", X12Rules.SubscriberAddress, "N4", 3, An837P.File(Student with { Address = Student.Address with { PostalCode = default } }));
        yield return new("student in an unknown state", X12Rules.State, "N4", 2, An837P.File(Student with { Address = Student.Address with { State = "XX" } }));
        yield return new("no birth date", X12Rules.BirthDate, "DMG", 2, An837P.File(Student with { BirthDate = default }));
        yield return new("group name beside a number", X12Rules.GroupName, "SBR", 4, An837P.File(Student with { GroupNumber = "1", GroupName = "G" }));
        yield return new("unknown filing indicator", X12Rules.FilingIndicator, "SBR", 9, An837P.File(Student with { FilingIndicator = "M1" }));
        yield return new("telephone of nine digits", X12Rules.Contact, "PER", 4, Contact(new("Office", "603555010")));
        yield return new("telephone with dashes", X12Rules.Contact, "PER", 4, Contact(new("Office", "603-555-01")));
        yield return new("no way to reach the contact", X12Rules.Contact, "PER", 4, Contact(new("Office", null)));
        yield return new("district in a PO box", X12Rules.BillingAddress, "N3", 1, District(An837P.District with { Address = An837P.District.Address with { Line1 = "P.O. Box 12" } }));
        yield return new("district without city", X12Rules.BillingAddress, "N4", 1, District(An837P.District with { Address = An837P.District.Address with { City = "" } }));
        yield return new("district with a short ZIP code", X12Rules.BillingZip, "N4", 3, District(An837P.District with { Address = An837P.District.Address with { PostalCode = PostalCode.Parse("03301") } }));
        yield return new("facility with a short ZIP code", X12Rules.BillingZip, "N4", 3, An837P.FileWith(Claim with
        {
            Facility = new("Birch Hill School", null, new("1 Birch Road", null, "Birch Hill", "NH", PostalCode.Parse("03302"))),
        }));
        yield return new("district without tax id", X12Rules.TaxId, "REF", 2, District(An837P.District with { TaxId = default }));
        yield return new("district with an empty taxonomy", X12Rules.Taxonomy, "PRV", 3, District(An837P.District with { Taxonomy = default(TaxonomyCode) }));
        yield return new("district without NPI", X12Rules.Npi, "NM1", 9, District(An837P.District with { Npi = null }));
        yield return new("district with an empty NPI", X12Rules.Npi, "NM1", 9, District(An837P.District with { Npi = default(Npi) }));
        yield return new("ordering provider without NPI", X12Rules.Npi, "NM1", 9, An837P.FileWith(Line with { Ordering = new(new("Okafor"), null) }));
        yield return new("rendering provider with an empty taxonomy", X12Rules.Taxonomy, "PRV", 3, An837P.FileWith(Claim with { Rendering = An837P.Therapist with { Taxonomy = default(TaxonomyCode) } }));
        yield return new("rendering is the district", X12Rules.SameRendering, "NM1", 9, An837P.FileWith(Claim with { Rendering = An837P.Therapist with { Npi = An837P.DistrictNpi } }));
        yield return new("line's rendering is the claim's", X12Rules.SameRendering, "NM1", 9, An837P.FileWith(An837P.Claim(Line with { Rendering = An837P.Therapist }) with { Rendering = An837P.Therapist }));
        yield return new("line's rendering is the district", X12Rules.SameRendering, "NM1", 9, An837P.FileWith(Line with { Rendering = An837P.Therapist with { Npi = An837P.DistrictNpi } }));
        yield return new("facility is the district", X12Rules.SameFacility, "NM1", 1, An837P.FileWith(Claim with { Facility = new("Annex", null, An837P.District.Address) }));
    }

    private static IEnumerable<Fault> Claims()
    {
        yield return new("no claim number", X12Rules.ClaimNumber, "CLM", 1, An837P.FileWith(Claim with { ClaimNumber = "" }));
        yield return new("claim number of 21", X12Rules.Length, "CLM", 1, An837P.FileWith(Claim with { ClaimNumber = new('C', 21) }));
        yield return new("claim number twice", X12Rules.ClaimNumber, "CLM", 1, An837P.File(An837P.Student(Claim, An837P.Claim(An837P.Line(2)) with { ClaimNumber = Claim.ClaimNumber })));
        yield return new("claim number twice but for case", X12Rules.ClaimNumber, "CLM", 1, An837P.File(An837P.Student(
            Claim with { ClaimNumber = "ABC" }, An837P.Claim(An837P.Line(2)) with { ClaimNumber = "abc" })));
        yield return new("claim number twice once it is spelled in ASCII", X12Rules.ClaimNumber, "CLM", 1, An837P.File(An837P.Student(
            An837P.Claim(An837P.Line(1)) with { ClaimNumber = "Ł1" }, An837P.Claim(An837P.Line(2)) with { ClaimNumber = "l1" })));
        yield return new("a cent too much", X12Rules.ClaimTotal, "CLM", 2, An837P.FileWith(Claim with { ChargeCents = 45_51 }));
        yield return new("place of service of one digit", X12Rules.PlaceOfService, "CLM", 5, An837P.FileWith(Claim with { PlaceOfService = "3" }));
        yield return new("frequency 2", X12Rules.Frequency, "CLM", 5, An837P.FileWith(Claim with { Frequency = (ClaimFrequency)2, PayerClaimNumber = "P" }));
        yield return new("void without the payer's number", X12Rules.PayerClaimNumber, "REF", 2, An837P.FileWith(Claim with { Frequency = ClaimFrequency.Void }));
        yield return new("replacement without the payer's number", X12Rules.PayerClaimNumber, "REF", 2, An837P.FileWith(Claim with { Frequency = ClaimFrequency.Replacement, PayerClaimNumber = " " }));
        yield return new("original with a payer's number", X12Rules.PayerClaimNumber, "REF", 2, An837P.FileWith(Claim with { PayerClaimNumber = "P" }));
        yield return new("unknown delay reason", X12Rules.DelayReason, "CLM", 20, An837P.FileWith(Claim with { DelayReason = "12" }));
        yield return new("no diagnosis", X12Rules.Diagnoses, "HI", 1, An837P.FileWith(Claim with { Diagnoses = [] }));
        yield return new("thirteen diagnoses", X12Rules.Diagnoses, "HI", 1, An837P.FileWith(Claim with { Diagnoses = Diagnoses(13) }));
        yield return new("diagnosis twice", X12Rules.Diagnoses, "HI", 2, An837P.FileWith(Claim with { Diagnoses = [Icd10.Parse("F80.2"), Icd10.Parse("F802")] }));
        yield return new("empty diagnosis", X12Rules.Diagnoses, "HI", 2, An837P.FileWith(Claim with { Diagnoses = [Icd10.Parse("F80.2"), default] }));
        yield return new("diagnosis not in force", X12Rules.DiagnosisInForce, "HI", 1, An837P.FileWith(Claim with { Diagnoses = [Icd10.Parse("Z99.9")] }));
        yield return new("unknown date of the claim", X12Rules.ClaimDate, "DTP", 1, An837P.FileWith(Claim with { Dates = [new("472", new(2026, 9, 1))] }));
        yield return new("date of the claim twice", X12Rules.ClaimDate, "DTP", 1, An837P.FileWith(Claim with { Dates = [new("454", new(2026, 9, 1)), new("454", new(2026, 9, 2))] }));
        yield return new("date of the claim in the future", X12Rules.ClaimDate, "DTP", 3, An837P.FileWith(Claim with { Dates = [new("454", An837P.Today.AddDays(1))] }));
        yield return new("unknown kind of note", X12Rules.NoteKind, "NTE", 1, An837P.FileWith(Claim with { Note = new("XYZ", "text") }));
        yield return new("certification note on a line", X12Rules.NoteKind, "NTE", 1, An837P.FileWith(Line with { Note = new("CER", "text") }));
        yield return new("no line", X12Rules.LineCount, "LX", 1, An837P.FileWith(Claim with { Lines = [], ChargeCents = 0 }));
        yield return new("51 lines", X12Rules.LineCount, "LX", 1, An837P.FileWith(An837P.Claim([.. Enumerable.Range(1, 51).Select(Distinct)])));
    }

    private static IEnumerable<Fault> Lines()
    {
        yield return new("procedure of four", X12Rules.Procedure, "SV1", 1, An837P.FileWith(Line with { Service = new("9250", []) }));
        yield return new("five modifiers", X12Rules.Modifiers, "SV1", 1, An837P.FileWith(Line with { Service = new("92507", ["GN", "TM", "HQ", "U1", "U2"]) }));
        yield return new("modifier of three", X12Rules.Modifiers, "SV1", 1, An837P.FileWith(Line with { Service = new("92507", ["GN1"]) }));
        yield return new("modifier twice", X12Rules.Modifiers, "SV1", 1, An837P.FileWith(Line with { Service = new("92507", ["GN", "gn"]) }));
        yield return new("no units", X12Rules.Units, "SV1", 4, An837P.FileWith(Line with { Units = ServiceUnits.Zero }));
        yield return new("the claim's place again", X12Rules.PlaceOfService, "SV1", 5, An837P.FileWith(Line with { PlaceOfService = "03" }));
        yield return new("no pointer", X12Rules.Pointers, "SV1", 7, An837P.FileWith(Line with { DiagnosisPointers = [] }));
        yield return new("pointer 0", X12Rules.Pointers, "SV1", 7, An837P.FileWith(Line with { DiagnosisPointers = [0] }));
        yield return new("pointer to nothing", X12Rules.Pointers, "SV1", 7, An837P.FileWith(Line with { DiagnosisPointers = [2] }));
        yield return new("pointer twice", X12Rules.Pointers, "SV1", 7, An837P.FileWith(Line with { DiagnosisPointers = [1, 1] }));
        yield return new("five pointers", X12Rules.Pointers, "SV1", 7, An837P.FileWith(An837P.Claim(Line with { DiagnosisPointers = [1, 2, 3, 4, 5] }) with { Diagnoses = Diagnoses(5) }));
        yield return new("service tomorrow", X12Rules.ServiceDate, "DTP", 3, An837P.FileWith(Line with { ServiceDate = An837P.Today.AddDays(1) }));
        yield return new("service before birth", X12Rules.ServiceDate, "DTP", 3, An837P.File(Student with { BirthDate = Line.ServiceDate.AddDays(1) }));
        yield return new("no line number", X12Rules.LineNumber, "REF", 2, An837P.FileWith(Line with { LineNumber = "" }));
        yield return new("line number of 31", X12Rules.Length, "REF", 2, An837P.FileWith(Line with { LineNumber = new('L', 31) }));
        yield return new("line number twice", X12Rules.LineNumber, "REF", 2, An837P.FileWith(An837P.Claim(Line, An837P.Line(2) with { LineNumber = Line.LineNumber })));
        yield return new("line number twice once it is spelled in ASCII", X12Rules.LineNumber, "REF", 2, An837P.FileWith(An837P.Claim(
            An837P.Line(1) with { LineNumber = "L#1" }, An837P.Line(2) with { LineNumber = "LNO.1" })));
        yield return new("the same service twice", X12Rules.RepeatedLine, "SV1", 1, An837P.File(An837P.Student(
            Claim, An837P.Claim(Line with { LineNumber = "L2", Service = new("92507", ["TM", "GN"]) }))));
    }

    private static IEnumerable<Fault> OtherPayers()
    {
        var student = An837P.StudentWithInsurance();
        var claim = student.Claims[0];
        var line = claim.Lines[0];
        var judged = line.Adjudications[0];
        Interchange837P Insured(OtherPayer payer) => An837P.File(student with { Claims = [claim with { OtherPayers = [payer] }] });
        Interchange837P Judged(LineAdjudication adjudication) =>
            An837P.File(student with { Claims = [claim with { Lines = [line with { Adjudications = [adjudication] }] }] });

        yield return new("secondary, but no one paid first", X12Rules.OtherPayer, "SBR", 1, An837P.File(Student with { Sequence = PayerSequence.Secondary }));
        yield return new("two payers in one place", X12Rules.OtherPayer, "SBR", 1, Insured(An837P.Insurer() with { Sequence = PayerSequence.Secondary }));
        yield return new("unknown relation", X12Rules.OtherPayer, "SBR", 2, Insured(An837P.Insurer() with { Relationship = "99" }));
        yield return new("no member id", X12Rules.OtherPayer, "NM1", 9, Insured(An837P.Insurer() with { MemberId = "" }));
        yield return new("other payer's group name beside a number", X12Rules.GroupName, "SBR", 4, Insured(An837P.Insurer() with { GroupName = "Group" }));
        yield return new("no date of payment", X12Rules.OtherPayer, "DTP", 3, Judged(judged with { PaidDate = null }));
        yield return new("payment tomorrow", X12Rules.OtherPayer, "DTP", 3, Judged(judged with { PaidDate = An837P.Today.AddDays(1) }));
        yield return new("a line judged by a stranger", X12Rules.OtherPayer, "SVD", 1, An837P.File(student with
        {
            Claims = [claim with { OtherPayers = [An837P.Insurer() with { PaidCents = 45_50, PaidDate = An837P.Today }], Lines = [line with { Adjudications = [judged with { PayerId = "X" }] }] }],
        }));
        yield return new("unknown adjustment group", X12Rules.Adjustment, "CAS", 1, Judged(judged with { Adjustments = [new("XX", "45", 25_50)] }));
        yield return new("adjustment of nothing", X12Rules.Adjustment, "CAS", 3, Judged(judged with { Adjustments = [new("CO", "45", 25_50), new("CO", "2", 0)] }));
        yield return new("claim off by a cent", X12Rules.ClaimBalance, "AMT", 2, Insured(An837P.Insurer() with { PaidCents = 20_01 }));
        yield return new("line off by a cent", X12Rules.LineBalance, "SVD", 2, Judged(judged with { PaidCents = 20_01 }));
    }

    private static Interchange837P With(Func<Envelope, Envelope> change, params Subscriber837P[] students) =>
        An837P.File(students) with { Envelope = change(An837P.Envelope) };

    private static Envelope Separated(Envelope envelope, Separators separators) =>
        envelope with { Syntax = X12Syntax.Default with { Separators = separators } };

    private static Interchange837P District(BillingProvider district) => An837P.Of(An837P.Transaction() with { BillingProvider = district });

    private static Interchange837P Contact(Contact contact) => An837P.Of(An837P.Transaction() with { Submitter = new("District", "MG", contact) });

    private static Transaction837P Another() =>
        An837P.Transaction(An837P.Student(An837P.Claim(An837P.Line(2)))) with { ControlNumber = 2, BatchId = "MG-2026-10-2" };

    private static Interchange837P Crowded() => An837P.File([.. Enumerable.Range(0, 5_001).Chunk(100).Select(numbers =>
        An837P.Student([.. numbers.Select(n => An837P.Claim(Distinct(n)))]))]);

    /// <summary>A line that no other repeats: another day or another modifier.</summary>
    private static ServiceLine837P Distinct(int n) =>
        An837P.Line(n) with { Service = new("92507", [$"{(char)('A' + (n / 30 % 26))}{(char)('A' + (n / 780))}"]) };

    private static IReadOnlyList<Icd10> Diagnoses(int count) => [.. Enumerable.Range(10, count).Select(n => Icd10.Parse($"F{n}"))];

    private sealed record Fault(string Name, X12Rule Rule, string Segment, int Element, Interchange837P File);
}
