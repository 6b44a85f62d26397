using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedicaidLogs.Billing.Payers;

/// <param name="From">The first day of its edition.</param>
/// <param name="Member">As docs/payers.md names it.</param>
/// <param name="Said">As JSON; texts without quotes.</param>
public sealed record PayerSetting(DateOnly From, string Member, string Said);

/// <summary>All that a profile says, member by member.</summary>
public static class PayerListing
{
    /// <param name="on">Only the edition in force on that day; null: all of them.</param>
    /// <exception cref="PayerProfileException">The day lies before the first edition.</exception>
    public static IReadOnlyList<PayerSetting> Of(PayerProfile profile, DateOnly? on = null)
    {
        var editions = on is { } day ? [profile.On(day)] : profile.Editions;
        return
        [
            .. from edition in editions
               from member in Members(JsonSerializer.SerializeToNode(edition, PayerJson.Default.PayerEdition)!.AsObject(), "")
               where member.Path != "from"
               select new PayerSetting(edition.From, member.Path, member.Said),
        ];
    }

    private static IEnumerable<(string Path, string Said)> Members(JsonObject part, string path) =>
        part.SelectMany(member => member.Value is JsonObject { Count: > 0 } below
            ? Members(below, $"{path}{member.Key}.")
            : [(path + member.Key, Said(member.Value))]);

    private static string Said(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue text when text.TryGetValue<string>(out var said) => said,
        _ => value.ToJsonString(),
    };
}
