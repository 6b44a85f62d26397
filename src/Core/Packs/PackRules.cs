using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MedicaidLogs.Core.Packs;

/// <summary>A pack's rules on one day: every dated value resolved, every table narrowed to what is in force.</summary>
public sealed class PackRules
{
    private readonly CodeRule[] _codes;

    internal PackRules(PackFile file, DateOnly day)
    {
        _codes = [.. file.Codes.Where(code => code.From <= day && !(code.To < day))];
        Attendance = file.Attendance.ToFrozenDictionary(StringComparer.Ordinal);
        Credentials = file.Credentials.ToFrozenDictionary(StringComparer.Ordinal);
        Services = file.Services.ToFrozenDictionary(StringComparer.Ordinal);
        Places = file.Places.ToFrozenDictionary(StringComparer.Ordinal);

        var values = new PackValues(file, day);
        MaxSessionMinutes = values.Number("log.maxSessionMinutes");
        RequiredLogTexts = values.Texts("log.requiredTexts");
        LateDays = values.Number("log.lateDays");
        LateSeverity = values.Severity("log.lateSeverity");
        ClonedNotes = values.Number("log.clonedNotes");
        ClonedNoteCharacters = values.Number("log.clonedNoteCharacters");
        HoldHours = values.Number("log.holdHours");
        VendorSignatures = values.YesNo("log.vendorSignatures");
        SigningStatement = values.Text("log.signingStatement");
        CosigningStatement = values.Text("log.cosigningStatement");
        ProgressDays = values.Number("log.progressDays", least: 1);
        ObjectiveSeverity = values.Severity("log.objectiveSeverity");
        MinAgeYears = values.Number("student.minAgeYears");
        MaxAgeYears = values.Number("student.maxAgeYears");
        MedicaidIdPattern = values.Pattern("student.medicaidIdPattern");
        MinuteTolerancePercent = values.Number("iep.minuteTolerancePercent");
        BilledPlanTypes = values.Texts("iep.billedPlanTypes");
        GroupMatchSeverity = values.Severity("iep.groupMatchSeverity");
        InstructionalWeeks = values.Number("iep.instructionalWeeks", least: 1);
        GridConventions = new(InstructionalWeeks, values.Number("iep.daysPerWeek", least: 1), values.Number("iep.weeksPerMonth", least: 1), values.YesNo("iep.closuresCutWeeks"));
        OnTrackPercent = values.Number("minutes.onTrackPercent");
        AtRiskPercent = values.Number("minutes.atRiskPercent");
        PriorNoticeDays = values.Number("minutes.priorNoticeDays");
        NoticeWithinDays = values.Number("minutes.noticeWithinDays");
        AuthorizationRequired = values.Texts("authorization.required");
        ConsentReleasesEarlier = values.YesNo("consent.releasesEarlier");
        NoticeMonths = values.Number("consent.noticeMonths");
        NoticeSeverity = values.Severity("consent.noticeSeverity");
        MakeUpSeverity = values.Severity("makeup.severity");
        GroupMinSize = values.Number("group.minSize");
        GroupMaxSize = values.Number("group.maxSize");
        CoTreatmentSeverity = values.Severity("cotreat.severity");
        MaxProviderDayMinutes = values.Number("provider.maxDayMinutes");
        SupervisionDays = values.Number("provider.supervisionDays");
        SupervisionKinds = values.Texts("provider.supervisionKinds");
        SupervisionSeverity = values.Severity("provider.supervisionSeverity");
        BackgroundMonths = values.Number("provider.backgroundMonths");
        BackgroundSeverity = values.Severity("provider.backgroundSeverity");
        TravelMinutes = values.Number("provider.travelMinutes");
        AidesShareMinutes = values.YesNo("aide.sharesMinutes");
        FilingLimitDays = values.Number("filing.limitDays");
        FilingSoonDays = values.Number("filing.soonDays");
        ResponseDays = values.Number("filing.responseDays");
        AdaptedVehicles = values.Texts("transport.adaptedVehicles");
        MaxTripsPerDay = values.Number("transport.maxTripsPerDay");
        OverrideCodes = values.Texts("override.codes");
        OverrideRoles = values.Texts("override.roles");
        OverrideDays = values.Number("override.days");
        TelehealthPlaceOfService = values.Text("telehealth.placeOfService");
        TelehealthModifier = values.Text("telehealth.modifier");
        values.DemandAllRead();
    }

    /// <summary>Longest session, in minutes, that is taken for real.</summary>
    public int MaxSessionMinutes { get; }

    /// <summary>Of <c>note</c>, <c>activity</c> and <c>progress</c>, those that no record may lack.</summary>
    public string[] RequiredLogTexts { get; }

    /// <summary>Days between a session and its signature before it counts as late.</summary>
    public int LateDays { get; }

    public Findings.Severity LateSeverity { get; }

    /// <summary>So many sessions of a provider in a month with the same note draw a warning.</summary>
    public int ClonedNotes { get; }

    /// <summary>Notes with fewer characters are too short to be compared.</summary>
    public int ClonedNoteCharacters { get; }

    /// <summary>Hours after the signature in which a provider may still change a log.</summary>
    public int HoldHours { get; }

    /// <summary>Whether a signature that a file claims suffices; otherwise sessions are signed here.</summary>
    public bool VendorSignatures { get; }

    /// <summary>What a provider states by signing.</summary>
    public string SigningStatement { get; }

    /// <summary>What a supervisor states by co-signing.</summary>
    public string CosigningStatement { get; }

    /// <summary>Days within which a service says how the student is getting on.</summary>
    public int ProgressDays { get; }

    public Findings.Severity ObjectiveSeverity { get; }

    /// <summary>Youngest age billed, in full years on the date of service.</summary>
    public int MinAgeYears { get; }

    /// <summary>First age, in full years, that is no longer billed.</summary>
    public int MaxAgeYears { get; }

    public Regex MedicaidIdPattern { get; }

    /// <summary>Percent of the mandated minutes that may be billed beyond them.</summary>
    public int MinuteTolerancePercent { get; }

    public string[] BilledPlanTypes { get; }

    public Findings.Severity GroupMatchSeverity { get; }

    /// <summary>Weeks of an instructional year, by which yearly amounts become weekly ones.</summary>
    public int InstructionalWeeks { get; }

    /// <summary>How an amount per one period is turned into an amount per another, and what closures do to it.</summary>
    public GridConventions GridConventions { get; }

    /// <summary>Percent of the mandated minutes from which a student is on track.</summary>
    public int OnTrackPercent { get; }

    /// <summary>Percent of the mandated minutes below which a student is a concern; between the two, at risk.</summary>
    public int AtRiskPercent { get; }

    /// <summary>School days after which minutes still owed need a written notice to the parents.</summary>
    public int PriorNoticeDays { get; }

    /// <summary>School days from then on in which the notice is given.</summary>
    public int NoticeWithinDays { get; }

    /// <summary>Services and procedure codes that the payer must have authorized before.</summary>
    public string[] AuthorizationRequired { get; }

    /// <summary>A consent also releases sessions from before it, on which the parents had not answered yet.</summary>
    public bool ConsentReleasesEarlier { get; }

    public int NoticeMonths { get; }

    public Findings.Severity NoticeSeverity { get; }

    public Findings.Severity MakeUpSeverity { get; }

    public int GroupMinSize { get; }

    public int GroupMaxSize { get; }

    public Findings.Severity CoTreatmentSeverity { get; }

    public int MaxProviderDayMinutes { get; }

    /// <summary>Most days between two supervisions of a provider who works under supervision.</summary>
    public int SupervisionDays { get; }

    /// <summary>Which kinds of supervision count.</summary>
    public string[] SupervisionKinds { get; }

    public Findings.Severity SupervisionSeverity { get; }

    /// <summary>How long a background check holds; 0: as long as the provider works here.</summary>
    public int BackgroundMonths { get; }

    public Findings.Severity BackgroundSeverity { get; }

    /// <summary>Least minutes between a provider's sessions at two schools.</summary>
    public int TravelMinutes { get; }

    /// <summary>Whether the same minutes of an aide may be logged for several students.</summary>
    public bool AidesShareMinutes { get; }

    /// <summary>Days after the date of service by which the claim must be in.</summary>
    public int FilingLimitDays { get; }

    public int FilingSoonDays { get; }

    /// <summary>Days after which a claim without a response is asked about.</summary>
    public int ResponseDays { get; }

    public string[] AdaptedVehicles { get; }

    public int MaxTripsPerDay { get; }

    /// <summary>Codes of findings that a person may override.</summary>
    public string[] OverrideCodes { get; }

    /// <summary>Roles whose accounts may do so.</summary>
    public string[] OverrideRoles { get; }

    /// <summary>Most days, from the decision on, that an override holds.</summary>
    public int OverrideDays { get; }

    public string TelehealthPlaceOfService { get; }

    public string TelehealthModifier { get; }

    public FrozenDictionary<string, AttendanceRule> Attendance { get; }

    public FrozenDictionary<string, CredentialRule> Credentials { get; }

    public FrozenDictionary<string, ServiceRule> Services { get; }

    /// <summary>The word for a place → the place-of-service code on the claim.</summary>
    public FrozenDictionary<string, string> Places { get; }

    /// <summary>The code map in force.</summary>
    public IReadOnlyList<CodeRule> Codes => _codes;

    /// <summary>The code that bills a session, or null. A pack never lists two rows for one session: <see cref="RulePack.Parse"/> rejects it.</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public CodeRule? CodeFor(string service, SessionMode mode, string credential, int minutes)
    {
        foreach (var code in _codes)
        {
            if (code.IsFor(service, mode, minutes) && Array.IndexOf(code.Credentials, credential) >= 0)
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>Whether the code map bills such a session at all, whatever the credential.</summary>
    /// <param name="minutes">The session's minutes net of time away.</param>
    public bool Bills(string service, SessionMode mode, int minutes)
    {
        foreach (var code in _codes)
        {
            if (code.IsFor(service, mode, minutes))
            {
                return true;
            }
        }

        return false;
    }
}
