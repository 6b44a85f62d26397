using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Places;
using Npgsql;

namespace MedicaidLogs.Web.Administration;

/// <summary>Sets a place from a form, by the demands that its file is read with.</summary>
public sealed class PlaceSetting(NpgsqlDataSource database, PlaceStore store, PayerProfiles profiles)
{
    /// <param name="before">As the place is; null: it is new.</param>
    public async Task<PlaceChoices> ChoicesAsync(DistrictId districtId, PlaceFile? before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var mappings = await SavedMapping.ListAsync(connection, districtId, cancellationToken);
        var own = await profiles.OwnAsync(districtId, cancellationToken);
        return new(before, mappings, [.. own.Select(each => each.Profile.Name).Union(PayerProfile.ShippedNames).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Null where the form's <see cref="PlaceForm.Problems"/> say what is wrong; nothing was set then.</summary>
    public async Task<Place?> SetAsync(PlaceForm typed, District district, PlaceChoices choices, Actor by, CancellationToken cancellationToken)
    {
        if (typed.Read(district, choices) is not { } file)
        {
            return null;
        }

        try
        {
            return await store.SetAsync(district.DistrictId, file, by, typed.Why!.Trim(), choices.Before is null ? "" : typed.Seen ?? "", cancellationToken);
        }
        catch (PlaceFileException refusal)
        {
            typed.Refuse(refusal);
            typed.Seen = choices.Before?.Token;
            return null;
        }
    }
}
