using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Grid;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Entries;

/// <summary>One logged session at its current version, with the records that it was matched to and the verdicts reached so far.</summary>
/// <remarks>
/// The matched records are set once, before the checks run, by <see cref="Checks.Matching"/>. Verdicts are set by the
/// check engine alone, between its stages; a check reads those of earlier stages and never writes.
/// </remarks>
public sealed record Entry
{
    public required long EntryId { get; init; }

    public required int Version { get; init; }

    public required SessionLog Log { get; init; }

    /// <summary>Whose row id it is, and the row id: together they name the row in any later file.</summary>
    public required string Source { get; init; }

    public required string RowId { get; init; }

    /// <summary>What the source said when it last said something new; the same again is a duplicate, even after a correction by hand.</summary>
    public required Guid RowHash { get; init; }

    /// <summary>The file that it came in; null for one that was logged on a page.</summary>
    public required long? ImportFileId { get; init; }

    /// <summary>Of the file, the header being line 1; null without a file.</summary>
    public required int? LineNumber { get; init; }

    /// <summary>The version in which what the provider attests last changed.</summary>
    public int ContentVersion { get; init; } = 1;

    /// <summary>The version that the signature covers; 0 without a signature.</summary>
    public int SignedVersion { get; init; }

    /// <summary>The signature was given here, by the person and with the password; false: a source claims it.</summary>
    public bool SignedHere { get; init; }

    /// <summary>The same of the co-signature.</summary>
    public bool CosignedHere { get; init; }

    /// <summary>The verdicts that stand in the store; null for an entry that is not there yet at this version.</summary>
    public Verdict? Stored { get; init; }

    /// <summary>Read only because a neighbour needs it (the same week in the month before): it is seen by checks, and not checked.</summary>
    public bool ContextOnly { get; init; }

    /// <summary>Its last claim was taken back, and none bills it now.</summary>
    public bool Voided { get; init; }

    /// <summary>A claim that stands bills it. Read only where the district has voided sessions: nothing else asks.</summary>
    public bool OnLiveClaim { get; init; }

    /// <summary>What people decided about it; set before the checks run, by <see cref="Corrections.DecisionsInForce"/>.</summary>
    public OfficeDecisions Office { get; set; } = OfficeDecisions.None;

    public Student? Student { get; internal set; }

    public Provider? Provider { get; internal set; }

    /// <summary>The student's Medicaid eligibility on the date.</summary>
    public Eligibility? Eligibility { get; internal set; }

    /// <summary>The plan in force on the date: <see cref="Student.PlanFor"/>.</summary>
    public Plan? Plan { get; internal set; }

    /// <summary>The plan's row for the service: one with the right mode and dates if there is one, else the nearest miss. On a school day, never one of the extended school year.</summary>
    public GridRow? GridRow { get; internal set; }

    /// <summary>The period of the grid row that the session counts in; null where there is none, as for rides, which are not counted in minutes.</summary>
    public MandatedPeriod? Period { get; internal set; }

    /// <summary>The provider's credential in force on the date: one that the code map takes for the session if there is one.</summary>
    public Credential? Credential { get; internal set; }

    /// <summary>The order for the service that holds on the date, the latest if several do; else the latest before it, else the first one after it.</summary>
    public ServiceOrder? Order { get; internal set; }

    /// <summary>The code-map row that bills the session.</summary>
    public CodeRule? Code { get; internal set; }

    /// <summary>The district's rate for the code on the date, in cents per unit.</summary>
    public long? RateCents { get; internal set; }

    /// <summary>The calendar of the school at which the student was enrolled on the date.</summary>
    public SchoolCalendar? School { get; internal set; }

    /// <summary>The pack's rules on the date.</summary>
    public PackRules Rules { get; internal set; } = null!;

    public DateOnly Date => Log.Date;

    public int Minutes => Log.Minutes;

    public string Service => Log.Service;

    public SessionMode Mode => Log.Mode;

    /// <summary>The times are there and make a session: it ends after it starts and leaves minutes that are not too many to be true.</summary>
    public bool HasSessionTimes =>
        Log.Start is { } start && Log.End is { } end && start < end && Minutes > 0 && Minutes <= Rules.MaxSessionMinutes;

    /// <summary>The diagnoses that a claim would carry, primary first: the order's if it names any, else the grid row's.</summary>
    public string[] Diagnoses => Order is { Diagnoses: [_, ..] diagnoses } ? diagnoses : GridRow?.Diagnoses ?? [];

    /// <summary>The heaviest finding of the stages that have run; null where there is none.</summary>
    public Severity? Worst { get; internal set; }

    /// <summary>A finding of the stages that have run says that the session does not count as delivered.</summary>
    public bool Undelivered { get; internal set; }

    /// <summary>No finding so far stands between the session and a claim line.</summary>
    public bool BillableSoFar => Worst is null or Severity.Warn;

    /// <summary>
    /// Whether another session may rest upon it, as a ride upon a service of its day. A voided one carries nothing that a claim bills now,
    /// until it is billed again; what is still to be billed goes with it. Caps do not ask: a voided session keeps the room that it takes,
    /// or it and another in its place would both be billed.
    /// </summary>
    public bool Carries(Entry other) => BillableSoFar && !(Voided && other.OnLiveClaim);

    /// <summary>Cents that the session brings: its share of the day-line's charge if billable, else what it would bring alone.</summary>
    public long ValueCents { get; internal set; }

    /// <summary>The attendance code as the pack describes it; null where the pack does not know it.</summary>
    public AttendanceRule? Attendance { get; internal set; }

    /// <summary>Another entry is the same session: to all other checks this one is not there.</summary>
    public bool IsDuplicate => Office.DuplicateOf is not null;

    /// <summary>Whether the attendance code says that the session was held. A duplicate is no session of its own.</summary>
    public bool Held => Attendance is { Delivered: true } && !IsDuplicate;

    /// <summary>The service as the pack describes it; null where the pack does not know it.</summary>
    public ServiceRule? ServiceRule { get; internal set; }

    public bool IsTransport => ServiceRule is { Kind: ServiceKind.Transport };

    /// <summary>The credential in force is one whose holders have an NPI and enrol with Medicaid. One that the pack does not know is taken for such.</summary>
    public bool CredentialNeedsNpi =>
        Credential is { } credential && (!Rules.Credentials.TryGetValue(credential.Name, out var rule) || rule.Npi);

    /// <summary>Whether it is over by what the clock on the school's wall shows; one without an end is on its day.</summary>
    public bool HasEndedBy(DateTime now) => now >= Date.ToDateTime(Log.End ?? TimeOnly.MinValue);

    /// <summary>Whether two sessions of one day share a minute. Sessions without proper times share none.</summary>
    public bool Overlaps(Entry other) =>
        HasSessionTimes && other.HasSessionTimes && Date == other.Date && Log.Start < other.Log.End && other.Log.Start < Log.End;

    /// <summary>
    /// A consultation, a meeting or instruction: Medicaid pays for none, whatever else is in order. IEP_CONSULT, IEP_MEETING or
    /// SVC_INSTRUCTIONAL says so; checks of what only a claim needs (eligibility, plan, order, code) pass over it.
    /// </summary>
    public bool NeverBilled => Mode == SessionMode.Consult || ServiceRule is { Kind: ServiceKind.Meeting or ServiceKind.Instruction };

    /// <summary>
    /// A service of a kind that is billed, to a student who is on Medicaid that day. Checks of what a claim alone needs (consent, order,
    /// diagnosis, address) pass over any other: STU_MATCH, STU_ELIG or those of <see cref="NeverBilled"/> have said that there is none.
    /// </summary>
    public bool MayBeClaimed => Eligibility is not null && !NeverBilled;

    /// <summary>A day of the extended school year that is not also a school day of the regular one.</summary>
    public bool OnEsyDay => School is { } school && school.IsEsyDay(Date) && !school.IsSchoolDay(Date);

    internal Checks.Neighbours OfStudent { get; set; }

    internal Checks.Neighbours OfProvider { get; set; }

    /// <summary>The group session that it is a row of; null for any other mode.</summary>
    internal Checks.GroupSession? Group { get; set; }

    /// <summary>An entry is the same only as itself: comparing every note of a month would be a waste.</summary>
    public bool Equals(Entry? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>When it was signed, by a signature that the rules take for one; null without.</summary>
    /// <remarks>Checks ask here, and not the log: a pack may say that a vendor's claim of a signature does not suffice.</remarks>
    public DateTimeOffset? SignedAt => SignedHere || Rules.VendorSignatures ? Log.SignedAt : null;

    /// <summary>The co-signer's provider number, by a co-signature that the rules take for one; empty without.</summary>
    public string CosignedBy => CosignedHere || Rules.VendorSignatures ? Log.CosignedBy : "";

    /// <summary>Before a run: an entry that was checked before starts like one that was not.</summary>
    internal void ForgetVerdicts() => (Worst, Undelivered, ValueCents) = (null, false, 0);
}
