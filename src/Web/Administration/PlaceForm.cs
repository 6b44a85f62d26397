using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Places;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MedicaidLogs.Web.Administration;

/// <summary>A place as typed; docs/transfer.md, "A place's file", says what each member is.</summary>
public sealed partial class PlaceForm
{
    /// <summary>As many as a place's file may have.</summary>
    public const int MostFiles = 50;

    private const int EmptyRows = 3;

    /// <summary>The file's members, by the form's fields, and the words in which messages name them. Of two that begin alike the longer stands first.</summary>
    private static readonly (string Member, string Field, string Words)[] _members =
    [
        ("name", nameof(Name), "Name"),
        ("kind", "", "How files get there"),
        ("address", nameof(Address), "Address"),
        ("port", nameof(Port), "Port"),
        ("user", nameof(User), "User name"),
        ("secret", nameof(Secret), "Name of the password"),
        ("host_key", nameof(HostKey), "Fingerprint of the host key"),
        ("fetch.folder", nameof(FetchFolder), "Folder to fetch from"),
        ("fetch.every_minutes", nameof(EveryMinutes), "Minutes from one look to the next"),
        ("fetch.after", nameof(After), "What becomes of a file that was taken in"),
        ("fetch.move_to", nameof(MoveTo), "Folder for files that were taken in"),
        ("fetch.files", "Files_0__Pattern", "Files"),
        ("deliver.folder", nameof(DeliverFolder), "Folder to deliver into"),
        ("deliver.payer", nameof(Payer), "Payer"),
    ];

    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Port { get; set; }

    public string? User { get; set; }

    public string? Secret { get; set; }

    public string? HostKey { get; set; }

    public bool Fetches { get; set; }

    public string? FetchFolder { get; set; }

    public string? EveryMinutes { get; set; }

    public string? After { get; set; }

    public string? MoveTo { get; set; }

    public List<PlaceFormFile> Files { get; set; } = [];

    public bool Delivers { get; set; }

    public string? DeliverFolder { get; set; }

    public string? Payer { get; set; }

    public string? Why { get; set; }

    /// <summary>The place as it was when the form was shown, <see cref="PlaceFile.Token"/>; empty for a new one.</summary>
    public string? Seen { get; set; }

    /// <summary>Field → what to enter.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    public static PlaceForm New(string kind, District district) => new()
    {
        Kind = kind,
        Secret = PlaceReach.SecretPrefixOf(district.Code),
        Fetches = true,
        EveryMinutes = "15",
    };

    public static PlaceForm Of(PlaceFile file, PlaceChoices choices) => new()
    {
        Kind = file.Kind,
        Name = file.Name,
        Address = file.Address,
        Port = file.Port?.ToString(CultureInfo.InvariantCulture),
        User = file.User,
        Secret = file.Secret,
        HostKey = file.HostKey,
        Fetches = file.Fetch is not null,
        FetchFolder = file.Fetch?.Folder,
        EveryMinutes = (file.Fetch?.EveryMinutes ?? 15).ToString(CultureInfo.InvariantCulture),
        After = file.Fetch?.After,
        MoveTo = file.Fetch?.MoveTo,
        Files = [.. (file.Fetch?.Files ?? []).Select(pattern => new PlaceFormFile { Pattern = pattern.Pattern, What = choices.ValueOf(pattern) })],
        Delivers = file.Deliver is not null,
        DeliverFolder = file.Deliver?.Folder,
        Payer = file.Deliver?.Payer,
        Seen = file.Token,
    };

    /// <summary>The rows of the form: what was typed, and some to type into.</summary>
    public IEnumerable<PlaceFormFile> Rows => Files.Concat(Enumerable.Repeat(new PlaceFormFile(), EmptyRows)).Take(MostFiles);

    /// <summary>The file that would say so; null where <see cref="Problems"/> says what is wrong.</summary>
    public PlaceFile? Read(District district, PlaceChoices choices)
    {
        if (Delivers && !choices.Payers.Contains(Payer ?? ""))
        {
            Problems[nameof(Payer)] = "Choose the payer whose claim files go there.";
        }

        Files.RemoveAll(file => file.IsEmpty);
        var file = AsFile(choices);
        try
        {
            file.Sound();
        }
        catch (PlaceFileException refusal)
        {
            Refuse(refusal);
        }

        Refuse(new(PlaceReach.FaultsOf(district.Code, file, choices.Before)));
        if (!AccountForm.IsReason(Why))
        {
            Problems[nameof(Why)] = "Say why in a few words, for the audit trail.";
        }

        return Problems.Count == 0 ? file : null;
    }

    /// <summary>Faults that begin with a member of the file, told at its field in an office's words.</summary>
    public void Refuse(PlaceFileException refusal)
    {
        foreach (var fault in refusal.Faults)
        {
            var (field, words) = Told(fault);
            Problems.TryAdd(field, words); // one at each field; the next is told when this one is mended
        }
    }

    /// <summary>A number that cannot be read becomes one that no place may have, so that the words for it are the file's.</summary>
    private static int? Number(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static (string Field, string Words) Told(string fault)
    {
        if (OfRow().Match(fault) is { Success: true } row)
        {
            var index = int.Parse(row.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
            var isPattern = row.Groups["member"].Value == "pattern";
            return ($"Files_{index}__{(isPattern ? nameof(PlaceFormFile.Pattern) : nameof(PlaceFormFile.What))}",
                isPattern ? $"File {index + 1}: {row.Groups["words"].Value}" : $"File {index + 1}: choose what it is.");
        }

        var colon = fault.IndexOf(": ", StringComparison.Ordinal);
        var (member, field, words) = Array.Find(_members, each => colon > 0 && fault.AsSpan(0, colon).SequenceEqual(each.Member));
        return member is null ? ("", fault) : (field, words + fault[colon..]);
    }

    private PlaceFile AsFile(PlaceChoices choices) => new(
        choices.Before?.Name ?? Name?.Trim() ?? "", Kind ?? "", OrNull(Address), Number(Port), OrNull(User), OrNull(Secret), choices.Before?.KeyFile,
        OrNull(HostKey), choices.Before?.CaFile,
        Fetches
            ? new(
                FetchFolder?.Trim() ?? "",
                [.. Files.Select(file => choices.Of(file.What) is { } what
                    ? new FilePattern(file.Pattern?.Trim() ?? "", what.Kind, what.Mapping)
                    : new FilePattern(file.Pattern?.Trim() ?? "", ""))],
                Number(EveryMinutes) ?? 15, After ?? "keep", OrNull(MoveTo))
            : null,
        Delivers ? new(DeliverFolder?.Trim() ?? "", Payer ?? "") : null);

    [GeneratedRegex(@"^fetch\.files\[(?<index>\d+)\]\.(?<member>[a-z]+): (?<words>.*)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex OfRow();
}

/// <summary>Which files are fetched, and what they are.</summary>
public sealed class PlaceFormFile
{
    public string? Pattern { get; set; }

    /// <summary>One of <see cref="PlaceChoices.Files"/>.</summary>
    public string? What { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Pattern) && string.IsNullOrEmpty(What);
}
