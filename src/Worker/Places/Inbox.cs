using System.IO.Enumeration;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Places;
using MedicaidLogs.Worker.Dropboxes;
using Npgsql;

namespace MedicaidLogs.Worker.Places;

/// <summary>Looks at a place for files, and takes in what has come: by the same services as the commands, in the order in which kinds refer to each other.</summary>
/// <remarks>
/// A file whose size and time are not the same as at the look before may still be growing, and is left. Whatever dies in between, the next
/// look fetches again: the same bytes are no second file.
/// </remarks>
public sealed class Inbox(NpgsqlDataSource database, TimeProvider clock, Secrets secrets)
{
    private static readonly TimeSpan _shortestRest = TimeSpan.FromMinutes(1); // the grain of most servers' times

    private static readonly string[] _order = [.. FileKinds.All.Select(kind => kind.Format.Kind), FilePattern.Answers];

    private readonly PlaceTurns _turns = new(database, clock);

    /// <param name="byHand">A person asks: also where the place waits or is stopped.</param>
    /// <returns>What the look found; null where there was none, because another worker is at it or the place waits.</returns>
    public async Task<Look?> PollAsync(
        DistrictId districtId, int placeId, Actor by, bool byHand = false, CancellationToken cancellationToken = default)
    {
        var look = new Look();
        var tried = await _turns.TakeAsync(
            districtId, placeId, byHand, (connection, place) => LookAsync(connection, place, look, by, cancellationToken), cancellationToken);
        look.Fault = tried.Fault;
        return tried.Done ? look : null;
    }

    /// <summary>The first pattern that fits; null: the file is none of ours.</summary>
    public static FilePattern? KindOf(FetchRule rule, RemoteName name) =>
        name.IsPart ? null : rule.Files.FirstOrDefault(pattern => FileSystemName.MatchesSimpleExpression(pattern.Pattern, name.Text));

    /// <returns>When to look again: soon where a file may be at rest by then.</returns>
    private async Task<DateTimeOffset?> LookAsync(
        NpgsqlConnection connection, Place place, Look look, Actor by, CancellationToken cancellationToken)
    {
        if (place.File.Fetch is not { } rule)
        {
            return null;
        }

        var dropbox = place.Open(rule.Folder, secrets);
        var listing = await dropbox.ListAsync(cancellationToken);
        var ours =
            (from file in listing.Files
             let pattern = KindOf(rule, file.Name)
             where pattern is not null
             orderby Array.IndexOf(_order, pattern.Kind)
             select (File: file, Pattern: pattern)).ToList();
        (look.NotOurs, look.Unusable) = (listing.Files.Count - ours.Count, listing.Unusable);
        await SeenFiles.CompareAsync(connection, place, ours.Select(each => each.File), clock.GetUtcNow(), cancellationToken);
        var known = await SeenFiles.OfNamesAsync(connection, place, ours.Select(each => each.File), cancellationToken);
        foreach (var (file, pattern) in ours)
        {
            var now = clock.GetUtcNow();
            if (known.GetValueOrDefault(file.Name.Text) is not { } seen || !seen.Is(file))
            {
                await SeenFiles.SeeAsync(connection, place, file, pattern.Kind, now, cancellationToken);
                look.Resting++;
            }
            else if (seen.Outcome is { } outcome)
            {
                await ClearAsync(dropbox, rule, file.Name, outcome, cancellationToken);
            }
            else if (now - seen.SeenAt < _shortestRest)
            {
                look.Resting++;
            }
            else
            {
                var end = await FetchAsync(dropbox, place, file, pattern, by, cancellationToken);
                await SeenFiles.EndAsync(connection, place, file.Name, end, clock.GetUtcNow(), cancellationToken);
                look.Add(file.Name.Text, end);
                await ClearAsync(dropbox, rule, file.Name, end.Word, cancellationToken);
            }
        }

        var usual = TimeSpan.FromMinutes(rule.EveryMinutes);
        return clock.GetUtcNow() + (look.Resting > 0 && usual > _shortestRest ? _shortestRest : usual);
    }

    private async Task<FetchOutcome> FetchAsync(
        IDropbox dropbox, Place place, RemoteFile file, FilePattern pattern, Actor by, CancellationToken cancellationToken)
    {
        if (file.LengthBytes > FileStore.MaximumBytes)
        {
            return new(null, Problem: new FileTooLargeException().Message);
        }

        await using var spool = FileStore.NewSpool();
        try
        {
            await dropbox.GetAsync(file.Name, spool, cancellationToken);
        }
        catch (DropboxException gone) when (gone.Fault == DropboxFault.NoFile)
        {
            return new(null, Problem: gone.Message);
        }

        if (spool.Length != file.LengthBytes)
        {
            return new(null, Problem: $"{spool.Length} bytes came of {file.LengthBytes}.");
        }

        spool.Position = 0;
        return pattern.Kind == FilePattern.Answers
            ? OfAnswer(await new ResponseIntake(database, clock).ImportAsync(place.DistrictId, file.Name.Text, spool, by, cancellationToken))
            : OfImport(await new FileIntake(database, clock).ImportAsync(
                place.DistrictId,
                new SentFile(pattern.Kind, file.Name.Text, pattern.Mapping is { } json ? ColumnMapping.Parse(json.GetRawText()) : null, by),
                spool,
                cancellationToken));
    }

    /// <summary>A refused file stays where it is: whoever sent it sees it there.</summary>
    private static async Task ClearAsync(IDropbox dropbox, FetchRule rule, RemoteName name, string? outcome, CancellationToken cancellationToken)
    {
        if (outcome is null or "refused")
        {
            return;
        }

        try
        {
            switch (rule.After)
            {
                case "move":
                    await dropbox.MoveAsync(name, RemoteName.Of(rule.MoveTo!), cancellationToken);
                    break;
                case "remove":
                    await dropbox.RemoveAsync(name, cancellationToken);
                    break;
            }
        }
        catch (DropboxException gone) when (gone.Fault == DropboxFault.NoFile)
        {
            // Somebody has cleared it away.
        }
    }

    private static FetchOutcome OfImport(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.TakenIn => new("taken-in", outcome.ImportFileId),
        IntakeOutcome.Refused refused => new("refused", outcome.ImportFileId, Problem: refused.Reason),
        _ => new("came-before", outcome.ImportFileId),
    };

    private static FetchOutcome OfAnswer(ResponseOutcome outcome) => outcome switch
    {
        ResponseOutcome.Posted => new("taken-in", ResponseFileId: outcome.ResponseFileId),
        ResponseOutcome.Refused refused => new("refused", ResponseFileId: outcome.ResponseFileId, Problem: refused.Refusal.Words),
        _ => new("came-before", ResponseFileId: outcome.ResponseFileId),
    };
}

/// <summary>What one look at a place came to.</summary>
public sealed class Look
{
    private readonly List<FetchedFile> _files = [];

    /// <summary>What was fetched, or could not be.</summary>
    public IReadOnlyList<FetchedFile> Files => _files;

    /// <summary>Files that may still be growing: the next look tells.</summary>
    public int Resting { get; internal set; }

    /// <summary>Files that no pattern fits.</summary>
    public int NotOurs { get; internal set; }

    /// <summary>Files whose names could do harm or cannot be read.</summary>
    public int Unusable { get; internal set; }

    /// <summary>What ended the look; null: nothing did.</summary>
    public DropboxException? Fault { get; internal set; }

    internal void Add(string file, FetchOutcome end) => _files.Add(new(file, end.Word ?? "left", end.Problem));
}

/// <summary>A file of one look.</summary>
/// <param name="Outcome">As <see cref="SeenFile.Outcome"/>; <c>left</c>: not fetched.</param>
public sealed record FetchedFile(string File, string Outcome, string? Problem);
