namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Faults in the records of providers: substitutes who stood in for a day, each with one thing wrong.</summary>
internal static class ProviderFaults
{
    public static void Plant(Draft draft)
    {
        ChangeProvider(draft, "P201", row => row with { Npi = "1987654321" });
        draft.Plant(
            "PROV_NPI", "The substitute's NPI has a wrong check digit.", "The office corrects the NPI: one correction frees the whole day.",
            Day(draft, "P102", new(2026, 10, 7)), row => StandIn(draft, row, "P201"));

        ChangeProvider(draft, "P202", row => row with { ValidTo = new(2026, 10, 9) });
        draft.Plant(
            "PROV_LICENSE", "The substitute's licence expired on October 9.", "The office files the renewal if the licence was renewed in time.",
            Day(draft, "P104", new(2026, 10, 20)), row => StandIn(draft, row, "P202"));

        draft.Plant(
            "PROV_EXCLUDED", "The OIG's list has the substitute's NPI, excluded from October 20 on.", "Nothing to bill; the office tells the state.",
            Day(draft, "P106", new(2026, 10, 27)), row => StandIn(draft, row, ExclusionList.Excluded));
        draft.Plant(
            "PROV_EXCLUDED", "The OIG's list has a namesake of the substitute, and nobody has decided whether it is the same person.",
            "The office finds out and decides; if it is somebody else, the sessions are billed.",
            Day(draft, "P104", new(2026, 10, 28)), row => StandIn(draft, row, ExclusionList.Namesake));
        ChangeProvider(draft, "P101", row => row with { BirthDate = new(1984, 6, 12) });

        ChangeProvider(draft, "P204", row => row with { MedicaidFrom = null });
        draft.Plant(
            "PROV_ENROLLED", "The substitute is not enrolled with Medicaid.", "The office enrols the provider; earlier dates follow the payer's answer.",
            Day(draft, "P110", new(2026, 10, 28)), row => StandIn(draft, row, "P204"));

        ChangeProvider(draft, "P205", row => row with { EmployedTo = new(2026, 10, 16) });
        draft.Plant(
            "PROV_INACTIVE", "The substitute's last day was October 16.", "The office corrects the employment dates, or the log its provider.",
            Day(draft, "P108", new(2026, 10, 23)), row => StandIn(draft, row, "P205"));

        draft.District.Supervision.RemoveAll(row => row.ProviderNumber == "P206" && row.SupervisedOn > new DateOnly(2026, 9, 1));
        draft.Plant(
            "PROV_SUPERVISION", "The substitute assistant was last supervised in August.", "Billed all the same; the therapist supervises, and the office enters it.",
            Day(draft, "P105", new(2026, 10, 27)), row => StandIn(draft, row, "P206"));

        ChangeProvider(draft, "P210", row => row with { EmployedFrom = new(2026, 10, 19) });
        draft.Plant(
            "LOG_COSIGN PROV_SUPERVISOR", "The substitute assistant is new, and nobody is named who supervises her: her sessions wait for nobody's co-signature.",
            "The office names the supervisor, who then co-signs.",
            Day(draft, "P103", new(2026, 10, 28)), row => StandIn(draft, row, "P210") with { CosignedBy = "", CosignedAt = null });

        ChangeProvider(draft, "P207", row => row with { BackgroundCheckedOn = null });
        draft.Plant(
            "PROV_BACKGROUND", "No background check of the substitute is on record.", "Billed all the same; the office gets the check, or enters its day.",
            Day(draft, "P106", new(2026, 10, 20)), row => StandIn(draft, row, "P207"));

        ChangeProvider(draft, "P208", row => row with { FederalFrom = new(2026, 10, 19), FederalTo = new(2026, 10, 30) });
        draft.Plant(
            "PROV_FUNDING", "The substitute was paid from a federal grant from October 19 to 30.", "Nothing to fix: delivered, and paid for already.",
            Day(draft, "P108", new(2026, 10, 27)), row => StandIn(draft, row, "P208"));

        draft.Plant(
            "PROV_QUAL", "An occupational therapist logged speech therapy.", "The log's provider is corrected; otherwise it cannot be billed.",
            draft.Log(draft.Scheduler.Session(new("P104", "SPEECH", "individual", Cadence.TwiceWeekly, ["1005"], 6), new(2026, 10, 14)).Single()));
    }

    /// <summary>A provider's individual sessions of a day, but for students whose other sessions hang on them.</summary>
    private static IEnumerable<Session> Day(Draft draft, string provider, DateOnly day) =>
        draft.Sessions.Where(session => session.Fault is null && session.Row.ProviderNumber == provider && session.Row.Date == day
            && session.Row.Mode == "individual"
            && !draft.Sessions.Any(other => other.Row.Service == "TRANSPORT" && other.Row.StudentNumber == session.Row.StudentNumber)
            && string.CompareOrdinal(session.Row.StudentNumber, "3000") < 0);

    public static LogRow StandIn(Draft draft, LogRow row, string substitute) =>
        row with { ProviderNumber = substitute, SignedBy = draft.District.Providers.First(provider => provider.ProviderNumber == substitute).FullName };

    private static void ChangeProvider(Draft draft, string number, Func<ProviderRow, ProviderRow> change) =>
        Draft.Change(draft.District.Providers, row => row.ProviderNumber == number, change);
}
