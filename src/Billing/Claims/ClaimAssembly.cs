using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.Claims;

/// <summary>Turns the sessions of a student into claims as the payer takes them.</summary>
/// <remarks>
/// Units are counted for each provider by itself. Where the payer is not told who gave a service, the same procedure by two
/// providers on one day would look like a duplicate (CO-18): their units go on one line.
/// </remarks>
/// <param name="rules">They say which services are late.</param>
/// <param name="delayReason">CLM20 of late claims; without one they are for the rules to find.</param>
internal sealed class ClaimAssembly(PayerEdition edition, RulePack pack, Parties parties, ValidationContext837P rules, string? delayReason)
{
    /// <param name="unbilled">Receives sessions that come to nothing, with the reason.</param>
    /// <returns>Claims without numbers, in an order that depends on nothing but the sessions.</returns>
    public IEnumerable<BilledClaim> ClaimsOf(List<BillableEntry> student, Action<Unbilled> unbilled)
    {
        var lines = DayCharge.Of(student, pack, unbilled)
            .GroupBy(charge => (Claim: ClaimOf(charge), Line: LineOf(charge)))
            .Select(line => (line.Key.Claim, Line: Line(line.Key.Line, [.. line])))
            .ToList();
        return Settled(lines, unbilled)
            .GroupBy(each => each.Claim, each => each.Line)
            .OrderBy(claim => claim.Key.Prior.Count) // Claims that stand in the same place in line share a subscriber loop.
            .SelectMany(claim => claim
                .Chunk(edition.Claims.LinesPerClaim)
                .Select(each => Claim(claim.Key, student[0].StudentId, each)));
    }

    /// <summary>What all lines of a claim share.</summary>
    private readonly record struct ClaimKey(
        long? ProviderId, string Diagnoses, Person? ReferredBy, long? SupervisorId, string? PriorAuthorization, bool IsLate, PriorPair Prior);

    /// <summary>Who was asked first, and who after that. Two of one place cannot be told apart: then neither stands here.</summary>
    private readonly record struct PriorPair(PriorPayer? First, PriorPayer? Second)
    {
        public int Count => (First is null ? 0 : 1) + (Second is null ? 0 : 1);
    }

    /// <summary>What all charges of a line share.</summary>
    private readonly record struct LineKey(DateOnly Date, string Procedure, string Modifiers, string Place);

    private ClaimKey ClaimOf(DayCharge charge) => new(
        edition.Providers.Rendering == ProviderPlace.None ? null : charge.First.ProviderId,
        charge.First.Diagnoses,
        edition.Providers.Referring == ProviderPlace.Claim ? charge.First.OrderedBy : null,
        edition.Providers.Supervising == ProviderPlace.Claim ? charge.First.SupervisorId : null,
        parties.AuthorizationOf(charge.First),
        rules.IsLate(charge.First.Date),
        PriorOf(charge));

    private PriorPair PriorOf(DayCharge charge)
    {
        if (parties.PriorPayments.Count == 0)
        {
            return default;
        }

        var payments = parties.PriorPayments[ServiceOf(charge.First)];
        return new(
            payments.FirstOrDefault(payment => payment.Payer.AskedAs == 1)?.Payer,
            payments.FirstOrDefault(payment => payment.Payer.AskedAs == 2)?.Payer);
    }

    private static ServiceOfDay ServiceOf(BillableEntry entry) => new(entry.StudentId, entry.Date, entry.Procedure);

    /// <summary>
    /// A line goes out if every payer before paid and took off its whole charge. Payers decide on a procedure of a day: where that is
    /// two lines, nobody can tell what of it is whose.
    /// </summary>
    private IEnumerable<(ClaimKey Claim, BilledLine Line)> Settled(List<(ClaimKey Claim, BilledLine Line)> lines, Action<Unbilled> unbilled)
    {
        if (parties.PriorPayments.Count == 0)
        {
            return lines;
        }

        var count = lines.CountBy(each => ServiceOf(each.Line.Entries[0].Entry)).ToDictionary();
        return lines.Where(each =>
        {
            var service = ServiceOf(each.Line.Entries[0].Entry);
            var payments = parties.PriorPayments[service].ToList();
            var isSettled = payments.TrueForAll(payment => payment.JudgedCents == each.Line.ChargeCents)
                && (payments.Count == 0 || (count[service] == 1 && payments.Count == each.Claim.Prior.Count));
            if (!isSettled)
            {
                unbilled(new([UnbilledReason.OtherPayerAmount], [.. each.Line.Entries.Select(billed => billed.Entry)]));
            }

            return isSettled;
        });
    }

    private LineKey LineOf(DayCharge charge) => new(charge.First.Date, charge.First.Procedure, ModifiersOf(charge.First), PlaceOf(charge.First));

    /// <summary>The payer's telehealth modifier in place of the pack's.</summary>
    private string ModifiersOf(BillableEntry entry)
    {
        if (!entry.Telehealth || edition.Claims.TelehealthModifier is not { } telehealth)
        {
            return entry.Modifiers;
        }

        var packs = pack.On(entry.Date).TelehealthModifier;
        return string.Join(' ', entry.Modifiers.Split(' ').Select(modifier => modifier == packs ? telehealth : modifier));
    }

    /// <summary>Empty where neither payer nor pack knows the place: the 837P rules report it.</summary>
    private string PlaceOf(BillableEntry entry)
    {
        var packs = pack.On(entry.Date);
        return entry.Telehealth
            ? edition.Claims.TelehealthPlaceOfService ?? packs.TelehealthPlaceOfService
            : edition.Claims.PlacesOfService.GetValueOrDefault(entry.Place) ?? packs.Places.GetValueOrDefault(entry.Place, "");
    }

    private BilledLine Line(LineKey key, IReadOnlyList<DayCharge> charges)
    {
        var first = charges[0].First;
        return new(
            key.Date,
            key.Procedure,
            key.Modifiers,
            key.Place,
            charges.Sum(charge => charge.Minutes),
            charges.Aggregate(ServiceUnits.Zero, (units, charge) => units + charge.Units),
            charges.Sum(charge => charge.ChargeCents),
            first.OrderedBy,
            first.SupervisorId is { } supervisor ? parties.Providers.GetValueOrDefault(supervisor) : null,
            [.. charges.SelectMany(charge => charge.Entries.Zip(charge.Shares, (entry, cents) => new BilledEntry(entry, cents)))]);
    }

    private BilledClaim Claim(ClaimKey key, long studentId, BilledLine[] lines) => new()
    {
        StudentId = studentId,
        Student = parties.Students[studentId],
        ProviderId = key.ProviderId,
        Rendering = key.ProviderId is { } provider ? parties.Providers[provider] : null,
        Place = lines[0].Place,
        Diagnoses = key.Diagnoses,
        PriorAuthorization = key.PriorAuthorization,
        DelayReason = key.IsLate ? delayReason : null,
        PriorPayers = [.. new[] { key.Prior.First, key.Prior.Second }.OfType<PriorPayer>().Select(payer => Decisions(payer, lines))],
        Lines = lines,
    };

    private PriorDecisions Decisions(PriorPayer payer, BilledLine[] lines) => new(payer, [.. lines.Select((line, index) =>
    {
        var payment = parties.PriorPayments[ServiceOf(line.Entries[0].Entry)].First(payment => payment.Payer == payer);
        return new PriorDecision(index + 1, payment.PaidOn, payment.PaidCents, payment.Adjustments);
    })]);
}
