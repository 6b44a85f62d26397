using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

public sealed class PackFaultsTests
{
    [Theory]
    [InlineData("null", "own.json:1:1 $: null stands here; wanted: an object.")]
    [InlineData("[]", "own.json:1:1 $: an empty list stands here; wanted: an object.")]
    [InlineData("", "own.json:1:1 $: ")]
    [InlineData("{\n  \"name\"", "own.json:2:9 $: ")]
    [InlineData("{} {}", "own.json:1:4 $: ")]
    [InlineData("{\n  \"name\": \"own\",\n  \"name\": \"own\" }", "own.json:3:3 $.name: 'name' stands here again, after line 2; wanted: one of them.")]
    [InlineData("{ \"title\": \"äöü\", \"nmae\": 1}", "own.json:1:19 $.nmae: there is no 'nmae' here; wanted: one of $schema, name, extends, ")]
    [InlineData("{ \"title\": \"\\ud800\" }", "own.json:1:3 $.title: half of a pair of \\u escapes stands here")]
    [InlineData("{ \"extends\": \"base\" }", "own.json:1:1 $: 'name' is missing; wanted: all of name, version, title.")]
    [InlineData("{ \"name\": \"own\" }", "own.json:1:1 $: 'values' is missing; wanted: all of values, places, ")]
    [InlineData("{ \"name\": 5 }", "own.json:1:3 $.name: 5 stands here; wanted: a text of the form ^[a-z0-9-]+$.")]
    [InlineData("{ \"extends\": \"atlantis\" }", "own.json:1:3 $.extends: \"atlantis\" is no pack that is shipped; wanted: one of base, nh")]
    public void What_is_not_a_pack_is_told_with_its_line_and_column(string json, string told) => Tells(Encoding.UTF8.GetBytes(json), told);

    [Fact]
    public void What_is_not_UTF_8_is_told() => Tells([(byte)'{', 0xFF, (byte)'}'], "own.json:1:1 $: the file is not UTF-8");

    [Fact]
    public void All_faults_are_told_at_once_each_at_its_place()
    {
        const string Own = """
            {
              "name": "own", "extends": "base", "version": "1", "title": "Own",
              "values": {
                "log.lateDays": [{ "from": "2026-10-15", "value": "7", "source": "t" }, { "from": "2026-10-01", "value": 3, "source": "t" }],
                "log.lateDay": [{ "from": "2026-10-15", "value": 7, "source": "t" }]
              },
              "services": {
                "OT": { "telehealth": true },
                "MUSIC": { "title": "Music", "source": "t" }
              },
              "codes": [
                { "service": "MUSIK", "mode": "individual", "credentials": ["SLP"], "procedure": "92507", "modifiers": [], "unitRule": "PER_TRIP", "from": "2026-01-01", "source": "t" }
              ]
            }
            """;

        var faults = Assert.Throws<PackException>(() => RulePack.Parse(Encoding.UTF8.GetBytes(Own), "own.json")).Faults;

        Assert.Equal(
            [
                "own.json:4:46 $.values['log.lateDays'][0].value: \"7\" stands here; wanted: a whole number, 0 or more.",
                "own.json:4:79 $.values['log.lateDays'][1].from: 2026-10-01 comes after 2026-10-15; wanted: the earliest date first, and none twice.",
                "own.json:5:5 $.values['log.lateDay']: there is no 'log.lateDay' here; wanted: one of those that docs/packs.md lists.",
                "own.json:8:5 $.services.OT: 'source' is missing; wanted: all of source.",
                "own.json:9:5 $.services.MUSIC: 'kind' is missing",
                "own.json:9:5 $.services.MUSIC: 'objective' is missing",
                "own.json:9:5 $.services.MUSIC: 'orderMonths' is missing",
                "own.json:9:5 $.services.MUSIC: 'telehealth' is missing",
                "own.json:12:7 $.codes[0].service: 'MUSIK' stands in no row of services; wanted: one of SPEECH, ",
            ],
            faults.Select(fault => fault.ToString()),
            (wanted, told) => told.StartsWith(wanted, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("codes", "{}", "$.codes: an object stands here; wanted: a list.")]
    [InlineData("values", """{"log.lateDays": [{"from": 7}]}""", "$.values['log.lateDays'][0].from: 7 stands here; wanted: a date such as \"2026-10-01\".")]
    [InlineData("credentials.SLP.supervisedBy", "[1]", "$.credentials.SLP.supervisedBy[0]: 1 stands here; wanted: a text.")]
    [InlineData("places", "[]", "$.places: an empty list stands here; wanted: an object.")]
    [InlineData("credentials.SLP.npi", "1", "$.credentials.SLP.npi: 1 stands here; wanted: true or false.")]
    [InlineData("credentials.SLP.rank", "1", "$.credentials.SLP.rank: there is no 'rank' here; wanted: one of title, licensed, ")]
    [InlineData("services.OT.kind", "\"therapie\"", "$.services.OT.kind: \"therapie\" stands here; wanted: one of therapy, aide, transport, instruction, meeting")]
    [InlineData("services.OT.orderMonths", "\"12\"", "$.services.OT.orderMonths: \"12\" stands here; wanted: null or a whole number, 1 or more.")]
    [InlineData("services.OT.orderMonths", "0", "$.services.OT.orderMonths: 0 stands here; wanted: null or a whole number, 1 or more.")]
    [InlineData("codes.0.mode", "1", "$.codes[0].mode: 1 stands here; wanted: one of individual, group, consult.")]
    [InlineData("codes.0.from", "\"7/1/2025\"", "$.codes[0].from: \"7/1/2025\" stands here; wanted: a date such as \"2026-10-01\".")]
    [InlineData("codes.0.to", "\"7/1/2025\"", "$.codes[0].to: \"7/1/2025\" stands here; wanted: null or a date such as \"2026-10-01\".")]
    [InlineData("codes.0.minutes", """{"from": 1.5, "to": 3}""", "$.codes[0].minutes.from: 1.5 stands here; wanted: a whole number, 0 or more.")]
    [InlineData("codes.0.minutes", """{"from": 1}""", "$.codes[0].minutes: 'to' is missing; wanted: all of from, to.")]
    [InlineData("codes.0.procedure", "\"9250\"", "$.codes[0].procedure: \"9250\" stands here; wanted: a text of the form ^[A-Za-z0-9]{5}$.")]
    [InlineData("codes.0.modifiers", "[\"G\"]", "$.codes[0].modifiers[0]: \"G\" stands here; wanted: a text of 2 characters.")]
    [InlineData("codes.0.modifiers", """["GN", "GO", "GP", "TM", "HQ"]""", "$.codes[0].modifiers: a list stands here; wanted: a list of at most 4.")]
    [InlineData("codes.0.credentials", "[]", "$.codes[0].credentials: an empty list stands here; wanted: a list of at least one.")]
    [InlineData("codes.0.dayCapUnits", "0", "$.codes[0].dayCapUnits: 0 stands here; wanted: null or a whole number, 1 or more.")]
    [InlineData("codes.0.unitRule", "\"PER_HOUR\"", "$.codes[0].unitRule: \"PER_HOUR\" stands here; wanted: one of CEIL_15, CPT_MIDPOINT, ")]
    [InlineData("codes.3.segments", """[{"fromMinutes": 0, "toMinutes": null}]""", "$.codes[3].segments[0]: 'units' is missing")]
    [InlineData("codes.3.segments", """[{"fromMinutes": 0, "toMinutes": null, "units": 1.2345}]""", "$.codes[3].segments[0].units: 1.2345 stands here; wanted: a number, 0 or more, in steps of 0.001.")]
    [InlineData("places.home", "\"1\"", "$.places.home: \"1\" stands here; wanted: a text of the form ^[0-9]{2}$.")]
    [InlineData("attendance.A.missedBy", "\"parents\"", "$.attendance.A.missedBy: \"parents\" stands here; wanted: one of student, provider, system, null.")]
    [InlineData("values", """{"log.lateDays": []}""", "$.values['log.lateDays']: an empty list stands here; wanted: a list of at least one.")]
    public void A_piece_of_the_wrong_form_is_told_with_its_path(string path, string json, string told) => Tells(path, json, told);

    [Theory]
    [InlineData("codes.0")]
    [InlineData("codes.0.credentials.0")]
    [InlineData("codes.0.modifiers.0")]
    [InlineData("services.OT")]
    [InlineData("attendance.P")]
    [InlineData("credentials.SLP")]
    [InlineData("credentials.SLPA.supervisedBy.0")]
    [InlineData("places.home")]
    [InlineData("services")]
    public void No_item_is_null(string path) => Tells(path, "null", ": null stands here; wanted: a");

    [Theory]
    [InlineData("credentials.SLPA.supervisedBy", "[\"SPL\"]", "$.credentials.SLPA.supervisedBy[0]: 'SPL' stands in no row of credentials")]
    [InlineData("codes.0.service", "\"SPEACH\"", "$.codes[0].service: 'SPEACH' stands in no row of services")]
    [InlineData("codes.0.credentials", "[\"SPL\"]", "$.codes[0].credentials[0]: 'SPL' stands in no row of credentials")]
    [InlineData("codes.0.minutes", """{"from": 30, "to": 15}""", "$.codes[0].minutes: the range ends before it begins")]
    [InlineData("codes.0.to", "\"2025-06-30\"", "$.codes[0].to: 2025-06-30 is before 2025-07-01")]
    [InlineData("codes.0.to", "\"9999-12-31\"", "$.codes[0].to: the last of all days stands here; wanted: null")]
    [InlineData("codes.0.unitRule", "\"SEGMENT_TABLE\"", "$.codes[0].unitRule: A segment table has at least one row")]
    [InlineData("codes.0.segments", """[{"fromMinutes": 0, "toMinutes": null, "units": 1}]""", "$.codes[0].segments: Only SEGMENT_TABLE has segments")]
    public void A_row_that_contradicts_the_pack_is_told_with_its_path(string path, string json, string told) => Tells(path, json, told);

    [Theory]
    [InlineData("2026-01-01, 2025-01-01", "$.values['log.lateDays'][1].from: 2025-01-01 comes after 2026-01-01")]
    [InlineData("2025-01-01, 2025-01-01", "$.values['log.lateDays'][1].from: 2025-01-01 comes after 2025-01-01")]
    public void Dated_values_stand_in_order(string dates, string told)
    {
        var dated = dates.Split(", ").Select(from => (from, "7")).ToArray();

        Tells(pack => pack["values"]!["log.lateDays"] = PackText.Dated(dated), told);
    }

    [Theory]
    [InlineData("log.lateDays", "\"7\"", "a whole number, 0 or more.")]
    [InlineData("log.lateDays", "-1", "a whole number, 0 or more.")]
    [InlineData("log.lateDays", "3000000000", "a whole number, 0 or more.")]
    [InlineData("log.lateDays", "null", "a whole number, 0 or more.")]
    [InlineData("iep.instructionalWeeks", "0", "a whole number, 1 or more.")]
    [InlineData("iep.closuresCutWeeks", "\"yes\"", "true or false.")]
    [InlineData("telehealth.modifier", "95", "a text.")]
    [InlineData("telehealth.modifier", "\"\"", "a text.")]
    [InlineData("iep.billedPlanTypes", "\"IEP\"", "a list.")]
    [InlineData("log.lateSeverity", "\"error\"", "one of reject, not-billable, warn.")]
    [InlineData("log.lateSeverity", "1", "one of reject, not-billable, warn.")]
    [InlineData("student.medicaidIdPattern", "\"[0-9\"", "a regular expression without look-around and back-references.")]
    [InlineData("student.medicaidIdPattern", "\"(?=a)\"", "a regular expression without look-around and back-references.")]
    public void A_value_of_the_wrong_type_is_told_with_its_key(string key, string json, string wanted)
    {
        var shown = json.StartsWith('"') || json[0] is >= '-' and <= '9' || json == "null" ? json : "a list";

        Tells(
            pack => pack["values"]![key]!.AsArray().Add(PackText.Dated(("2026-10-15", json))[0]!.DeepClone()),
            $"$.values['{key}'][1].value: {shown} stands here; wanted: {wanted}");
    }

    [Fact]
    public void A_misspelt_key_is_told_with_the_one_that_is_missing()
    {
        static void Misspell(JsonNode pack)
        {
            var values = pack["values"]!.AsObject();
            values["log.lateDay"] = values["log.lateDays"]!.DeepClone();
            values.Remove("log.lateDays");
        }

        Tells(Misspell, "$.values['log.lateDay']: there is no 'log.lateDay' here");
        Tells(Misspell, "$.values: 'log.lateDays' is missing; wanted: Days: from a session to its signature");
    }

    [Theory]
    [InlineData("SLP", null, null, "$.codes[15]: 92526 bills sessions that 92507, own.json:1, bills too")]
    [InlineData("RN", null, null, null)]
    [InlineData("SLP", "2024-07-01", "2025-06-30", null)]
    [InlineData("SLP", "2024-07-01", "2025-07-01", "$.codes[0]: 92507 bills sessions that 92526, own.json:1, bills too")]
    public void No_two_rows_bill_one_session(string credential, string? from, string? to, string? told)
    {
        void Add(JsonNode pack)
        {
            var row = pack["codes"]![0]!.DeepClone();
            row["credentials"] = new JsonArray(credential);
            row["procedure"] = "92526";
            row["from"] = from ?? "2025-07-01";
            row["to"] = to;
            pack["codes"]!.AsArray().Add(row);
        }

        if (told is null)
        {
            PackText.With(Add);
        }
        else
        {
            Tells(Add, told);
        }
    }

    [Fact]
    public void Rows_for_lengths_that_meet_bill_one_session() =>
        Tells("codes.10.minutes", """{"from": 37, "to": 52}""", "$.codes[10]: 90834 bills sessions that 90832, own.json:1, bills too");

    [Theory]
    [InlineData("2026-10-15", false)]
    [InlineData("2026-10-16", true)]
    public void No_day_lies_between_two_rows_for_one_session(string from, bool gap)
    {
        void Follow(JsonNode pack)
        {
            var row = pack["codes"]![0]!.DeepClone();
            row["from"] = from;
            pack["codes"]![0]!["to"] = "2026-10-14";
            pack["codes"]!.AsArray().Insert(0, row);
        }

        if (gap)
        {
            Tells(Follow, "$.codes[0]: nothing bills these sessions from 2026-10-15 to 2026-10-15, between own.json:1 and this row");
        }
        else
        {
            PackText.With(Follow);
        }
    }

    private static void Tells(string path, string json, string told) =>
        Tells(
            pack =>
            {
                var steps = path.Split('.');
                var at = steps[..^1].Aggregate(pack, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
                if (at is JsonArray items)
                {
                    items[int.Parse(steps[^1])] = JsonNode.Parse(json);
                }
                else
                {
                    at[steps[^1]] = JsonNode.Parse(json);
                }
            },
            told);

    private static void Tells(Action<JsonNode> change, string told) => Tells(PackText.Changed(change), told);

    private static void Tells(byte[] json, string told) =>
        Assert.Contains(told, Assert.Throws<PackException>(() => RulePack.Parse(json, "own.json")).Message, StringComparison.Ordinal);
}
