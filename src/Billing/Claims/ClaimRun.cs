using System.Globalization;
using Dapper;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Jobs;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>
/// Builds the claims of a closed month for one payer, from ready sessions to stored claims and the file's bytes, and carries out what
/// people decided about its sent claims.
/// </summary>
/// <remarks>
/// All of it is one transaction under the district's lock: after a crash at any moment there is either the whole run or none, and
/// no number is missing. Sessions stream in over a second connection and leave as the file's bytes and as rows, some students at a
/// time: while the server takes in the rows of some, the next are held to the rules and those after them are read. Memory is that of
/// a few thousand lines, the district's students, a key for each line of the file, and the list of what was left out.
/// </remarks>
public sealed class ClaimRun(NpgsqlDataSource database, TimeProvider clock)
{
    private const string ClaimCounter = "claim";
    private const int WorthAnalysing = 10_000; // lines; fewer autovacuum looks at in time
    private const long RoomForOnePart = 16L << 20; // a student whose claims alone are more is not to be expected
    private const string Analyse = "analyze billing.claim, billing.claim_line, billing.claim_line_entry";

    [Sql]
    private const string LastCloseSql = """
        select c.close_number, c.check_run_id, m.pack_hash
        from billing.month_close c
        join intake.checked_month m on m.district_id = c.district_id and m.service_month = c.service_month
        where c.district_id = @districtId and c.service_month = @month
        order by c.close_number desc
        limit 1
        """;

    [Sql]
    private const string LastFileSql = """
        select file_name
        from billing.claim_run
        where district_id = @districtId and service_month = @month and payer = @payer
        order by claim_run_id desc
        limit 1
        """;

    [Sql]
    private const string InsertSql = """
        insert into billing.claim_run
            (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at, built_by,
             control_number, file_name, sha256, claims, lines, entries, charge_cents, replacements, voids, void_cents)
        values (@districtId, @claimRunId, @month, @closeNumber, @payer, @terms::jsonb, @packName, @packVersion, @packHash, @builtAt, @builtBy,
                @controlNumber, @fileName, @hash, @claims, @lines, @entries, @chargeCents, @replacements, @voids, @voidCents)
        """;

    /// <summary>The three tables' own counts and sums, each taken by itself.</summary>
    [Sql]
    private const string StoredTotalsSql = """
        select c.claims, l.lines, e.entries, c.charge_cents as claim_cents, l.charge_cents as line_cents, e.charge_cents as entry_cents
        from (select count(*)::int as claims, coalesce(sum(charge_cents), 0)::bigint as charge_cents
              from billing.claim where district_id = @districtId and claim_id between @first and @last) c,
             (select count(*)::int as lines, coalesce(sum(charge_cents), 0)::bigint as charge_cents
              from billing.claim_line where district_id = @districtId and claim_id between @first and @last) l,
             (select count(*)::int as entries, coalesce(sum(charge_cents), 0)::bigint as charge_cents
              from billing.claim_line_entry where district_id = @districtId and claim_id between @first and @last) e
        """;

    /// <summary>At this length a file takes no more claims: their sessions stay ready for the next one.</summary>
    internal long FullFileBytes { get; init; } = FileStore.MaximumBytes - RoomForOnePart;

    /// <summary>Told of the claims that are in the file.</summary>
    internal IProgress<JobProgress>? Progress { get; init; }

    /// <param name="month">First day of the month.</param>
    /// <param name="delayReason">CLM20 of the claims that are late by the payer's terms; without one they stay ready.</param>
    public async Task<ClaimRunOutcome> BuildAsync(
        DistrictId districtId, DateOnly month, PayerProfile payer, Actor who, string? delayReason = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var outcome = await BuildAsync(transaction, districtId, month, payer, who, delayReason, cancellationToken);
        if (outcome is not ClaimRunOutcome.Built built)
        {
            return outcome;
        }

        await transaction.CommitAsync(cancellationToken);
        await AnalyseAsync(connection, built, cancellationToken);
        return built;
    }

    /// <summary>After the commit of many rows: without statistics they would mislead the planner until autovacuum comes by.</summary>
    internal static async Task AnalyseAsync(NpgsqlConnection connection, ClaimRunOutcome.Built built, CancellationToken cancellationToken)
    {
        if (built.Totals.Lines >= WorthAnalysing)
        {
            await connection.ExecuteAsync(new CommandDefinition(Analyse, cancellationToken: cancellationToken));
        }
    }

    /// <summary>The same within a caller's transaction that holds the district's lock, and that is rolled back unless something was built.</summary>
    internal async Task<ClaimRunOutcome> BuildAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, PayerProfile payer, Actor who, string? delayReason,
        CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var close = await connection.QuerySingleOrDefaultAsync<Close?>(new CommandDefinition(
            LastCloseSql, new { districtId, month }, transaction, cancellationToken: cancellationToken));
        if (close is null)
        {
            return new ClaimRunOutcome.NotClosed();
        }

        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        if (close.PackHash != district.RulePack.Hash)
        {
            return new ClaimRunOutcome.OtherPack();
        }

        var builtAt = ToTheMicrosecond(clock.GetUtcNow());
        var run = new Run(
            await Counters.TakeAsync(transaction, districtId, "claim-run", cancellationToken: cancellationToken),
            (int)await Counters.TakeAsync(transaction, districtId, $"control-{payer.Name}", cancellationToken: cancellationToken),
            await Counters.TakeAsync(transaction, districtId, ClaimCounter, cancellationToken: cancellationToken),
            month, close, payer.Name, builtAt, new FileTerms(DistrictTerms.Of(district), payer.On(district.Today(clock))), delayReason);
        var decisions = await WaitingDecisions.LoadAsync(connection, districtId, month, payer.Name, cancellationToken);
        var (tally, leftReady) = (new RunTally(), new LeftReadyList());
        await using var spool = FileStore.NewSpool();
        if (await WriteClaimsAsync(transaction, district, run, decisions, spool, tally, leftReady, cancellationToken) is { Count: > 0 } findings)
        {
            return new ClaimRunOutcome.Refused(findings);
        }

        var left = leftReady.Finish(districtId, decisions.Left);
        if (tally.Totals.Claims == 0)
        {
            return new ClaimRunOutcome.NothingToBill(
                await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
                    LastFileSql, new { districtId, month, payer = payer.Name }, transaction, cancellationToken: cancellationToken)),
                left);
        }

        if (await FilesOfDay.IsFullAsync(transaction, district, run.Payer, run.Terms.Payer, builtAt, cancellationToken))
        {
            return new ClaimRunOutcome.DayIsFull(run.Terms.Payer.Interchange.FilesPerDay!.Value);
        }

        var file = await PutAsync(transaction, districtId, spool, cancellationToken);
        var built = new ClaimRunOutcome.Built(run.ClaimRunId, run.FileName(district.Code), file, tally.Totals, tally.Services(), left);
        await FinishAsync(transaction, district, run, built, who, cancellationToken);
        return built;
    }

    /// <returns>Faults of the file as a whole: then nothing of it may go.</returns>
    private async Task<IReadOnlyList<X12Finding>> WriteClaimsAsync(
        NpgsqlTransaction transaction, District district, Run run, WaitingDecisions decisions, Stream output, RunTally tally, LeftReadyList leftReady,
        CancellationToken cancellationToken)
    {
        // Under the district's lock nobody else changes what this second connection reads.
        await using var source = await database.OpenConnectionAsync(cancellationToken);
        await using var reading = await WholeMonth.BeginAsync(source, cancellationToken);
        var model = new ClaimFileModel(run.Terms, run.ClaimRunId, run.ControlNumber, run.BuiltAt);
        var parties = await Parties.LoadAsync(source, district.DistrictId, run.Month, run.Terms.Payer, cancellationToken);
        var assembly = new ClaimAssembly(run.Terms.Payer, district.RulePack, parties, model.Validation, run.DelayReason);
        var parts = new ClaimBatches(assembly, decisions, run.Terms.Payer.Claims.ClaimsPerTransaction, leftReady.Add).OfAsync(
            StoredClaims.OfIdsAsync(source, district.DistrictId, decisions.Voided, cancellationToken),
            BillableEntry.ReadyByStudentAsync(source, district.DistrictId, run.Month, run.Close.CheckRunId, decisions.Replaced, cancellationToken),
            cancellationToken);

        var file = new File837P(output, model.Envelope);
        var services = new Services837P();
        var (transactionNumber, isEmpty) = (1, true);
        using var step = Steps.Begin("claims");
        await using var store = new ClaimStore(transaction, district.DistrictId, run.ClaimRunId, run.Month, decisions, cancellationToken);
        await foreach (var (claims, beginsTransaction) in Ahead.Of(parts, cancellationToken))
        {
            if (file.LengthBytes >= FullFileBytes)
            {
                LeaveForNextFile(claims, leftReady);
                continue;
            }

            if (beginsTransaction && !isEmpty)
            {
                (transactionNumber, isEmpty) = (transactionNumber + 1, true);
            }

            var batch = new ClaimBatch(model, transactionNumber, run.FirstClaimId + tally.Totals.Claims, claims);
            if (batch.Validate(services, leftReady.Add) is { } validated)
            {
                file.Add(validated);
                tally.Add(batch.Claims);
                isEmpty = false;
                await store.AddAsync(batch.Claims);
                Progress?.Report(new(tally.Totals.Claims, Total: null));
            }
            else if (batch.FileFindings.Count > 0)
            {
                return batch.FileFindings;
            }
        }

        await store.FinishAsync();
        file.Close();
        return [];
    }

    private static async Task<StoredFile> PutAsync(
        NpgsqlTransaction transaction, DistrictId districtId, FileStream spool, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("file");
        spool.Position = 0;
        return await FileStore.PutAsync(transaction, districtId, spool, cancellationToken);
    }

    private static void LeaveForNextFile(List<BilledClaim> claims, LeftReadyList leftReady)
    {
        foreach (var claim in claims)
        {
            leftReady.Add(new([UnbilledReason.FileIsFull], [.. claim.Lines.SelectMany(line => line.Entries).Select(billed => billed.Entry)], claim.InPlaceOf));
        }
    }

    private static async Task FinishAsync(
        NpgsqlTransaction transaction, District district, Run run, ClaimRunOutcome.Built built, Actor who, CancellationToken cancellationToken)
    {
        var (districtId, totals) = (district.DistrictId, built.Totals);
        await TakeRestOfClaimIdsAsync(transaction, districtId, run, totals.Claims, cancellationToken);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                districtId,
                run.ClaimRunId,
                run.Month,
                run.Close.CloseNumber,
                run.Payer,
                terms = run.Terms.ToJson(),
                packName = district.RulePack.Name,
                packVersion = district.RulePack.Version,
                packHash = district.RulePack.Hash,
                run.BuiltAt,
                builtBy = who.ToString(),
                run.ControlNumber,
                built.FileName,
                built.File.Hash,
                totals.Claims,
                totals.Lines,
                totals.Entries,
                totals.ChargeCents,
                totals.Replacements,
                totals.Voids,
                totals.VoidCents,
            },
            transaction,
            cancellationToken: cancellationToken));
        await RequireTiesOutAsync(transaction, districtId, run, totals, cancellationToken);
        await AuditTrail.AppendAsync(
            transaction,
            new AuditEvent(districtId, "claims.built", "claim-run", run.ClaimRunId.ToString(CultureInfo.InvariantCulture), new()
            {
                ["month"] = MonthName.Of(run.Month),
                ["payer"] = run.Payer,
                ["delayReason"] = run.DelayReason,
                ["file"] = built.FileName,
                ["sha256"] = built.File.Hash.ToString(),
                ["claims"] = totals.Claims,
                ["lines"] = totals.Lines,
                ["entries"] = totals.Entries,
                ["chargeCents"] = totals.ChargeCents,
                ["replacements"] = totals.Replacements,
                ["voids"] = totals.Voids,
            }),
            new ChangeContext(who, run.BuiltAt),
            cancellationToken);
    }

    /// <summary>The first id was taken at the start, which holds the counter; how many claims there are was known only now.</summary>
    private static async Task TakeRestOfClaimIdsAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Run run, int claims, CancellationToken cancellationToken)
    {
        if (claims > 1)
        {
            await Counters.TakeAsync(transaction, districtId, ClaimCounter, claims - 1, cancellationToken);
        }
    }

    /// <summary>Stands in for the foreign keys that a bulk load cannot pay for: nothing is committed that does not add up.</summary>
    private static async Task RequireTiesOutAsync(
        NpgsqlTransaction transaction, DistrictId districtId, Run run, ClaimTotals totals, CancellationToken cancellationToken)
    {
        using var step = Steps.Begin("tie out");
        var stored = await transaction.Connection!.QuerySingleAsync<StoredTotals>(new CommandDefinition(
            StoredTotalsSql,
            new { districtId, first = run.FirstClaimId, last = run.FirstClaimId + totals.Claims - 1 },
            transaction,
            cancellationToken: cancellationToken));
        var expected = new StoredTotals(
            totals.Claims, totals.Lines, totals.Entries, totals.ChargeCents, totals.ChargeCents, totals.ChargeCents - totals.VoidCents);
        if (stored != expected)
        {
            throw new InvalidOperationException($"Claim run {run.ClaimRunId} does not tie out: {stored} stored, {expected} built.");
        }
    }

    /// <summary>An instant as PostgreSQL keeps it, to the microsecond: a rebuild reads it from there.</summary>
    private static DateTimeOffset ToTheMicrosecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private sealed record Close(int CloseNumber, long CheckRunId, string PackHash);

    private sealed record StoredTotals(int Claims, int Lines, int Entries, long ClaimCents, long LineCents, long EntryCents);

    private sealed record Run(
        long ClaimRunId, int ControlNumber, long FirstClaimId, DateOnly Month, Close Close, string Payer, DateTimeOffset BuiltAt, FileTerms Terms,
        string? DelayReason)
    {
        public string FileName(string district) => $"{district}-{MonthName.Of(Month)}-{Payer}-{ClaimRunId}.837";
    }
}
