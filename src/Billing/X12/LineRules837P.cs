using System.Collections.Frozen;
using MedicaidLogs.Core.Units;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rules 26 and 35 to 42: one line.</summary>
internal static class LineRules837P
{
    private const int MaxModifiers = 4;
    private const int MaxPointers = 4;

    private static readonly FrozenSet<string> NoteKinds = "ADD DCP TPO".Split(' ').ToFrozenSet();

    public static void Check(Checker837P checker, BillingProvider district, Subscriber837P subscriber, Claim837P claim, ServiceLine837P line)
    {
        Service(checker, line.Service, "SV1", element: 1);
        checker.Amount(line.ChargeCents, "SV1", 2);
        checker.That(line.Units > ServiceUnits.Zero, X12Rules.Units, "SV1", 4);
        if (line.PlaceOfService is { } place)
        {
            checker.That(ClaimRules837P.IsPlaceOfService(place) && place != claim.PlaceOfService, X12Rules.PlaceOfService, "SV1", 5);
        }

        Pointers(checker, line.DiagnosisPointers, claim.Diagnoses.Count);
        checker.That(line.ServiceDate <= checker.Context.Today && line.ServiceDate >= subscriber.BirthDate && Dates837P.IsKnown(line.ServiceDate),
            X12Rules.ServiceDate, "DTP", 3);
        if (checker.Text(line.LineNumber, "REF", 2, 30, X12Rules.LineNumber))
        {
            checker.That(checker.IsFirst(checker.LineNumbers, line.LineNumber), X12Rules.LineNumber, "REF", 2);
        }

        ClaimRules837P.Note(checker, line.Note, NoteKinds);
        PartyRules837P.Practitioner(checker, line.Rendering);
        checker.That(!ClaimRules837P.IsSameProvider(line.Rendering?.Npi, claim.Rendering is null ? district.Npi : claim.Rendering.Npi),
            X12Rules.SameRendering, "NM1", 9);
        PartyRules837P.Practitioner(checker, line.Supervising);
        PartyRules837P.Practitioner(checker, line.Ordering);
        PartyRules837P.Practitioner(checker, line.Referring);

        // A void takes a service back: it may stand beside the claim that bills it anew.
        if (claim.Frequency != ClaimFrequency.Void)
        {
            checker.That(checker.Services.Add(ServiceKey.Of(subscriber.MedicaidId, line)), X12Rules.RepeatedLine, "SV1", 1);
        }
    }

    public static void Service(Checker837P checker, ServiceCode service, string segment, int element)
    {
        checker.That(IsCode(service.Procedure, length: 5), X12Rules.Procedure, segment, element);
        checker.That(AreModifiers(service.Modifiers), X12Rules.Modifiers, segment, element);
    }

    private static bool AreModifiers(IReadOnlyList<string> modifiers)
    {
        if (modifiers.Count > MaxModifiers)
        {
            return false;
        }

        for (var i = 0; i < modifiers.Count; i++)
        {
            if (!IsCode(modifiers[i], length: 2))
            {
                return false;
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (string.Equals(modifiers[i], modifiers[earlier], StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsCode(string? code, int length)
    {
        if (code?.Length != length)
        {
            return false;
        }

        foreach (var c in code)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static void Pointers(Checker837P checker, IReadOnlyList<int> pointers, int diagnoses)
    {
        if (diagnoses == 0)
        {
            return; // X12_DIAGNOSES reports it; one fault, one finding.
        }

        var hold = pointers.Count is > 0 and <= MaxPointers;
        var seen = 0;
        for (var i = 0; i < pointers.Count && hold; i++)
        {
            hold = pointers[i] > 0 && pointers[i] <= Math.Min(diagnoses, 12) && (seen & (1 << pointers[i])) == 0;
            seen |= 1 << (pointers[i] & 31);
        }

        checker.That(hold, X12Rules.Pointers, "SV1", 7);
    }
}
