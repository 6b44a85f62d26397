using System.Text.RegularExpressions;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.Claims;

/// <summary>A run's claims in the words of the 837P. The same run and claims always give the same model.</summary>
internal sealed class ClaimFileModel
{
    private const int MaxClaimsPerSubscriber = 100; // X12 rule 34
    private const int MaxPointers = 4;

    private readonly FileTerms _terms;
    private readonly PayerEdition _payer;
    private readonly DistrictId _districtId;
    private readonly long _claimRunId;
    private readonly Regex _medicaidIds;
    private readonly BillingProvider _billing;

    // What stands on claim after claim is made once.
    private readonly Dictionary<(string Procedure, string Modifiers), ServiceCode> _services = [];
    private readonly Dictionary<Person, Practitioner> _practitioners = [];
    private readonly Dictionary<string, (IReadOnlyList<Icd10> Codes, int[] Pointers)> _diagnoses = new(StringComparer.Ordinal);

    /// <param name="controlNumber">ISA13 and GS06.</param>
    /// <param name="builtAt">The file shows it in the district's time zone, to the minute.</param>
    public ClaimFileModel(FileTerms terms, long claimRunId, int controlNumber, DateTimeOffset builtAt)
    {
        _terms = terms;
        _payer = terms.Payer;
        _districtId = new(terms.District.DistrictId);
        _claimRunId = claimRunId;
        _medicaidIds = _payer.MedicaidIdRegex;
        _billing = Billing(terms);
        var local = TimeZoneInfo.ConvertTime(builtAt, TimeZoneInfo.FindSystemTimeZoneById(terms.District.TimeZone)).DateTime;
        var (today, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        Envelope = _payer.Envelope(controlNumber, today, time);

        // Whether a diagnosis is in force on a date is the code set's word; none is shipped, DX_FORMAT holds the form.
        Validation = _payer.Validation(today, (_, _) => true);
    }

    public Envelope Envelope { get; }

    public ValidationContext837P Validation { get; }

    /// <summary>One transaction, or a piece of it, as a part of the file. Not safe for several threads.</summary>
    /// <param name="claims">Those of a student stand together.</param>
    public Part PartOf(int transactionNumber, IReadOnlyList<BilledClaim> claims)
    {
        var subscribers = new List<Subscriber837P>();
        var firstClaims = new List<int>();
        for (var from = 0; from < claims.Count;)
        {
            var after = from + 1;
            while (after < claims.Count && after - from < MaxClaimsPerSubscriber && IsOfSameLoop(claims[from], claims[after]))
            {
                after++;
            }

            firstClaims.Add(from);
            subscribers.Add(Subscriber(claims[from], [.. Enumerable.Range(from, after - from).Select(i => Claim(claims[i]))]));
            from = after;
        }

        var transaction = new Transaction837P
        {
            ControlNumber = transactionNumber,
            BatchId = $"D{_districtId}R{_claimRunId}T{transactionNumber}",
            Submitter = new(_terms.District.Name, _payer.Submitter.Id, new(_terms.District.Name, _terms.District.Phone)),
            Receiver = _payer.ClaimReceiver,
            BillingProvider = _billing,
            Subscribers = subscribers,
        };
        return new(new() { Envelope = Envelope, Transactions = [transaction] }, firstClaims);
    }

    private static BillingProvider Billing(FileTerms terms) => new()
    {
        Name = terms.District.Name,
        Npi = Npi.TryParse(terms.District.Npi, out var npi) ? npi : null,
        Taxonomy = terms.Payer.Providers.BillingTaxonomy is null ? null
            : TaxonomyCode.TryParse(terms.Payer.Providers.BillingTaxonomy, out var taxonomy) ? taxonomy : default(TaxonomyCode),
        Address = Address(terms.District.Street, terms.District.City, terms.District.StateCode, terms.District.PostalCode),
        TaxId = TaxId.TryParse(terms.District.TaxId, out var taxId) ? taxId : default,
        PayTo = terms.Payer.PayTo is { } payTo ? Address(payTo.Street, payTo.City, payTo.State, payTo.PostalCode) : null,
    };

    /// <summary>SBR01 is the subscriber's: claims that other payers were asked for have a loop of their own.</summary>
    private static bool IsOfSameLoop(BilledClaim one, BilledClaim other) =>
        one.StudentId == other.StudentId && one.PriorPayers.Count == other.PriorPayers.Count;

    private Subscriber837P Subscriber(BilledClaim first, IReadOnlyList<Claim837P> claims) => new()
    {
        Sequence = (PayerSequence)first.PriorPayers.Count,
        FilingIndicator = _payer.Claims.FilingIndicator,
        MedicaidId = MedicaidId.TryParse(first.Student.MedicaidId, _medicaidIds, out var medicaidId) ? medicaidId : default,
        Name = new(first.Student.LastName, first.Student.FirstName, first.Student.MiddleName),
        Address = Address(first.Student.Street, first.Student.City, first.Student.StateCode, first.Student.PostalCode),
        BirthDate = first.Student.BirthDate,
        Sex = first.Student.Sex switch
        {
            "F" => Sex.Female,
            "M" => Sex.Male,
            _ => Sex.Unknown,
        },
        Payer = _payer.ClaimPayer,
        Claims = claims,
    };

    private Claim837P Claim(BilledClaim claim)
    {
        var (diagnoses, pointers) = Diagnoses(claim.Diagnoses);
        var number = claim.Number(_districtId).ToString();
        return new()
        {
            ClaimNumber = number,
            ChargeCents = claim.ChargeCents,
            PlaceOfService = claim.Place,
            Frequency = claim.Frequency,
            PayerClaimNumber = claim.PayerClaimNumber,
            DelayReason = claim.DelayReason,
            PriorAuthorization = claim.PriorAuthorization,
            MedicalRecordNumber = claim.Student.MedicalRecordNumber,
            Note = Note(_payer.Claims.ClaimNote),
            Diagnoses = diagnoses,
            Referring = At(_payer.Providers.Referring, ProviderPlace.Claim, claim.Lines[0].Ordering),
            Rendering = At(_payer.Providers.Rendering, ProviderPlace.Claim, Rendering(claim)),
            Supervising = At(_payer.Providers.Supervising, ProviderPlace.Claim, claim.Lines[0].Supervising),
            OtherPayers = [.. claim.PriorPayers.Select(payer => OtherPayer(claim, payer))],
            Lines = [.. claim.Lines.Select((line, index) => Line(claim, line, index, ClaimNumber.OfLine(number, index + 1), pointers))],
        };
    }

    private ServiceLine837P Line(BilledClaim claim, BilledLine line, int index, string number, int[] pointers) => new()
    {
        LineNumber = number,
        ServiceDate = line.Date,
        Service = Service(line),
        ChargeCents = line.ChargeCents,
        Units = line.Units,
        PlaceOfService = line.Place == claim.Place ? null : line.Place,
        DiagnosisPointers = pointers,
        Note = Note(_payer.Claims.LineNote),
        Rendering = At(_payer.Providers.Rendering, ProviderPlace.Line, Rendering(claim)),
        Supervising = At(_payer.Providers.Supervising, ProviderPlace.Line, line.Supervising),
        Ordering = At(_payer.Providers.Ordering, ProviderPlace.Line, line.Ordering),
        Referring = At(_payer.Providers.Referring, ProviderPlace.Line, line.Ordering),
        Adjudications = claim.PriorPayers.Count == 0 ? [] : [.. claim.PriorPayers.Select(payer => Adjudication(payer.Payer, payer.Lines[index], line))],
    };

    private ServiceCode Service(BilledLine line)
    {
        var key = (line.Procedure, line.Modifiers);
        if (!_services.TryGetValue(key, out var service))
        {
            _services[key] = service = new(line.Procedure, line.Modifiers.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return service;
    }

    /// <summary>What it did with each line stands there (2430), with its date.</summary>
    private static OtherPayer OtherPayer(BilledClaim claim, PriorDecisions prior) => new()
    {
        Sequence = (PayerSequence)(prior.Payer.AskedAs - 1),
        Relationship = prior.Payer.Relationship,
        FilingIndicator = prior.Payer.FilingIndicator,
        PaidCents = prior.Lines.Sum(line => line.PaidCents),
        Insured = prior.Payer.InsuredLastName is { } lastName
            ? new(lastName, prior.Payer.InsuredFirstName)
            : new(claim.Student.LastName, claim.Student.FirstName, claim.Student.MiddleName),
        MemberId = prior.Payer.MemberId,
        PayerName = prior.Payer.PayerName,
        PayerId = prior.Payer.PayerId,
        PayerClaimNumber = prior.Payer.PayerClaimNumber,
    };

    private LineAdjudication Adjudication(PriorPayer payer, PriorDecision decision, BilledLine line) => new()
    {
        PayerId = payer.PayerId,
        PaidCents = decision.PaidCents,
        Service = Service(line),
        Units = line.Units,
        Adjustments = PriorPayment.AdjustmentsOf(decision.Adjustments),
        PaidDate = decision.PaidOn,
    };

    /// <summary>Only where it is not the billing provider itself (rule 26).</summary>
    private Person? Rendering(BilledClaim claim) => claim.Rendering is { } person && person.Npi != _terms.District.Npi
        ? _payer.Providers.RenderingTaxonomy ? person : person with { Taxonomy = null }
        : null;

    private Practitioner? At(ProviderPlace wanted, ProviderPlace here, Person? person)
    {
        if (wanted != here || person is null)
        {
            return null;
        }

        if (!_practitioners.TryGetValue(person, out var practitioner))
        {
            _practitioners[person] = practitioner = new(
                new(person.LastName, person.FirstName),
                Npi.TryParse(person.Npi, out var npi) ? npi : null,
                TaxonomyCode.TryParse(person.Taxonomy, out var taxonomy) ? taxonomy : null,
                person.PayerId);
        }

        return practitioner;
    }

    private static Note? Note(NoteTerms? note) => note is null ? null : new(note.Kind, note.Text);

    private static Address Address(string street, string city, string state, string postalCode) =>
        new(street, null, city, state, PostalCode.TryParse(postalCode, out var code) ? code : default);

    private (IReadOnlyList<Icd10> Codes, int[] Pointers) Diagnoses(string codes)
    {
        if (!_diagnoses.TryGetValue(codes, out var diagnoses))
        {
            IReadOnlyList<Icd10> parsed =
                [.. codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => Icd10.TryParse(code, out var icd10) ? icd10 : default)];
            _diagnoses[codes] = diagnoses = (parsed, [.. Enumerable.Range(1, Math.Min(parsed.Count, MaxPointers))]);
        }

        return diagnoses;
    }

    /// <summary>A part of the file, and where in the list of claims each of its subscribers begins.</summary>
    internal sealed record Part(Interchange837P Interchange, IReadOnlyList<int> FirstClaims)
    {
        /// <summary>The positions in the list of claims that a fault lies on; null where it lies above the students.</summary>
        public Range? ClaimsAt(X12Place place, int claims) => place switch
        {
            { Subscriber: null } => null,
            { Subscriber: { } s, Claim: { } c } => (FirstClaims[s] + c)..(FirstClaims[s] + c + 1),
            { Subscriber: { } s } => FirstClaims[s]..(s + 1 < FirstClaims.Count ? FirstClaims[s + 1] : claims),
        };
    }
}
