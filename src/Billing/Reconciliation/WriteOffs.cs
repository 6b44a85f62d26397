using Dapper;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Reconciliation;

/// <summary>Gives up cents of a claim line by a person's word, and takes that back.</summary>
/// <remarks>Only ever adds rows: what is taken back is a row with the opposite sign.</remarks>
public sealed class WriteOffs(NpgsqlDataSource database, TimeProvider clock)
{
    private const string CounterName = "write-off";

    [Sql]
    private const string LineSql = """
        select l.stage, case @bucket when 'denied' then l.denied_cents else l.outstanding_cents end as open_cents,
               (select coalesce(sum(w.cents), 0)::bigint from billing.write_off w
                where w.district_id = l.district_id and w.claim_id = l.claim_id and w.line_number = l.line_number
                  and w.of_bucket = @bucket) as written_off_cents,
               exists (select from billing.claim_line_entry x
                       where x.district_id = l.district_id and x.claim_id = l.claim_id and x.line_number = l.line_number and x.live) as live
        from billing.line_standing l
        where l.district_id = @districtId and l.claim_id = @claimId and l.line_number = @line
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.write_off (district_id, write_off_id, claim_id, line_number, of_bucket, cents, reason, written_at, written_by)
        values (@districtId, @writeOffId, @claimId, @line, @bucket, @cents, @reason, @at, @by)
        """;

    public Task<WriteOffOutcome> WriteOffAsync(DistrictId districtId, WriteOff what, Guid userId, CancellationToken cancellationToken = default) =>
        RunAsync(districtId, what, userId, takeBack: false, cancellationToken);

    /// <summary>What was written off counts again where it was before.</summary>
    public Task<WriteOffOutcome> TakeBackAsync(DistrictId districtId, WriteOff what, Guid userId, CancellationToken cancellationToken = default) =>
        RunAsync(districtId, what, userId, takeBack: true, cancellationToken);

    private async Task<WriteOffOutcome> RunAsync(
        DistrictId districtId, WriteOff what, Guid userId, bool takeBack, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what.Reason);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        if (!await MoneyDesk.MayAsync(connection, districtId, userId, cancellationToken))
        {
            return new WriteOffOutcome.Refused(MoneyDesk.NotAllowed);
        }

        var bucket = NameOf(what.Of);
        if (!OurNumber.TryParseLine(what.Line, out var number) || number.Claim.DistrictId != districtId)
        {
            return new WriteOffOutcome.Refused("That is no number of a claim line of the district; there is a slip in it, or it is another's.");
        }

        var key = new { districtId, number.Claim.ClaimId, number.Line, bucket };
        var line = await connection.QuerySingleOrDefaultAsync<Line?>(new CommandDefinition(LineSql, key, transaction, cancellationToken: cancellationToken));
        var available = takeBack ? line?.WrittenOffCents : line?.OpenCents;
        if (Refusal(line, available, what.Cents, takeBack) is { } refusal)
        {
            return new WriteOffOutcome.Refused(refusal);
        }

        var cents = what.Cents ?? available!.Value;
        var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow(), what.Reason);
        await InsertAsync(transaction, districtId, number, bucket, takeBack ? -cents : cents, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new WriteOffOutcome.Done(cents, available!.Value - cents);
    }

    private static string? Refusal(Line? line, long? available, long? asked, bool takeBack) => line switch
    {
        null => "The district has no such claim line.",
        { Stage: "built" or "withdrawn" } => "The claim has not gone out: there is nothing to give up yet.",
        { Live: false } when !takeBack => "Another claim stands in the place of this one, or none does; there is nothing to give up on it.",
        _ when available <= 0 => takeBack ? "Nothing of that is written off on the line." : "There is nothing of that on the line.",
        _ when asked <= 0 => "Say an amount above nothing.",
        _ when asked > available => FormattableString.Invariant($"There is only {available / 100m:0.00} of that on the line."),
        _ => null,
    };

    private static async Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, OurNumber number, string bucket, long cents, ChangeContext change,
        CancellationToken cancellationToken)
    {
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                writeOffId = await Counters.TakeAsync(transaction, districtId, CounterName, cancellationToken: cancellationToken),
                number.Claim.ClaimId,
                number.Line,
                bucket,
                cents,
                reason = change.Why,
                at = change.When,
                by = change.Who.ToString(),
            },
            transaction,
            cancellationToken: cancellationToken));
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, cents > 0 ? "line.written-off" : "line.write-off-taken-back", "claim-line", number.Claim.OfLine(number.Line), new()
            {
                ["of"] = bucket,
                ["cents"] = cents,
            }),
            change,
            cancellationToken);
    }

    private static string NameOf(WriteOffOf of) => of == WriteOffOf.Denied ? "denied" : "outstanding";

    private sealed record Line(string Stage, long OpenCents, long WrittenOffCents, bool Live);
}

/// <param name="Line">The line's number as files carry it: the claim's and two digits.</param>
/// <param name="Cents">Above nothing; null: all that there is.</param>
/// <param name="Reason">The person's own words.</param>
public sealed record WriteOff(string Line, WriteOffOf Of, long? Cents, string Reason);

/// <summary>Which cents of a line are given up.</summary>
public enum WriteOffOf
{
    /// <summary>That no payer has decided on, or whose claim one rejected.</summary>
    Outstanding,
    Denied,
}

public abstract record WriteOffOutcome
{
    private WriteOffOutcome()
    {
    }

    /// <param name="LeftCents">That could still be written off, or taken back.</param>
    public sealed record Done(long Cents, long LeftCents) : WriteOffOutcome;

    /// <param name="Reason">For the person who asked; nothing was written.</param>
    public sealed record Refused(string Reason) : WriteOffOutcome;
}
