using System.Text;
using System.Text.Json.Nodes;
using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Core.Tests.Packs;

public sealed class PackFaultsTests
{
    [Theory]
    [InlineData("null", "$: an object is wanted.")]
    [InlineData("[]", "Line 1, $: an object is wanted.")]
    [InlineData("{\n\"name\": 5}", "Line 2, $.name: a text is wanted.")]
    [InlineData("{\n\"name\": \"nh\",\n\"nmae\": 1}", "Line 3, $.nmae: ")]
    [InlineData("{\n\"name\": \"nh\",\n\"name\": \"nh\"}", "$: Duplicate property 'name'")]
    [InlineData("{\n\"name\": null}", "Line 2, $.name: ")]
    [InlineData("{\n\"name\": \"nh\"\n}", "'version', 'title', 'values'")]
    [InlineData("{\n\"name\"", "Line 2, ")]
    public void What_is_not_a_pack_is_told_with_its_line(string json, string told)
    {
        var exception = Assert.Throws<PackException>(() => RulePack.Parse(Encoding.UTF8.GetBytes(json)));

        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codes", "{}", "$.codes: a list is wanted.")]
    [InlineData("values", """{"log.lateDays": [{"from": 7}]}""", "$.values['log.lateDays'][0].from: a date such as \"2026-10-01\" is wanted.")]
    [InlineData("credentials.SLP.supervisedBy", "[1]", "$.credentials.SLP.supervisedBy[0]: a text is wanted.")]
    [InlineData("places", "[]", "$.places: an object is wanted.")]
    [InlineData("credentials.SLP.npi", "1", "$.credentials.SLP.npi: true or false is wanted.")]
    [InlineData("credentials.SLP.rank", "1", "$.credentials.SLP.rank: ")]
    [InlineData("services.OT.kind", "\"therapie\"", "$.services.OT.kind: one of therapy, aide, transport, instruction, meeting is wanted.")]
    [InlineData("services.OT.orderMonths", "\"12\"", "$.services.OT.orderMonths: a whole number or null is wanted.")]
    [InlineData("codes.0.mode", "1", "$.codes[0].mode: one of individual, group, consult is wanted.")]
    [InlineData("codes.0.from", "\"7/1/2025\"", "$.codes[0].from: a date such as \"2026-10-01\" is wanted.")]
    [InlineData("codes.0.to", "\"7/1/2025\"", "$.codes[0].to: a date such as \"2026-10-01\", or null is wanted.")]
    [InlineData("codes.0.minutes", """{"from": 1.5, "to": 3}""", "$.codes[0].minutes.from: a whole number is wanted.")]
    [InlineData("codes.0.minutes", """{"from": 1}""", "'to'")]
    [InlineData("codes.3.segments", """[{"fromMinutes": 0, "toMinutes": null}]""", "'units'")]
    public void A_member_of_the_wrong_type_or_name_is_told_with_its_path(string path, string json, string told) => Tells(path, json, told);

    [Theory]
    [InlineData("codes.0", "null", "$.codes[0]: null is not allowed here.")]
    [InlineData("codes.0.credentials", "[null]", "$.codes[0].credentials[0]: null is not allowed here.")]
    [InlineData("codes.0.modifiers", "[null]", "$.codes[0].modifiers[0]: null is not allowed here.")]
    [InlineData("services.OT", "null", "$.services['OT']: null is not allowed here.")]
    [InlineData("attendance.P", "null", "$.attendance['P']: null is not allowed here.")]
    [InlineData("credentials.SLP", "null", "$.credentials['SLP']: null is not allowed here.")]
    [InlineData("credentials.SLPA.supervisedBy", "[null]", "$.credentials.SLPA.supervisedBy[0]: null is not allowed here.")]
    [InlineData("places.home", "null", "$.places['home']: null is not allowed here.")]
    [InlineData("values", """{"log.lateDays": null}""", "$.values['log.lateDays']: null is not allowed here.")]
    [InlineData("values", """{"log.lateDays": [null]}""", "$.values['log.lateDays'][0]: null is not allowed here.")]
    public void No_item_is_null(string path, string json, string told) => Tells(path, json, told);

    [Theory]
    [InlineData("places.home", "\"1\"", "$.places.home: two digits")]
    [InlineData("attendance.A.missedBy", "\"parents\"", "$.attendance.A.missedBy: student, provider, system or null")]
    [InlineData("services.OT.orderMonths", "0", "$.services.OT.orderMonths: 1 or more")]
    [InlineData("credentials.SLPA.supervisedBy", "[\"SPL\"]", "$.credentials.SLPA.supervisedBy: 'SPL' is none of the pack's credentials.")]
    [InlineData("codes.0.service", "\"SPEACH\"", "$.codes[0].service: 'SPEACH' is none of the pack's services.")]
    [InlineData("codes.0.credentials", "[\"SPL\"]", "$.codes[0].credentials: 'SPL' is none of the pack's credentials.")]
    [InlineData("codes.0.credentials", "[]", "$.codes[0].credentials: at least one")]
    [InlineData("codes.0.procedure", "\"9250\"", "$.codes[0].procedure: five letters and digits")]
    [InlineData("codes.0.modifiers", "[\"G\"]", "$.codes[0].modifiers: at most four of two characters")]
    [InlineData("codes.0.dayCapUnits", "0", "$.codes[0].dayCapUnits: 1 or more")]
    [InlineData("codes.0.minutes", """{"from": 30, "to": 15}""", "$.codes[0].minutes: a range")]
    [InlineData("codes.0.to", "\"2025-06-30\"", "$.codes[0].to: it is before from.")]
    [InlineData("codes.0.to", "\"9999-12-31\"", "$.codes[0].to: null is wanted")]
    [InlineData("codes.0.unitRule", "\"PER_HOUR\"", "Code 92507 of SPEECH: there is no unit rule 'PER_HOUR'; one of CEIL_15, CPT_MIDPOINT, ")]
    [InlineData("codes.0.unitRule", "\"SEGMENT_TABLE\"", "Code 92507 of SPEECH, segments: A segment table has at least one row.")]
    [InlineData("codes.0.segments", """[{"fromMinutes": 0, "toMinutes": null, "units": 1}]""", "Code 92507 of SPEECH, segments: Only SEGMENT_TABLE")]
    public void A_row_that_contradicts_the_pack_is_told_with_its_path(string path, string json, string told) => Tells(path, json, told);

    [Theory]
    [InlineData("[]", "$.values['log.lateDays']: at least one dated value is needed.")]
    [InlineData("[2026-01-01, 2025-01-01]", "$.values['log.lateDays'][1].from: values stand by date")]
    [InlineData("[2025-01-01, 2025-01-01]", "$.values['log.lateDays'][1].from: values stand by date")]
    public void Dated_values_stand_in_order(string dates, string told)
    {
        var dated = dates.Trim('[', ']').Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(from => (from, "7")).ToArray();

        Tells(pack => pack["values"]!["log.lateDays"] = PackText.Dated(dated), told);
    }

    [Theory]
    [InlineData("log.lateDays", "\"7\"", "a whole number, 0 or more is wanted.")]
    [InlineData("log.lateDays", "-1", "a whole number, 0 or more is wanted.")]
    [InlineData("log.lateDays", "null", "a whole number, 0 or more is wanted.")]
    [InlineData("iep.instructionalWeeks", "0", "a whole number, 1 or more is wanted.")]
    [InlineData("iep.closuresCutWeeks", "\"yes\"", "true or false is wanted.")]
    [InlineData("telehealth.modifier", "95", "a text is wanted.")]
    [InlineData("telehealth.modifier", "\"\"", "a text is wanted.")]
    [InlineData("iep.billedPlanTypes", "\"IEP\"", "a list of texts is wanted.")]
    [InlineData("iep.billedPlanTypes", "[1]", "a list of texts is wanted.")]
    [InlineData("log.lateSeverity", "\"error\"", "'reject', 'not-billable' or 'warn' is wanted.")]
    [InlineData("log.lateSeverity", "1", "'reject', 'not-billable' or 'warn' is wanted.")]
    [InlineData("student.medicaidIdPattern", "\"[0-9\"", "a regular expression (Invalid pattern ")]
    [InlineData("student.medicaidIdPattern", "\"(?=a)\"", "a regular expression without look-around")]
    public void A_value_of_the_wrong_type_is_told_with_its_key_and_day(string key, string json, string wanted) =>
        Tells(pack => pack["values"]![key]!.AsArray().Add(PackText.Dated(("2026-10-15", json))[0]!.DeepClone()), $"$.values['{key}'] on 2026-10-15: {wanted}");

    [Fact]
    public void A_misspelt_key_is_told_with_the_one_that_is_missing() =>
        Tells(
            pack =>
            {
                var values = pack["values"]!.AsObject();
                values["log.lateDay"] = values["log.lateDays"]!.DeepClone();
                values.Remove("log.lateDays");
            },
            "$.values['log.lateDays'] is missing: a whole number, 0 or more is wanted." + Environment.NewLine + "$.values['log.lateDay']: there is no such value");

    [Fact]
    public void A_pack_without_values_is_told() => Tells("values", "{}", "$.values: at least one value is needed.");

    [Theory]
    [InlineData("SLP", null, null, true)]
    [InlineData("RN", null, null, false)]
    [InlineData("SLP", "2024-07-01", "2025-06-30", false)]
    [InlineData("SLP", "2024-07-01", "2025-07-01", true)]
    public void No_two_rows_bill_one_session(string credential, string? from, string? to, bool doubled)
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

        if (doubled)
        {
            Tells(Add, "$.codes[15]: 92526 bills sessions that $.codes[0], 92507, bills too");
        }
        else
        {
            PackText.With(Add);
        }
    }

    [Fact]
    public void Rows_for_lengths_that_meet_bill_one_session() =>
        Tells("codes.10.minutes", """{"from": 37, "to": 52}""", "$.codes[10]: 90834 bills sessions that $.codes[9], 90832, bills too");

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

    private static void Tells(Action<JsonNode> change, string told)
    {
        var exception = Assert.Throws<PackException>(() => PackText.With(change));

        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
    }
}
