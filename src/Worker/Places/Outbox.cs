using System.Security.Cryptography;
using MedicaidLogs.Billing.Delivery;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Places;

/// <summary>Puts a payer's released claim files into its folder: each once, however often this runs or dies.</summary>
public sealed class Outbox(NpgsqlDataSource database, TimeProvider clock, Secrets secrets)
{
    private readonly PlaceTurns _turns = new(database, clock);

    /// <summary>Delivers all that wait, the oldest first; the first that fails is the last.</summary>
    public Task<Tried> DeliverAsync(
        DistrictId districtId, int placeId, Actor by, bool byHand = false, CancellationToken cancellationToken = default) =>
        _turns.TakeAsync(
            districtId,
            placeId,
            byHand,
            async (connection, place) =>
            {
                if (place.File.Deliver is { } rule)
                {
                    await DeliverAllAsync(connection, place, place.Open(rule.Folder, secrets), by, cancellationToken);
                }

                return null;
            },
            cancellationToken);

    private async Task DeliverAllAsync(
        NpgsqlConnection connection, Place place, IDropbox dropbox, Actor by, CancellationToken cancellationToken)
    {
        foreach (var claimRunId in await ClaimDelivery.WaitingAsync(connection, place.DistrictId, place.PlaceId, cancellationToken))
        {
            var delivery = await ClaimDelivery.BeginAsync(
                connection, place.DistrictId, claimRunId, place.PlaceId, clock.GetUtcNow(), cancellationToken);
            await DeliverAsync(connection, place.DistrictId, dropbox, delivery, by, cancellationToken);
        }
    }

    /// <remarks>
    /// Between the upload and the name stands a commit. Whoever finds it knows that the part was whole: if it is gone, it was named, even
    /// where the payer has taken the file since. To send it again would bill it twice.
    /// </remarks>
    private async Task DeliverAsync(
        NpgsqlConnection connection, DistrictId districtId, IDropbox dropbox, ClaimDelivery delivery, Actor by, CancellationToken cancellationToken)
    {
        var name = RemoteName.Of(delivery.FileName);
        RemoteFile? there;
        if (delivery.LaidDownAt is null && (await dropbox.ListAsync(cancellationToken)).Find(name) is { } file)
        {
            await DemandSameAsync(dropbox, file, delivery, cancellationToken);
            await delivery.LaidDownAsync(connection, districtId, clock.GetUtcNow(), cancellationToken);
            there = file;
        }
        else
        {
            if (delivery.LaidDownAt is null)
            {
                await LayDownAsync(connection, districtId, dropbox, name, delivery, cancellationToken);
            }

            there = await Handover.NameAsync(dropbox, name, delivery.LengthBytes, cancellationToken);
        }

        await delivery.DeliveredAsync(
            connection, districtId, takenAtOnce: there is null, new ChangeContext(by, clock.GetUtcNow()), cancellationToken);
    }

    private async Task LayDownAsync(
        NpgsqlConnection connection, DistrictId districtId, IDropbox dropbox, RemoteName name, ClaimDelivery delivery, CancellationToken cancellationToken)
    {
        await using var spool = FileStore.NewSpool();
        await using (var stored = await FileStore.OpenAsync(connection, districtId, delivery.Sha256, cancellationToken))
        {
            await stored.CopyToAsync(spool, cancellationToken);
        }

        await Handover.LayDownAsync(dropbox, name, spool, cancellationToken);
        await delivery.LaidDownAsync(connection, districtId, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>A person has put it there by hand, or it is another one.</summary>
    /// <exception cref="DropboxException">It is another one.</exception>
    private static async Task DemandSameAsync(IDropbox dropbox, RemoteFile file, ClaimDelivery delivery, CancellationToken cancellationToken)
    {
        await using var spool = FileStore.NewSpool();
        await dropbox.GetAsync(file.Name, spool, cancellationToken);
        spool.Position = 0;
        if (FileHash.FromBytes(await SHA256.HashDataAsync(spool, cancellationToken)) != delivery.Sha256)
        {
            throw new DropboxException(
                DropboxFault.OtherFile, $"Another file of the name {delivery.FileName} is in the folder. Ask the partner, and have it taken away.");
        }
    }
}
