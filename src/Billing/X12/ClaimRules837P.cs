using System.Collections.Frozen;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Billing.X12;

/// <summary>Rules 26 to 33 and 35: one claim without its lines.</summary>
internal static class ClaimRules837P
{
    private const int MaxDiagnoses = 12;

    /// <summary>DTP01 of loop 2300.</summary>
    private static readonly FrozenSet<string> DateQualifiers =
        "431 454 304 453 439 484 455 471 360 361 297 296 435 096 090 091 444 050".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> NoteKinds = "ADD CER DCP DGN TPO".Split(' ').ToFrozenSet();

    public static void Check(Checker837P checker, BillingProvider district, Claim837P claim)
    {
        if (checker.Text(claim.ClaimNumber, "CLM", 1, 20, X12Rules.ClaimNumber))
        {
            checker.That(checker.IsFirst(checker.ClaimNumbers, claim.ClaimNumber), X12Rules.ClaimNumber, "CLM", 1);
        }

        checker.Amount(claim.ChargeCents, "CLM", 2);
        checker.That(claim.ChargeCents == LineCharges(claim.Lines), X12Rules.ClaimTotal, "CLM", 2);
        checker.That(IsPlaceOfService(claim.PlaceOfService), X12Rules.PlaceOfService, "CLM", 5);
        Kind(checker, claim);
        Dates(checker, claim);
        checker.Text(claim.PriorAuthorization, "REF", 2, 50);
        checker.Text(claim.MedicalRecordNumber, "REF", 2, 50);
        Note(checker, claim.Note, NoteKinds);
        Diagnoses(checker, claim);

        PartyRules837P.Practitioner(checker, claim.Referring);
        PartyRules837P.Practitioner(checker, claim.Rendering);
        checker.That(!IsSameProvider(claim.Rendering?.Npi, district.Npi), X12Rules.SameRendering, "NM1", 9);
        PartyRules837P.Facility(checker, district, claim.Facility);
        PartyRules837P.Practitioner(checker, claim.Supervising);
        checker.That(claim.Lines.Count > 0 && claim.Lines.Count <= checker.Context.MaxLinesPerClaim, X12Rules.LineCount, "LX", 1);
    }

    public static bool IsPlaceOfService(string? place) =>
        place is { Length: 2 } && char.IsAsciiDigit(place[0]) && char.IsAsciiDigit(place[1]);

    public static bool IsSameProvider(Npi? one, Npi? other) => one is { IsEmpty: false } && one == other;

    public static void Note(Checker837P checker, Note? note, FrozenSet<string> kinds)
    {
        if (note is not null)
        {
            checker.That(kinds.Contains(note.Kind), X12Rules.NoteKind, "NTE", 1);
            checker.Text(note.Text, "NTE", 2, 80, X12Rules.Required);
        }
    }

    /// <summary>Original, replacement or void, and why it is late.</summary>
    private static void Kind(Checker837P checker, Claim837P claim)
    {
        var isOriginal = claim.Frequency == ClaimFrequency.Original;
        checker.That(Enum.IsDefined(claim.Frequency), X12Rules.Frequency, "CLM", 5);
        if (checker.Text(claim.PayerClaimNumber, "REF", 2, 50, isOriginal ? null : X12Rules.PayerClaimNumber))
        {
            checker.That(!isOriginal, X12Rules.PayerClaimNumber, "REF", 2);
        }

        if (claim.DelayReason is { } reason)
        {
            checker.That(DelayReasons.IsKnown(reason), X12Rules.DelayReason, "CLM", 20);
        }
        else if (isOriginal)
        {
            checker.That(!claim.Lines.Any(line => checker.Context.IsLate(line.ServiceDate)), X12Rules.DelayReason, "CLM", 20);
        }
    }

    private static void Dates(Checker837P checker, Claim837P claim)
    {
        for (var i = 0; i < claim.Dates.Count; i++)
        {
            var (qualifier, date) = claim.Dates[i];
            var isFirst = claim.Dates.Take(i).All(earlier => earlier.Qualifier != qualifier);
            checker.That(isFirst && DateQualifiers.Contains(qualifier), X12Rules.ClaimDate, "DTP", 1);
            checker.That(Dates837P.IsKnown(date) && date <= checker.Context.Today, X12Rules.ClaimDate, "DTP", 3);
        }
    }

    private static void Diagnoses(Checker837P checker, Claim837P claim)
    {
        var diagnoses = claim.Diagnoses;
        checker.That(diagnoses.Count is > 0 and <= MaxDiagnoses, X12Rules.Diagnoses, "HI", 1);
        for (var i = 0; i < diagnoses.Count; i++)
        {
            var diagnosis = diagnoses[i];
            checker.That(!diagnosis.IsEmpty && !Repeats(diagnoses, i), X12Rules.Diagnoses, "HI", i + 1);
            checker.That(IsInForce(checker.Context, diagnosis, claim.Lines), X12Rules.DiagnosisInForce, "HI", i + 1);
        }
    }

    private static bool IsInForce(ValidationContext837P context, Icd10 diagnosis, IReadOnlyList<ServiceLine837P> lines)
    {
        for (var i = 0; i < lines.Count && !diagnosis.IsEmpty; i++)
        {
            var isSameDay = i > 0 && lines[i].ServiceDate == lines[i - 1].ServiceDate;
            if (!isSameDay && !context.DiagnosisInForce(diagnosis, lines[i].ServiceDate))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Repeats(IReadOnlyList<Icd10> diagnoses, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (diagnoses[i] == diagnoses[at])
            {
                return true;
            }
        }

        return false;
    }

    private static Int128 LineCharges(IReadOnlyList<ServiceLine837P> lines)
    {
        Int128 cents = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            cents += lines[i].ChargeCents;
        }

        return cents;
    }
}
