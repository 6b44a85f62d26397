using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Packs;
using Npgsql;

namespace MedicaidLogs.Core.Districts;

/// <summary>A district as it is set up from a file: who it is to the payer, its rule pack, its zone. See docs/file-formats.md, "The district".</summary>
/// <param name="SecondPersonReleases">Who built a claim file may not release it.</param>
/// <param name="KeepDays">For how many days some of <see cref="Kept.All"/> are kept; what is left out stays as it is.</param>
public sealed partial record DistrictFile(
    string Code,
    string Name,
    string State,
    string TimeZone,
    string Npi,
    string TaxId,
    string Street,
    string City,
    string PostalCode,
    string Phone,
    string Pack,
    string Payer,
    bool SecondPersonReleases = true,
    IReadOnlyDictionary<string, int>? KeepDays = null)
{
    [Sql]
    private const string UpsertSql = """
        insert into ops.district
            (code, name, state, time_zone, npi, tax_id, street, city, state_code, postal_code, phone, pack, settings)
        values (@Code, @Name, @State, @TimeZone, @Npi, @TaxId, @Street, @City, @State, @PostalCode, @Phone, @Pack,
                jsonb_strip_nulls(jsonb_build_object(
                    'payer', @Payer::text, 'secondPersonReleases', @SecondPersonReleases::boolean, 'keepDays', @keepSetting::jsonb)))
        on conflict (code) do update
        set name = excluded.name, time_zone = excluded.time_zone, npi = excluded.npi, tax_id = excluded.tax_id, street = excluded.street,
            city = excluded.city, postal_code = excluded.postal_code, phone = excluded.phone, pack = excluded.pack,
            settings = ops.district.settings || excluded.settings || case when excluded.settings ? 'keepDays' then jsonb_build_object(
                'keepDays', coalesce(ops.district.settings -> 'keepDays', '{}') || (excluded.settings -> 'keepDays')) else '{}' end
        """;

    /// <exception cref="DistrictFileException">It is not a district; the message says why.</exception>
    public static DistrictFile Parse(ReadOnlySpan<byte> json)
    {
        DistrictFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, DistrictJson.Default.DistrictFile) ?? throw new DistrictFileException("The district file is empty.");
        }
        catch (JsonException exception)
        {
            throw new DistrictFileException($"Line {exception.LineNumber + 1}, {exception.Path}: {exception.Message}");
        }

        file.Demand();
        return file;
    }

    /// <summary>The file that would set a district up as it is.</summary>
    public static DistrictFile Of(District district) => new(
        district.Code, district.Name, district.State, district.TimeZone, district.Npi, district.TaxId, district.Street, district.City,
        district.PostalCode, district.Phone, district.Pack, district.Payer, district.SecondPersonReleases, district.KeepDays);

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DistrictJson.Default.DistrictFile);

    /// <summary>The same demands as <see cref="Parse"/> makes, of what was not read from a file.</summary>
    /// <exception cref="DistrictFileException">It is not a district; the message says why, the member first.</exception>
    public DistrictFile Sound()
    {
        Demand();
        return this;
    }

    /// <summary>Tells two apart, so that a form knows whether the district is still the same.</summary>
    public string Token => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, DistrictJson.Default.DistrictFile)).AsSpan(0, 16));

    /// <summary>What another file says otherwise, by member, before and after.</summary>
    public JsonObject ChangesTo(DistrictFile other)
    {
        var (before, after) = (AsJson(this), AsJson(other));
        return new(
            from member in before
            where !JsonNode.DeepEquals(member.Value, after[member.Key])
            select KeyValuePair.Create<string, JsonNode?>(
                member.Key, new JsonObject { ["before"] = member.Value?.DeepClone(), ["after"] = after[member.Key]?.DeepClone() }));

        static JsonObject AsJson(DistrictFile file)
        {
            var json = JsonSerializer.SerializeToNode(file, DistrictJson.Default.DistrictFile)!.AsObject();
            json.Remove("keep_days");
            foreach (var (member, days) in file.KeepDays ?? new Dictionary<string, int>())
            {
                json[$"keep_days.{member}"] = days;
            }

            return json;
        }
    }

    /// <summary>Adds the district, or brings the one with this code up to date.</summary>
    public Task StoreAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default) =>
        connection.ExecuteAsync(new CommandDefinition(
            UpsertSql,
            new
            {
                Code,
                Name,
                State,
                TimeZone,
                Npi,
                TaxId,
                Street,
                City,
                PostalCode,
                Phone,
                Pack,
                Payer,
                SecondPersonReleases,
                keepSetting = KeepDays is null ? null : JsonSerializer.Serialize(KeepDays, DistrictJson.Default.IReadOnlyDictionaryStringInt32),
            },
            cancellationToken: cancellationToken));

    /// <remarks>The lengths are those of the 837P's fields.</remarks>
    private void Demand()
    {
        Demand(CodeForm().IsMatch(Code), "code", "is not 1 to 40 lower-case letters, digits and single dashes");
        DemandText(Name, "name", 1, 60);
        DemandText(Street, "street", 1, 55);
        DemandText(City, "city", 2, 30);
        Demand(StateForm().IsMatch(State), "state", "is not the two capital letters of a state");
        Demand(PhoneForm().IsMatch(Phone), "phone", "is not a telephone number: ten digits");
        Demand(Core.Ids.Npi.TryParse(Npi, out _), "npi", "is not a National Provider Identifier: ten digits with a right check digit");
        Demand(Core.Ids.TaxId.TryParse(TaxId, out _), "tax_id", "is not a tax id: nine digits");
        Demand(Core.Ids.PostalCode.TryParse(PostalCode, out _), "postal_code", "is not a ZIP code: five or nine digits");
        foreach (var (member, days) in KeepDays ?? new Dictionary<string, int>())
        {
            var kept = Kept.All.FirstOrDefault(each => each.Member == member);
            Demand(kept is not null, $"keep_days.{member}", $"is none of {string.Join(", ", Kept.All.Select(each => each.Member))}");
            Demand(days >= kept!.LeastDays && days <= Kept.MostDays, $"keep_days.{member}", $"is not {kept.LeastDays} to {Kept.MostDays} days");
        }

        Demand(TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _), "time_zone", "is not a time zone such as America/New_York");
        try
        {
            RulePack.Shipped(Pack);
        }
        catch (PackException exception)
        {
            throw new DistrictFileException($"pack: {exception.Message}");
        }
    }

    private static void DemandText(string text, string member, int least, int most) =>
        Demand(
            text.Trim() == text && text.Length >= least && text.Length <= most,
            member, $"is not a text of {least} to {most} characters without blanks around it");

    private static void Demand(bool holds, string member, string otherwise)
    {
        if (!holds)
        {
            throw new DistrictFileException($"{member} {otherwise}.");
        }
    }

    [GeneratedRegex("^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex StateForm();

    [GeneratedRegex("^[0-9]{10}$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneForm();
}

/// <summary>A district file that cannot be used; the message is for the person who wrote it.</summary>
public sealed class DistrictFileException(string message) : Exception(message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DistrictFile))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
internal sealed partial class DistrictJson : JsonSerializerContext;
