using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>A vendor's export of session logs: other headers, dates, times and words. From it come both the file and its mapping.</summary>
/// <param name="Headers">Our columns in the order of the export, each with the vendor's header.</param>
/// <param name="Unread">Columns of the vendor's that no mapping reads, at the end.</param>
/// <param name="Constants">Our column → its value for every row, which the export leaves out.</param>
/// <param name="Words">Our column → our word → the vendor's.</param>
internal sealed record VendorExport(
    string Source,
    (string Ours, string Header)[] Headers,
    Column<LogRow>[] Unread,
    Dictionary<string, string> Constants,
    Dictionary<string, Dictionary<string, string>> Words,
    string DateFormat,
    string TimeFormat)
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly VendorExport SessionTrack = new(
        "sessiontrack",
        [
            ("row_id", "Log ID"), ("student_number", "Student #"), ("provider_number", "Provider #"), ("service", "Service Type"), ("mode", "Setting"),
            ("date", "Service Date"), ("start", "Time In"), ("end", "Time Out"), ("minutes_away", "Minutes Out of Room"), ("attendance", "Attendance"),
            ("group_key", "Group ID"), ("place", "Location"), ("telehealth", "Teletherapy"), ("makeup_for", "Make-Up For"), ("objective", "IEP Goal"),
            ("activity", "Activity"), ("progress", "Progress"), ("note", "Session Notes"), ("signed_by", "E-Signature"), ("signed_at", "Signed On"),
            ("cosigned_by", "Supervisor #"), ("cosigned_at", "Supervisor Signed On"),
        ],
        [new("Student Name", row => People.NameOf(row.StudentNumber)), new("Billing Status", _ => "Not exported")],
        [],
        new()
        {
            ["service"] = new() { ["SPEECH"] = "Speech Therapy", ["SPEECH_EVAL"] = "Speech Evaluation", ["INSTRUCTION"] = "Specialized Instruction", ["MEETING"] = "IEP Meeting" },
            ["mode"] = new() { ["individual"] = "Individual", ["group"] = "Group", ["consult"] = "Consultation" },
            ["attendance"] = new()
            {
                ["P"] = "Present",
                ["MU"] = "Make-Up",
                ["A"] = "Student Absent",
                ["CNA"] = "Student Not Available",
                ["REF"] = "Student Refused",
                ["TST"] = "Testing",
                ["FLD"] = "Field Trip",
                ["SNA"] = "Provider Absent",
                ["CLS"] = "School Closed",
            },
            ["place"] = new() { ["school"] = "School", ["home"] = "Home", ["community"] = "Community", ["office"] = "Clinic" },
            ["telehealth"] = new() { ["yes"] = "Y", ["no"] = "N" },
        },
        "M/d/yyyy",
        "h:mm tt");

    public static readonly VendorExport TherapyHub = new(
        "therapyhub",
        [
            ("row_id", "Encounter"), ("date", "DOS"), ("start", "Start Time"), ("end", "Stop Time"), ("student_number", "Client ID"),
            ("provider_number", "Clinician ID"), ("service", "Discipline"), ("mode", "Format"), ("attendance", "Outcome"), ("group_key", "Group"),
            ("telehealth", "Video"), ("makeup_for", "Makes Up"), ("minutes_away", "Minutes Away"), ("objective", "Objective Addressed"),
            ("activity", "Intervention"), ("progress", "Response"), ("note", "Narrative"), ("signed_by", "Signed By"), ("signed_at", "Signed"),
            ("cosigned_by", "Co-Signer"), ("cosigned_at", "Co-Signed"),
        ],
        [new("Invoice", row => row.Date.ToString("'INV-'yyyyMM", CultureInfo.InvariantCulture))],
        new() { ["place"] = "school" },
        new()
        {
            ["service"] = new() { ["OT"] = "Occupational Therapy", ["PT"] = "Physical Therapy", ["SPEECH"] = "Speech-Language Therapy" },
            ["mode"] = new() { ["individual"] = "1:1", ["group"] = "Group", ["consult"] = "Consult" },
            ["attendance"] = new()
            {
                ["P"] = "Seen",
                ["MU"] = "Seen (make-up)",
                ["A"] = "No show - absent",
                ["CNA"] = "No show - unavailable",
                ["REF"] = "Refused",
                ["FLD"] = "No show - field trip",
                ["SNA"] = "Cancelled by clinician",
                ["VAC"] = "Vacancy",
                ["NS"] = "Not scheduled",
            },
            ["telehealth"] = new() { ["yes"] = "True", ["no"] = "False" },
        },
        "MM/dd/yyyy",
        "hh:mm tt");

    private string InstantFormat => $"{DateFormat} {TimeFormat}";

    public Column<LogRow>[] Columns() =>
    [
        .. Headers.Select(column => new Column<LogRow>(column.Header, FileKinds.Logs.First(ours => ours.Header == column.Ours) switch
        {
            { Header: "date" } => row => Text(row.Date.ToDateTime(default), DateFormat),
            { Header: "makeup_for" } => row => Text(row.MakeupFor?.ToDateTime(default), DateFormat),
            { Header: "start" } => row => Text(row.Date.ToDateTime(row.Start ?? default), row.Start is null ? "" : TimeFormat),
            { Header: "end" } => row => Text(row.Date.ToDateTime(row.End ?? default), row.End is null ? "" : TimeFormat),
            { Header: "signed_at" } => row => Text(row.SignedAt, InstantFormat),
            { Header: "cosigned_at" } => row => Text(row.CosignedAt, InstantFormat),
            var ours when Words.TryGetValue(ours.Header, out var words) => row => words.GetValueOrDefault(ours.Text(row), ours.Text(row)),
            var ours => ours.Text,
        })),
        .. Unread,
    ];

    /// <summary>The mapping that reads the export, as docs/file-formats.md describes it.</summary>
    public byte[] Mapping() => Csv.Bytes([new JsonObject
    {
        ["source"] = Source,
        ["kind"] = "logs",
        ["columns"] = Object(Headers),
        ["ignore"] = new JsonArray([.. Unread.Select(column => JsonValue.Create(column.Header))]),
        ["constants"] = Object(Constants.Select(constant => (constant.Key, constant.Value))),
        ["values"] = new JsonObject(Words.Select(words => KeyValuePair.Create(words.Key, (JsonNode?)Object(words.Value.Select(word => (word.Value, word.Key)))))),
        ["dates"] = new JsonArray(DateFormat),
        ["times"] = new JsonArray(TimeFormat),
        ["instants"] = new JsonArray(InstantFormat),
    }.ToJsonString(_indented)]);

    private static JsonObject Object(IEnumerable<(string Name, string Value)> members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)JsonValue.Create(member.Value))));

    private static string Text(DateTime? moment, string format) =>
        format.Length == 0 ? "" : moment?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
