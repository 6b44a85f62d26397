using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>The folder's README: what is in it, what was planted, and what it all must come to.</summary>
internal static class Readme
{
    public static byte[] Bytes(Draft draft)
    {
        var expected = new Expected(draft);
        var answers = new ExpectedAnswers(draft);
        return Csv.Bytes(
        [
            Introduction(draft),
            "## Ordinary life",
            "",
            "None of this is a mistake. Sessions that were not held draw `ATT_NOTDELIVERED`, which says no more than that they are not billed.",
            "",
            .. Life(),
            "",
            "## Planted faults",
            "",
            "Each is one change to otherwise clean data and draws one code, or one for each who has to do something about it. One changed record can show on many sessions: one correction frees them all. `faults.csv` has a line for each fault and row.",
            "",
            "| # | code | severity | file | rows | what is wrong | how it is fixed |",
            "|--:|---|---|---|---|---|---|",
            .. draft.Faults.Select(FaultLine),
            "",
            "## Lines that do not become entries",
            "",
            "| file | row | why |",
            "|---|---|---|",
            .. draft.Files.SelectMany(file => file.Malformed, (file, line) => $"| {file.Name} | {line.After.Row.RowId}X | malformed: {line.What} |"),
            .. draft.Files.SelectMany(file => file.Repeated, (file, session) => $"| {file.Name} | {session.Row.RowId} | duplicate: stands in the file twice |"),
            $"| {FileFaults.CorrectedName} | {draft.Corrected[^1].Session.Row.RowId} | duplicate: says what the store already holds |",
            "",
            "## What the payer answers",
            "",
            PaysAs(),
            "",
            "| answer | student | procedure | codes | claim lines | charge | what the payer says | what is to be done |",
            "|---|---|---|---|--:|--:|---|---|",
            .. answers.Unusual().Select(each => AnswerLine(each.Answer, each.Lines, each.ChargeCents)),
            "",
            "## What it must come to",
            "",
            "| file | rows | entered | malformed | duplicates |",
            "|---|--:|--:|--:|--:|",
            .. draft.Files.Select(file => $"| {file.Name} | {file.RowsTotal} | {file.Sessions.Count} | {file.Malformed.Count} | {file.Repeated.Count} |"),
            $"| {FileFaults.CorrectedName} | {draft.Corrected.Count} | {draft.Corrected.Count - 1} | 0 | 1 |",
            "",
            "| code | severity | findings |",
            "|---|---|--:|",
            .. expected.Findings().Select(count => $"| {count.Code} | {SeverityText.Of(count.Severity)} | {count.Count} |"),
            "",
            "The findings are those that stand when all files are in, over all months. Charges are the claim lines of the billable entries, at the rates of `rates.csv`.",
            "",
            "| month of service | entries | billable | claim lines | charge |",
            "|---|--:|--:|--:|--:|",
            .. expected.Months().Select(month => $"| {month.Month} | {month.Entries} | {month.Billable} | {month.Lines} | ${Csv.Dollars(month.ChargeCents)} |"),
            "",
            "Where the dollars of October's claim lines stand once the payer has answered, and what its payment is made of. The bank's line is tied to it by the trace number.",
            "",
            "| bucket | dollars |",
            "|---|--:|",
            .. Dollars(
                ("rejected", answers.RejectedCents), ("accepted", answers.AcceptedCents), ("paid", answers.PaidCents),
                ("adjusted", answers.AdjustedCents), ("denied", answers.DeniedCents)),
            "",
            "| of the payment | dollars |",
            "|---|--:|",
            .. Dollars(
                ("on claim lines", answers.PaidCents), ("on none of ours", answers.NamelessCents), ("interest", PayersPlan.InterestCents),
                ("in the bank", answers.DepositCents)),
            "",
            "Minutes of October, of some students' services that the plan states by the week, as of the day of the check. What is given counts though it may not be billed. See [minutes](../../docs/minutes.md).",
            "",
            "| service | student | promised | given | missed | made up | owed |",
            "|---|---|--:|--:|--:|--:|--:|",
            .. ExpectedMinutes.Of(draft).Select(line => $"| {line.Service} | {line.Student} | {line.Promised} | {line.Given} | {line.Missed} | {line.MadeUp} | {line.Owed} |"),
        ]);
    }

    private static string Introduction(Draft draft) => $"""
        # Maple Grove

        A small district, all invented, in October 2026: {draft.District.Students.DistinctBy(row => row.StudentNumber).Count()} students, {draft.District.Providers.Count} providers ({draft.District.Providers.Count(row => row.ProviderNumber.StartsWith("P2", StringComparison.Ordinal))} of them substitutes), two schools. It is checked as of {Csv.Text(SampleDistrict.AsOf)} by the rule pack `nh` and the district's own layer over it, `pack.json`, which asks for prior authorization of personal care and pays case management by the week and the month.

        Do not edit these files: `dotnet run --project SeedData -- maple-grove SeedData/maple-grove` writes them, and a test holds that they are what it writes. The payer's answers are written to the month's claim file by the tests' simulated payer: `MEDLOGS_UPDATE_GOLDENS=1 dotnet test tests/Scenarios.Tests --filter SampleAnswersTests`, after everything else here.

        Speech therapists log in SessionTrack, occupational and physical therapists in TherapyHub (`mappings/` says how to read the two exports); all others log in the district's own form. `{FileFaults.CorrectedName}` is a later export of some of SessionTrack's rows and is taken in after it; `logs-late.csv` holds sessions of the year before.

        """;

    private static IEnumerable<string> Life() =>
    [
        "- School is closed on October 12 (Columbus Day) and October 16 (wind storm). Weekly amounts of that week are smaller, and so is what was given.",
        "- Groups of two to four students, in speech and occupational therapy.",
        "- Student 1020 is co-treated: occupational and physical therapist share the hour, each logs one half.",
        "- Students 1019 and 1005 have make-ups (`MU`) for sessions that their provider missed.",
        "- Every attendance code occurs at least once.",
        "- Telehealth: speech therapy of student 2006, counseling of student 2012.",
        "- Students 1013, 1014 and 2004 ride in the adapted van, to and fro, on days with speech therapy.",
        "- The plan of student 1012 was amended on October 15: from two to three sessions a week.",
        "- Student 1024 moved from the elementary to the middle high school on October 19.",
        "- The school's attendance agrees with the logs: whole days, an hour, a morning; an absence marked by mistake is taken back.",
        "- The payer writes names in capital letters without accents: NUNEZ for Núñez.",
        "- The exclusion list, `leie.csv`, has namesakes: of P101, with another birth date; of P108, reinstated in 2020; of P109, with another NPI.",
        "- Another insurance of student 3021's family has decided on two sessions of counseling: it paid for one and refused the other. Their claim goes to Medicaid as the second payer, with what was paid and taken off.",
        "- Personal care is billed under the number of its prior authorization.",
        "- The rate of personal care, T1019, changed on October 15.",
        "- Names have accents and apostrophes: Zoë, O'Brien, Łukasz, Núñez, Nguyễn.",
        "- Plans state frequencies in a dozen forms of [those that are read](../../docs/service-grid.md).",
    ];

    private static string PaysAs() =>
        $"The claim file goes out on {Csv.Text(SampleDistrict.AsOf)}. `answers/` holds what comes back: on {Csv.Text(PayersPlan.AcknowledgedOn)} a TA1, a 999 and a 277CA, on {Csv.Text(PayersPlan.PaidOn)} an 835 and the bank's line. "
        + $"The payer pays {PayersPlan.PaysPercent} percent of each line's charge, to the cent below; what the other insurance paid comes off that (OA-23), the rest is CO-45. It adds ${Csv.Dollars(PayersPlan.InterestCents)} of interest for student {PayersPlan.InterestFor} (PLB L6). What is unusual:";

    private static string AnswerLine(PlannedAnswer answer, int lines, long chargeCents) =>
        $"| {Word(answer.Says)} | {answer.StudentNumber} | {answer.Procedure ?? "all"} | {string.Join(' ', answer.Codes)} | {lines} | ${Csv.Dollars(chargeCents)} | {answer.What} | {answer.Fix} |";

    private static string Word(PayerSays says) => says switch
    {
        PayerSays.Rejects => "rejected",
        PayerSays.Denies => "denied",
        PayerSays.DecidesLater => "undecided",
        PayerSays.PaysNameless => "paid, nameless",
        _ => throw new ArgumentOutOfRangeException(nameof(says)),
    };

    private static IEnumerable<string> Dollars(params IEnumerable<(string Name, long Cents)> rows) => rows.Select(row => $"| {row.Name} | ${Csv.Dollars(row.Cents)} |");

    private static string FaultLine(Fault fault) =>
        $"| {fault.Number} | {fault.Codes} | {SeverityText.Of(fault.Severity)} | {string.Join(' ', fault.Sessions.Select(fault.FileOf).Distinct())} | {string.Join(' ', fault.Sessions.Select(session => session.Row.RowId))} | {fault.What} | {fault.Fix} |";
}
