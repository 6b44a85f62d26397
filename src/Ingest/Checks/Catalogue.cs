using MedicaidLogs.Ingest.Entries;

namespace MedicaidLogs.Ingest.Checks;

/// <summary>A check: a pure function of an entry and its context that puts what it finds into <paramref name="findings"/>.</summary>
public delegate void Check(Entry entry, CheckContext context, Findings findings);

/// <summary>A check's place in the catalogue.</summary>
/// <param name="Undelivers">What it finds also keeps the session from counting toward the grid's minutes.</param>
/// <param name="OfMissedSessions">It also looks at sessions that were not held (absences), which are never billed.</param>
/// <param name="Reach">How far it looks beyond the month; null where it does not.</param>
public sealed record CatalogueLine(string Code, Check Check, bool Undelivers = false, bool OfMissedSessions = false, Reach? Reach = null);

/// <summary>Checks that see the same verdicts: those that the earlier stages reached.</summary>
/// <param name="OfTheRowAlone">They look at nothing that depends on the date, and so also at sessions that CAL_FUTURE rejects.</param>
public sealed record Stage(string Title, CatalogueLine[] Checks, bool OfTheRowAlone = false);

/// <summary>Every check, in order. To add one: its file, its test, its line here, its words in docs/findings.md.</summary>
public static class Catalogue
{
    public static readonly Stage[] Stages =
    [
        new("The row by itself",
        [
            new(UnknownStudent.Code, UnknownStudent.Check, Undelivers: true, OfMissedSessions: true),
            new(UnknownProvider.Code, UnknownProvider.Check),
            new(UnknownAttendance.Code, UnknownAttendance.Check, Undelivers: true, OfMissedSessions: true),
            new(UnknownService.Code, UnknownService.Check, Undelivers: true, OfMissedSessions: true),
            new(NotDelivered.Code, NotDelivered.Check, Undelivers: true, OfMissedSessions: true),
            new(MissingFields.Code, MissingFields.Check, Undelivers: true),
            new(SessionTimes.Code, SessionTimes.Check, Undelivers: true),
            new(Unsigned.Code, Unsigned.Check),
            new(SignedLate.Code, SignedLate.Check),
            new(SignedJustNow.Code, SignedJustNow.Check),
            new(SignedBeforeEnd.Code, SignedBeforeEnd.Check),
            new(EditedAfterSigning.Code, EditedAfterSigning.Check),
            new(NotCosigned.Code, NotCosigned.Check),
            new(ClonedNote.Code, ClonedNote.Check),
            new(NoObjective.Code, NoObjective.Check),
            new(InFuture.Code, InFuture.Check, Undelivers: true),
            new(NotBilledByOffice.Code, NotBilledByOffice.Check, OfMissedSessions: true),
            new(MergedDuplicate.Code, MergedDuplicate.Check, Undelivers: true, OfMissedSessions: true),
        ], OfTheRowAlone: true),
        new("Beside its records",
        [
            new(AgeOutsideProgram.Code, AgeOutsideProgram.Check),
            new(WrongMedicaidId.Code, WrongMedicaidId.Check),
            new(NotEligible.Code, NotEligible.Check),
            new(OtherPersonForPayer.Code, OtherPersonForPayer.Check),
            new(InInstitution.Code, InInstitution.Check),
            new(IncompleteAddress.Code, IncompleteAddress.Check),
            new(NotEnrolled.Code, NotEnrolled.Check),
            new(AbsentFromSchool.Code, AbsentFromSchool.Check, Undelivers: true),

            new(SchoolClosed.Code, SchoolClosed.Check, Undelivers: true),
            new(DayNotInCalendar.Code, DayNotInCalendar.Check),
            new(NoEsyRow.Code, NoEsyRow.Check),
            new(OutsideSchoolHours.Code, OutsideSchoolHours.Check),

            new(Consultation.Code, Consultation.Check),
            new(MeetingOrReport.Code, MeetingOrReport.Check),
            new(InstructionNotTherapy.Code, InstructionNotTherapy.Check),
            new(NoPlan.Code, NoPlan.Check),
            new(PlanTypeNotBilled.Code, PlanTypeNotBilled.Check),
            new(PlanNotFinal.Code, PlanNotFinal.Check),
            new(ServiceNotInPlan.Code, ServiceNotInPlan.Check),
            new(EvaluationNotCovered.Code, EvaluationNotCovered.Check),
            new(OutsideRowDates.Code, OutsideRowDates.Check),
            new(OtherModeThanPlan.Code, OtherModeThanPlan.Check),
            new(OtherPlaceThanPlan.Code, OtherPlaceThanPlan.Check),
            new(UnreadableFrequency.Code, UnreadableFrequency.Check),

            new(ConsentMissing.Code, ConsentMissing.Check),
            new(ConsentNotGranted.Code, ConsentNotGranted.Check),
            new(ConsentNoticeOld.Code, ConsentNoticeOld.Check),
            new(OrderMissing.Code, OrderMissing.Check),
            new(OrderNotInForce.Code, OrderNotInForce.Check),
            new(OrdererWithoutNpi.Code, OrdererWithoutNpi.Check),
            new(OrdererOutOfScope.Code, OrdererOutOfScope.Check),
            new(AuthorizationMissing.Code, AuthorizationMissing.Check),

            new(ProviderNotEmployed.Code, ProviderNotEmployed.Check),
            new(ProviderNotClear.Code, ProviderNotClear.Check),
            new(NoCredentialInForce.Code, NoCredentialInForce.Check),
            new(CredentialNotForService.Code, CredentialNotForService.Check),
            new(ProviderWithoutNpi.Code, ProviderWithoutNpi.Check),
            new(ProviderNotEnrolled.Code, ProviderNotEnrolled.Check),
            new(SupervisionOverdue.Code, SupervisionOverdue.Check),
            new(NobodyToCosign.Code, NobodyToCosign.Check),
            new(BackgroundNotChecked.Code, BackgroundNotChecked.Check),
            new(FederallyFunded.Code, FederallyFunded.Check),

            new(NotInCodeMap.Code, NotInCodeMap.Check),
            new(UnknownPlace.Code, UnknownPlace.Check),
            new(TelehealthNotAllowed.Code, TelehealthNotAllowed.Check),
            new(DiagnosisMissing.Code, DiagnosisMissing.Check),
            new(DiagnosisMalformed.Code, DiagnosisMalformed.Check),
            new(DiagnosisNotPointable.Code, DiagnosisNotPointable.Check),
            new(NoRate.Code, NoRate.Check),
            new(RateAboveCeiling.Code, RateAboveCeiling.Check),

            new(RideWithoutAdaptation.Code, RideWithoutAdaptation.Check),
            new(VehicleNotAdapted.Code, VehicleNotAdapted.Check),

            new(FiledTooLate.Code, FiledTooLate.Check),
            new(FilingDueSoon.Code, FilingDueSoon.Check),
            new(OtherCoverageOpen.Code, OtherCoverageOpen.Check),
        ]),
        new("Beside the other sessions of the student and the provider",
        [
            new(DuplicateLog.Code, DuplicateLog.Check, Undelivers: true),
            new(ProgressOverdue.Code, ProgressOverdue.Check, Reach: ProgressOverdue.Reach),
            new(MakesUpForNothing.Code, MakesUpForNothing.Check, Reach: MakesUpForNothing.Reach),
            new(StudentOverlap.Code, StudentOverlap.Check),
            new(AideBesideTherapy.Code, AideBesideTherapy.Check),
            new(CoTreatment.Code, CoTreatment.Check),
            new(ProviderOverlap.Code, ProviderOverlap.Check),
            new(AideMinutesShared.Code, AideMinutesShared.Check),
            new(NoTimeToTravel.Code, NoTimeToTravel.Check),
            new(GroupSize.Code, GroupSize.Check),
            new(GroupLeftOne.Code, GroupLeftOne.Check),
            new(GroupTimesDiffer.Code, GroupTimesDiffer.Check),
            new(NotOnBoard.Code, NotOnBoard.Check),
        ]),
        new("Within the plan's amounts",
        [
            new(MinutesOverGrid.Code, MinutesOverGrid.Check, Reach: PeriodUse.Reach),
            new(SessionsOverGrid.Code, SessionsOverGrid.Check, Reach: PeriodUse.Reach),
        ]),
        new("Within the day",
        [
            new(ProviderDayTooLong.Code, ProviderDayTooLong.Check),
            new(DayCap.Code, DayCap.Check),
        ]),
        new("Within the week, the month, and since the last evaluation",
        [
            new(PeriodUnits.Code, PeriodUnits.Check, Reach: PeriodUnits.Reach),
            new(EvaluatedTooSoon.Code, EvaluatedTooSoon.Check, Reach: EvaluatedTooSoon.Reach),
        ]),
        new("Within what the payer authorized",
        [
            new(AuthorizationUsedUp.Code, AuthorizationUsedUp.Check, Reach: AuthorizationUsedUp.Reach),
        ]),
        new("What the day's minutes round to, without those beyond a cap",
        [
            new(ZeroUnits.Code, ZeroUnits.Check),
        ]),
        new("What the month's sessions come to",
        [
            new(TooFewInMonth.Code, TooFewInMonth.Check),
        ]),
        new("Transport, which rests on the day's other services",
        [
            new(TripWithoutService.Code, TripWithoutService.Check),
            new(TooManyTrips.Code, TooManyTrips.Check),
        ]),
    ];

    private static readonly HashSet<string> _undelivering =
        [.. Stages.SelectMany(stage => stage.Checks).Where(line => line.Undelivers).Select(line => line.Code)];

    private static readonly Reach[] _reaches =
        [.. Stages.SelectMany(stage => stage.Checks).Select(line => line.Reach).OfType<Reach>().Distinct()];

    public static IEnumerable<string> Codes => Stages.SelectMany(stage => stage.Checks).Select(line => line.Code);

    public static bool Undelivers(string code) => _undelivering.Contains(code);

    /// <summary>How far all checks together look from a session that was held; null where none looks beyond the month.</summary>
    internal static DaySpan? ReachOf(Entry entry)
    {
        DaySpan? all = null;
        foreach (var reach in _reaches)
        {
            if (reach(entry) is { } days)
            {
                all = all?.And(days) ?? days;
            }
        }

        return all;
    }
}
