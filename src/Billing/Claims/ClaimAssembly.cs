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
    public IEnumerable<BilledClaim> ClaimsOf(List<BillableEntry> student, Action<Unbilled> unbilled) =>
        DayCharge.Of(student, pack, unbilled)
            .GroupBy(ClaimOf)
            .SelectMany(claim => claim
                .GroupBy(LineOf)
                .Select(line => Line(line.Key, [.. line]))
                .Chunk(edition.Claims.LinesPerClaim)
                .Select(lines => Claim(claim.Key, student[0].StudentId, lines)));

    /// <summary>What all lines of a claim share.</summary>
    private readonly record struct ClaimKey(
        long? ProviderId, string Diagnoses, Person? ReferredBy, long? SupervisorId, string? PriorAuthorization, bool IsLate);

    /// <summary>What all charges of a line share.</summary>
    private readonly record struct LineKey(DateOnly Date, string Procedure, string Modifiers, string Place);

    private ClaimKey ClaimOf(DayCharge charge) => new(
        edition.Providers.Rendering == ProviderPlace.None ? null : charge.First.ProviderId,
        charge.First.Diagnoses,
        edition.Providers.Referring == ProviderPlace.Claim ? charge.First.OrderedBy : null,
        edition.Providers.Supervising == ProviderPlace.Claim ? charge.First.SupervisorId : null,
        parties.AuthorizationOf(charge.First),
        rules.IsLate(charge.First.Date));

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
        Lines = lines,
    };
}
