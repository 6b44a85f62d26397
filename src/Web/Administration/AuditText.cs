using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedicaidLogs.Web.Administration;

/// <summary>Events of the audit trail in the words of docs/audit.md.</summary>
public static class AuditText
{
    /// <summary>Event → words, in the document's order.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } = DocumentTable.Rows(DocumentTable.Read("audit.md"), "## Events")
        .Where(cells => cells is [['`', ..], _])
        .ToDictionary(cells => cells[0].Trim('`'), cells => cells[1]);

    /// <summary>What happened; for an event that the document does not know, its name.</summary>
    public static string Of(string action) => Words.GetValueOrDefault(action, action);

    /// <summary>To which record: <c>claim run 12</c>.</summary>
    public static string SubjectOf(AuditRow row) => row.SubjectKind == "account" ? row.SubjectName ?? "an account" : $"{row.SubjectKind.Replace('-', ' ')} {row.SubjectId}";

    /// <summary>The rest of the event, one line for each thing.</summary>
    public static IReadOnlyList<string> DetailsOf(AuditRow row)
    {
        var detail = JsonNode.Parse(row.Detail)!.AsObject();
        var changes = detail["changes"] as JsonObject ?? [];
        return
        [
            .. detail.Where(member => member.Key != "changes" && member.Value is not null).Select(member => $"{member.Key}: {Line(member.Value)}"),
            .. changes.Select(change => $"{change.Key}: {Line(change.Value?["before"])} → {Line(change.Value?["after"])}"),
        ];
    }

    private static string Line(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
