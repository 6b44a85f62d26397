using System.Globalization;
using MedicaidLogs.Core.Districts;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MedicaidLogs.Web.Administration;

/// <summary>A district's settings as typed; docs/file-formats.md, "The district", says what each is.</summary>
public sealed class SettingsForm
{
    /// <summary>The file's members, by the form's fields, and the words in which messages name them.</summary>
    private static readonly (string Member, string Field, string Words)[] _members =
    [
        ("name", nameof(Name), "The name"),
        ("street", nameof(Street), "The street"),
        ("city", nameof(City), "The city"),
        ("postal_code", nameof(PostalCode), "The ZIP code"),
        ("phone", nameof(Phone), "The telephone number"),
        ("npi", nameof(Npi), "The NPI"),
        ("tax_id", nameof(TaxId), "The tax id"),
        ("time_zone", nameof(TimeZone), "The time zone"),
        ("pack:", nameof(Pack), "The rule pack:"),
        .. Kept.All.Select(kept => ($"keep_days.{kept.Member}", FieldOf(kept), kept.Words)),
    ];

    public string? Name { get; set; }

    public string? Street { get; set; }

    public string? City { get; set; }

    public string? PostalCode { get; set; }

    public string? Phone { get; set; }

    public string? Npi { get; set; }

    public string? TaxId { get; set; }

    public string? TimeZone { get; set; }

    public string? Pack { get; set; }

    public string? Payer { get; set; }

    public bool SecondPersonReleases { get; set; }

    /// <summary>Days, by <see cref="Kept.Member"/>.</summary>
    public Dictionary<string, string?> Keep { get; set; } = [];

    public string? Why { get; set; }

    /// <summary>The district as it was when the form was shown, <see cref="DistrictFile.Token"/>.</summary>
    public string? Seen { get; set; }

    /// <summary>Field → what to enter.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    public static SettingsForm Of(District district) => new()
    {
        Name = district.Name,
        Street = district.Street,
        City = district.City,
        PostalCode = district.PostalCode,
        Phone = district.Phone,
        Npi = district.Npi,
        TaxId = district.TaxId,
        TimeZone = district.TimeZone,
        Pack = district.Pack,
        Payer = district.Payer,
        SecondPersonReleases = district.SecondPersonReleases,
        Keep = district.KeepDays.ToDictionary(kept => kept.Key, kept => (string?)kept.Value.ToString(CultureInfo.InvariantCulture)),
        Seen = DistrictFile.Of(district).Token,
    };

    /// <summary>The file that would say so; null where <see cref="Problems"/> says what is wrong.</summary>
    public DistrictFile? Read(District district)
    {
        if (!AccountForm.IsReason(Why))
        {
            Problems[nameof(Why)] = "Say why in a few words, for the audit trail.";
        }

        try
        {
            var file = new DistrictFile(
                district.Code, Name?.Trim() ?? "", district.State, TimeZone?.Trim() ?? "", Digits(Npi), Digits(TaxId), Street?.Trim() ?? "", City?.Trim() ?? "",
                Digits(PostalCode), Digits(Phone), Pack ?? "", Payer ?? "", SecondPersonReleases, Kept.All.ToDictionary(kept => kept.Member, DaysOf)).Sound();
            return Problems.Count == 0 ? file : null;
        }
        catch (DistrictFileException fault)
        {
            Refuse(fault.Message);
            return null;
        }
    }

    /// <summary>A message that begins with a member of the file, told at its field in an office's words.</summary>
    public void Refuse(string message)
    {
        var (member, field, words) = Array.Find(_members, each => message.StartsWith(each.Member, StringComparison.Ordinal));
        Problems[field ?? ""] = member is null ? message : words + message[member.Length..];
    }

    public static string FieldOf(Kept kept) => $"Keep_{kept.Member}";

    /// <summary>What cannot be read is fewer days than any district may say, so that the words for it are the file's.</summary>
    private int DaysOf(Kept kept) =>
        int.TryParse(Keep.GetValueOrDefault(kept.Member)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;

    /// <summary>As people write numbers, (603) 555-0100, without what stands between the digits.</summary>
    private static string Digits(string? text) => string.Concat((text ?? "").Where(character => !" ()-.".Contains(character, StringComparison.Ordinal)));
}
