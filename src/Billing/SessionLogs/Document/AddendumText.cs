using System.Globalization;
using System.Text;
using System.Text.Json;
using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Billing.SessionLogs.Document;

/// <summary>A correction in the words of the paper.</summary>
internal static class AddendumText
{
    private const string Command = "command:";

    /// <summary>A person by name; what a command did came with the office's files.</summary>
    public static string By(Addendum addendum) => addendum.By.StartsWith(Command, StringComparison.Ordinal) ? "the district's files" : addendum.By;

    /// <summary><c> Was: minutes away 5; note …</c>, in the order of the field's names; empty where nothing that is shown was changed.</summary>
    public static string Was(Addendum addendum, TimeZoneInfo zone)
    {
        var fields = JsonSerializer.Deserialize<SortedDictionary<string, string?>>(addendum.Was)!;
        var text = new StringBuilder();
        foreach (var (field, value) in fields)
        {
            text.Append(text.Length == 0 ? ". Was: " : "; ").Append(field.Replace('_', ' ')).Append(' ').Append(Shown(field, value, zone));
        }

        return text.ToString();
    }

    private static string Shown(string field, string? value, TimeZoneInfo zone) => value switch
    {
        null or "" => Show.Nothing,
        "true" when field == "telehealth" => "yes",
        "false" when field == "telehealth" => "no",
        _ when field is "service_date" or "makeup_for" => Show.Date(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ when field is "start_time" or "end_time" => Show.Time(TimeOnly.Parse(value, CultureInfo.InvariantCulture)),
        _ when field is "signed_at" or "cosigned_at" => Show.Instant(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture), zone),
        _ => value,
    };
}
