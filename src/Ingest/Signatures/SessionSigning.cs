using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using Npgsql;

namespace MedicaidLogs.Ingest.Signatures;

/// <summary>
/// Signs sessions: a new version of each that says who signed and when, a record of the signature that nobody can change, and the
/// checks run again over all that the signatures touch.
/// </summary>
/// <remarks>
/// Source: CMS, Delivering Services in School-Based Settings (2023), p. 91. The caller has made sure that the person at the keyboard is
/// the one who is signed in.
/// </remarks>
public sealed class SessionSigning(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Sessions that one act may sign.</summary>
    public const int MostAtOnce = 100;

    /// <summary>A billed session is signed anew only where its claim went out and a correction asks for it.</summary>
    [Sql]
    private const string FrozenSql = """
        select entry_id from billing.frozen_entry where district_id = @districtId and service_month = any(@months) and entry_id = any(@entryIds)
        except
        select entry_id from billing.sent_entry where district_id = @districtId and service_month = any(@months) and entry_id = any(@entryIds)
        """;

    /// <summary>The words that a person signs today.</summary>
    public string StatementOf(District district, SignatureKind kind)
    {
        var rules = district.RulePack.On(district.Today(clock));
        return kind == SignatureKind.Signed ? rules.SigningStatement : rules.CosigningStatement;
    }

    /// <summary>Signs or co-signs all of the sessions, or none.</summary>
    /// <param name="userId">Whose account signs.</param>
    /// <param name="providerId">The provider that the account is of.</param>
    /// <param name="sessions">1 to <see cref="MostAtOnce"/>.</param>
    /// <param name="statement">As the person read it.</param>
    public async Task<SigningOutcome> SignAsync(
        DistrictId districtId, Guid userId, long providerId, SignatureKind kind, IReadOnlyCollection<SessionToSign> sessions, string statement,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sessions.Count, MostAtOnce);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DistrictLock.AcquireAsync(transaction, districtId, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        if (statement != StatementOf(district, kind))
        {
            return new SigningOutcome.OtherStatement();
        }

        var change = new ChangeContext(Actor.User(userId), clock.GetUtcNow(), kind == SignatureKind.Signed ? "Signed" : "Co-signed");
        var signer = await Signer.LoadAsync(transaction, districtId, providerId, cancellationToken);
        var current = await ReadAsync(transaction, district, sessions, cancellationToken);
        var refusals = await RefusalsAsync(transaction, district, providerId, kind, sessions, current, signer, cancellationToken);
        if (refusals.Count > 0)
        {
            return new SigningOutcome.Refused(refusals);
        }

        var next = current.ConvertAll(entry => kind == SignatureKind.Signed
            ? Versions.Signed(entry, signer.PrintedName, change.When)
            : Versions.Cosigned(entry, signer.ProviderNumber, change.When));
        var siblings = await WriteAsync(transaction, district, current, next, change, cancellationToken);
        var statementVersion = await SignatureRecord.StatementVersionAsync(transaction, districtId, statement, cancellationToken);
        await SignatureRecord.InsertAsync(
            transaction,
            districtId,
            [.. current.Zip(next, (before, after) => SignatureRecord.Of(kind, after, signer, signer.CredentialFor(kind, before)))],
            providerId, userId, statementVersion, change.When, cancellationToken);
        await AuditTrail.AppendAsync(transaction, Happened(districtId, providerId, kind, next, statementVersion), change, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SigningOutcome.Done([.. next.Select(entry => entry.EntryId)], siblings);
    }

    private static async Task<List<Entry>> ReadAsync(
        NpgsqlTransaction transaction, District district, IReadOnlyCollection<SessionToSign> sessions, CancellationToken cancellationToken)
    {
        var entries = await EntryReader.ByIdsAsync(
            transaction, district.DistrictId, [.. sessions.Select(session => session.EntryId)], cancellationToken);
        entries.ForEach(entry => entry.Rules = district.RulePack.On(entry.Date));
        return entries;
    }

    private async Task<Dictionary<long, SigningRefusal>> RefusalsAsync(
        NpgsqlTransaction transaction, District district, long providerId, SignatureKind kind, IReadOnlyCollection<SessionToSign> sessions,
        List<Entry> current, Signer signer, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var entryIds = sessions.Select(session => session.EntryId).ToArray();
        var waiting = (await WaitingSessions.OfAsync(
            connection, district.DistrictId, providerId, kind, entryIds, cancellationToken)).ToHashSet();
        var frozen = (await connection.QueryAsync<long>(new CommandDefinition(
            FrozenSql, new { district.DistrictId, months = EntryWriter.MonthsOf(current), entryIds }, transaction, cancellationToken: cancellationToken))).ToHashSet();
        var entries = current.ToDictionary(entry => entry.EntryId);
        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), district.Zone).DateTime;
        var refusals = new Dictionary<long, SigningRefusal>();
        foreach (var (entryId, version) in sessions)
        {
            if (!waiting.Contains(entryId) || !entries.TryGetValue(entryId, out var entry))
            {
                refusals[entryId] = SigningRefusal.NotWaiting;
            }
            else if (Refusal(entry) is { } refusal)
            {
                refusals[entryId] = refusal;
            }

            SigningRefusal? Refusal(Entry entry) =>
                entry.Version != version ? SigningRefusal.Changed
                : frozen.Contains(entryId) ? SigningRefusal.Frozen
                : !entry.HasEndedBy(now) ? SigningRefusal.NotOver
                : kind == SignatureKind.Cosigned && signer.CredentialFor(kind, entry) is null ? SigningRefusal.NotQualified
                : null;
        }

        return refusals;
    }

    /// <returns>Ids of the other entries whose verdict changed.</returns>
    private async Task<IReadOnlyList<long>> WriteAsync(
        NpgsqlTransaction transaction, District district, List<Entry> current, List<Entry> next, ChangeContext change,
        CancellationToken cancellationToken)
    {
        await EntryWriter.SupersedeAsync(
            transaction, district.DistrictId, current, change.When, change.Who.ToString(), change.Why!, cancellationToken);
        var recheck = new Recheck(transaction, district, district.Today(clock), change.When);
        var siblings = new List<long>();
        foreach (var month in EntryWriter.MonthsOf(next))
        {
            var outcome = await recheck.RunAsync(
                month,
                current.FindAll(entry => EntryWriter.MonthOf(entry.Date) == month),
                next.FindAll(entry => EntryWriter.MonthOf(entry.Date) == month),
                cancellationToken);
            siblings.AddRange(outcome.SiblingsChanged);
        }

        return siblings;
    }

    private static AuditEvent Happened(
        DistrictId districtId, long providerId, SignatureKind kind, List<Entry> signed, int statementVersion) =>
        new(
            districtId,
            kind == SignatureKind.Signed ? "entries.signed" : "entries.cosigned",
            "provider",
            providerId.ToString(CultureInfo.InvariantCulture),
            new JsonObject
            {
                ["statementVersion"] = statementVersion,
                ["entries"] = new JsonArray([.. signed.Select(entry => new JsonObject { ["entry"] = entry.EntryId, ["version"] = entry.Version })]),
            });
}
