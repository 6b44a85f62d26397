using System.Text.Json.Nodes;
using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>Maple Grove, the sample district: October 2026 with its ordinary life and its planted faults, as files.</summary>
public static class SampleDistrict
{
    /// <summary>The day on which the month is checked.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 9);

    /// <summary>All files of the folder by name; the same bytes each time.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        var draft = CleanMonth.Make();
        LogFaults.Plant(draft);
        StudentFaults.Plant(draft);
        PlanFaults.Plant(draft);
        ProviderFaults.Plant(draft);
        SessionFaults.Plant(draft);
        TransportFaults.Plant(draft);
        LateFaults.Plant(draft);
        SchoolAttendance.Plant(draft);
        Authorizations.Plant(draft);
        CaseManagement.Plant(draft);
        foreach (var file in draft.Files)
        {
            file.NumberRows();
        }

        FileFaults.Plant(draft);
        return
        [
            ("district.json", DistrictJson()),
            ("pack.json", OwnPack.Bytes()),
            .. draft.District.ReferenceFiles(),
            (ExclusionList.Name, ExclusionList.Bytes(draft)),
            .. draft.Files.Select(file => (file.Name, file.Bytes())),
            (FileFaults.CorrectedName, draft.SessionTrack.Bytes(draft.Corrected.Select(corrected => corrected.Now))),
            .. new[] { VendorExport.SessionTrack, VendorExport.TherapyHub }.Select(vendor => ($"mappings/{vendor.Source}.json", vendor.Mapping())),
            ("answers/bank.csv", new ExpectedAnswers(draft).BankCsv()),
            ("faults.csv", FaultsCsv(draft)),
            ("README.md", Readme.Bytes(draft)),
        ];
    }

    private static byte[] DistrictJson() => Csv.Bytes([new JsonObject
    {
        ["code"] = "maple-grove",
        ["name"] = "Maple Grove School District",
        ["state"] = "NH",
        ["time_zone"] = "America/New_York",
        ["npi"] = Numbers.Npi(9001),
        ["tax_id"] = "020000173",
        ["street"] = "1 Schoolhouse Road",
        ["city"] = "Maple Grove",
        ["postal_code"] = "032990101",
        ["phone"] = "6035550142",
        ["pack"] = "nh",
        ["payer"] = "nh-mmis",
    }.ToJsonString(new() { WriteIndented = true, NewLine = "\n" })]);

    private static byte[] FaultsCsv(Draft draft) => Csv.Bytes(
        new Column<(Fault Fault, Session Session)>[]
        {
            new("fault", row => Csv.Text(row.Fault.Number)),
            new("file", row => row.Fault.FileOf(row.Session)),
            new("row_id", row => row.Session.Row.RowId),
            new("codes", row => row.Fault.Codes),
            new("severity", row => SeverityText.Of(row.Fault.Severity)),
            new("corrected_in", row => row.Fault.CorrectedIn ?? ""),
            new("what", row => row.Fault.What),
            new("fix", row => row.Fault.Fix),
        },
        draft.Faults.SelectMany(fault => fault.Sessions, (fault, session) => (fault, session)));
}
