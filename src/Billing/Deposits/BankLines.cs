using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Deposits;

/// <summary>Takes in lines of the district's bank account, by hand or as a file, and ties them to remittances where that is certain.</summary>
/// <remarks>
/// The same line again changes nothing, whichever file it comes in. Lines that are alike in every word, two deposits of one day,
/// are told apart by how often they stand in one file.
/// </remarks>
public sealed class BankLines(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Of a bank's file.</summary>
    public const int MostFileBytes = BankFile.MostBytes;

    private const string CounterName = "bank-line";

    [Sql]
    private const string NewLinesSql = """
        select n.position
        from unnest(@days::date[], @cents::bigint[], @traces::text[], @descriptions::text[], @ordinals::int[])
             with ordinality as n (banked_on, cents, trace_number, description, ordinal, position)
        where not exists (
            select from billing.bank_line b
            where b.district_id = @districtId and b.banked_on = n.banked_on and b.cents = n.cents and b.trace_number = n.trace_number
              and b.description = n.description and b.ordinal = n.ordinal)
        order by n.position
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.bank_line
            (district_id, bank_line_id, banked_on, cents, trace_number, description, ordinal, entered_at, entered_by)
        select @districtId, @firstId + n.position - 1, n.banked_on, n.cents, n.trace_number, n.description, n.ordinal, @at, @by
        from unnest(@days::date[], @cents::bigint[], @traces::text[], @descriptions::text[], @ordinals::int[])
             with ordinality as n (banked_on, cents, trace_number, description, ordinal, position)
        """;

    /// <summary>A line by hand.</summary>
    public Task<BankOutcome> AddAsync(DistrictId districtId, BankLine line, Actor who, CancellationToken cancellationToken = default) =>
        line.Fault is { } fault
            ? Task.FromResult<BankOutcome>(new BankOutcome.Refused($"The line cannot be entered: {fault}."))
            : TakeInAsync(districtId, [line], file: null, who, cancellationToken);

    /// <summary>A file of the bank, whole or not at all; its bytes are kept.</summary>
    public async Task<BankOutcome> ImportAsync(
        DistrictId districtId, byte[] content, Actor who, CancellationToken cancellationToken = default)
    {
        try
        {
            return await TakeInAsync(districtId, BankFile.Read(content), content, who, cancellationToken);
        }
        catch (BankFileException fault)
        {
            return new BankOutcome.Refused(fault.Message);
        }
    }

    private async Task<BankOutcome> TakeInAsync(
        DistrictId districtId, IReadOnlyList<BankLine> lines, byte[]? file, Actor who, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var change = new ChangeContext(who, clock.GetUtcNow());
        var counted = Counted(lines);
        var newLines = (await connection.QueryAsync<long>(new CommandDefinition(
            NewLinesSql, Columns(districtId, counted), transaction, cancellationToken: cancellationToken)))
            .Select(position => counted[(int)position - 1]).ToList();
        if (newLines.Count == 0)
        {
            return new BankOutcome.TakenIn(lines.Count, 0, 0);
        }

        var hash = file is null ? null : (await FileStore.PutAsync(transaction, districtId, new MemoryStream(file), cancellationToken)).Hash.ToString();
        await InsertAsync(transaction, districtId, newLines, change, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "bank.lines-entered", "bank-lines", Text(newLines.Count), new() { ["lines"] = newLines.Count, ["sha256"] = hash }),
            change,
            cancellationToken);
        var matched = await DepositMatching.RunAsync(transaction, districtId, change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new BankOutcome.TakenIn(lines.Count, newLines.Count, matched);
    }

    private static async Task InsertAsync(
        NpgsqlTransaction transaction, DistrictId districtId, List<(BankLine Line, int Ordinal)> lines, ChangeContext change, CancellationToken cancellationToken)
    {
        var parameters = Columns(districtId, lines);
        parameters.Add("firstId", await Counters.TakeAsync(transaction, districtId, CounterName, lines.Count, cancellationToken));
        parameters.Add("at", change.When);
        parameters.Add("by", change.Who.ToString());
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(InsertSql, parameters, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Each line with how many like it stand above it, and itself.</summary>
    private static List<(BankLine Line, int Ordinal)> Counted(IReadOnlyList<BankLine> lines)
    {
        var seen = new Dictionary<BankLine, int>();
        return [.. lines.Select(line => (line, seen[line] = seen.GetValueOrDefault(line) + 1))];
    }

    private static DynamicParameters Columns(DistrictId districtId, List<(BankLine Line, int Ordinal)> lines) => new(new
    {
        districtId,
        days = lines.ConvertAll(each => each.Line.BankedOn).ToArray(),
        cents = lines.ConvertAll(each => each.Line.Cents).ToArray(),
        traces = lines.ConvertAll(each => each.Line.TraceNumber).ToArray(),
        descriptions = lines.ConvertAll(each => each.Line.Description).ToArray(),
        ordinals = lines.ConvertAll(each => each.Ordinal).ToArray(),
    });

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

public abstract record BankOutcome
{
    private BankOutcome()
    {
    }

    /// <param name="Lines">That were sent.</param>
    /// <param name="New">Of those; the others were there before.</param>
    /// <param name="Matched">Remittances that found their bank line by this.</param>
    public sealed record TakenIn(int Lines, int New, int Matched) : BankOutcome;

    /// <param name="Reason">For the person who asked; nothing was written.</param>
    public sealed record Refused(string Reason) : BankOutcome;
}
