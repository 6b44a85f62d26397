using System.Text.Json.Nodes;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using Npgsql;

namespace MedicaidLogs.Ingest.Districts;

/// <summary>What came of a change of a district's rules.</summary>
/// <param name="District">As it is now.</param>
/// <param name="Since">The first day of service that is judged otherwise; null: none is.</param>
/// <param name="StaleMonths">Months that have become stale by it.</param>
public sealed record RulesChange(District District, DateOnly? Since, int StaleMonths);

/// <summary>Changes what a district's sessions are judged by: its rule pack, its own layer over that, its time zone.</summary>
/// <remarks>Months with entries from the first day on that is judged otherwise become stale, in the same transaction, and the audit trail says so.</remarks>
public sealed class DistrictRules(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Adds the district, or brings the one with this code up to date.</summary>
    /// <param name="why">For the audit trail, which tells what was changed, before and after.</param>
    /// <param name="seen">The <see cref="DistrictFile.Token"/> of the district as the person saw it who changes it; null: whatever it is.</param>
    /// <exception cref="DistrictFileException">
    /// Its pack is another than the one that its own layer stands on, or somebody else changed the district since it was seen.
    /// </exception>
    public async Task<RulesChange> SetUpAsync(
        DistrictFile file, Actor who, string? why = null, string? seen = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var known = await LockedAsync(transaction, file.Code, cancellationToken);
        if (known is { OwnPack: not null } && known.Pack != file.Pack)
        {
            throw new DistrictFileException($"pack: the district's own pack file stands on {known.Pack}. End it first: medlogs packs override --none");
        }

        if (seen is not null && (known is null || DistrictFile.Of(known).Token != seen))
        {
            throw new DistrictFileException("Somebody else changed the district while you were at it. Look at it again, and then change it.");
        }

        var change = new ChangeContext(who, clock.GetUtcNow(), why);
        await file.StoreAsync(connection, cancellationToken);
        var district = (await District.FindAsync(connection, file.Code, cancellationToken))!;
        var outcome = known is null ? new(district, null, 0) : await FollowAsync(transaction, known, district, change, cancellationToken);
        if (known is not null && DistrictFile.Of(known).ChangesTo(DistrictFile.Of(district)) is { Count: > 0 } changes)
        {
            await AuditTrail.AppendAsync(
                transaction, new(district.DistrictId, "district.changed", "district", district.Code, new() { ["changes"] = changes }), change, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Puts a file over the district's pack, in the place of the one before.</summary>
    /// <param name="json">The file's content; null: the district has no layer of its own any more.</param>
    /// <exception cref="PackException">It is no pack, or not for this district.</exception>
    public async Task<RulesChange> OverrideAsync(DistrictId districtId, string fileName, byte[]? json, Actor who, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var before = await District.LoadAsync(connection, districtId, cancellationToken);
        if (json.AsSpan().SequenceEqual(before.OwnPack))
        {
            return new(before, null, 0);
        }

        var change = new ChangeContext(who, clock.GetUtcNow());
        var pack = json is null ? RulePack.Shipped(before.Pack) : OwnPack.Parse(before, fileName, json);
        await OwnPack.StoreAsync(transaction, districtId, pack, json, change, cancellationToken);
        var outcome = await FollowAsync(transaction, before, await District.LoadAsync(connection, districtId, cancellationToken), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private static async Task<District?> LockedAsync(NpgsqlTransaction transaction, string code, CancellationToken cancellationToken)
    {
        if (await District.FindAsync(transaction.Connection!, code, cancellationToken) is not { } found)
        {
            return null;
        }

        await DistrictLock.AcquireAsync(transaction, found.DistrictId, cancellationToken);
        return await District.LoadAsync(transaction.Connection!, found.DistrictId, cancellationToken);
    }

    private static async Task<RulesChange> FollowAsync(
        NpgsqlTransaction transaction, District before, District after, ChangeContext change, CancellationToken cancellationToken)
    {
        // Instants of signing are turned into local days by the zone, so another one concerns every day.
        var zoneChanged = before.TimeZone != after.TimeZone;
        if (!zoneChanged && before.Pack == after.Pack && before.OwnPack.AsSpan().SequenceEqual(after.OwnPack))
        {
            return new(after, null, 0);
        }

        var since = zoneChanged ? DateOnly.MinValue : Since(before, after.RulePack);
        var staleMonths = since is { } day
            ? await StaleMonths.MarkSinceAsync(
                transaction, after.DistrictId, day, zoneChanged ? "time zone changed" : "rule pack changed", change.When, cancellationToken)
            : 0;
        await AuditTrail.AppendAsync(transaction, Changed(after, since, staleMonths), change, cancellationToken);
        return new(after, since, staleMonths);
    }

    private static DateOnly? Since(District before, RulePack after)
    {
        try
        {
            return before.RulePack.DiffersSince(after);
        }
        catch (PackException)
        {
            return DateOnly.MinValue; // It no longer fits the packs that came with this program: nobody can tell what it said.
        }
    }

    private static AuditEvent Changed(District district, DateOnly? since, int staleMonths) =>
        new(district.DistrictId, "district.rules-changed", "district", district.Code, new JsonObject
        {
            ["pack"] = string.Join(" over ", district.RulePack.Layers.Reverse().Select(layer => $"{layer.Name} {layer.Version}")),
            ["packHash"] = district.RulePack.Hash,
            ["timeZone"] = district.TimeZone,
            ["since"] = since?.ToString("yyyy-MM-dd"),
            ["staleMonths"] = staleMonths,
        });
}
