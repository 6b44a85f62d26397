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

namespace MedicaidLogs.Ingest.Logging;

/// <summary>Whose form it is, and who sends it.</summary>
/// <param name="ProviderId">The provider that the account is of.</param>
/// <param name="FormId">Made with the empty form: whatever is sent under it twice is done once.</param>
/// <param name="Seen">The version that the sender had before them, 0 where none was kept; null: whatever is kept is replaced.</param>
public sealed record FormSender(DistrictId DistrictId, long ProviderId, Guid UserId, Guid FormId, int? Seen = null);

/// <summary>
/// Takes in sessions that a provider logs on a page: what is typed is kept as a draft, and posted it becomes an entry for each student, checked
/// at once with all that it can touch. It is signed afterwards like any other (docs/signatures.md).
/// </summary>
public sealed class SessionLogging(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The source of these entries, beside those of files.</summary>
    public const string Source = "page";

    [Sql]
    private const string ProviderNumberSql = """
        select provider_number from intake.provider where district_id = @DistrictId and provider_id = @ProviderId
        """;

    /// <summary>Keeps what was typed.</summary>
    /// <returns>
    /// Its version; null where it was posted already, is another's, or was saved otherwise since the sender saw it. Then nothing is written.
    /// </returns>
    public async Task<int?> SaveDraftAsync(FormSender sender, SessionForm form, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await SaveAsync(connection, sender, form, cancellationToken);
    }

    /// <summary>Throws a draft away. Sessions that were posted stay.</summary>
    /// <returns>False where there is no such draft, or it was saved since the sender saw it.</returns>
    public async Task<bool> DiscardDraftAsync(FormSender sender, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FormDraft.DiscardAsync(connection, sender, cancellationToken);
    }

    /// <summary>What the checks would say if the form were posted now: it is, and taken back.</summary>
    public async Task<LoggingOutcome> PreviewAsync(FormSender sender, SessionForm form, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        return await LogAsync(transaction, sender, form, cancellationToken); // never committed
    }

    /// <summary>Makes entries of a form. Where that cannot be, what was typed is kept all the same.</summary>
    public async Task<LoggingOutcome> PostAsync(FormSender sender, SessionForm form, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await LogAsync(transaction, sender, form, cancellationToken);
        if (outcome is LoggingOutcome.Logged logged)
        {
            var change = new ChangeContext(Actor.User(sender.UserId), clock.GetUtcNow());
            await AuditTrail.AppendAsync(transaction, Happened(sender, logged), change, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    private async Task<LoggingOutcome> LogAsync(
        NpgsqlTransaction transaction, FormSender sender, SessionForm form, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await DistrictLock.AcquireAsync(transaction, sender.DistrictId, cancellationToken);
        if (await SaveAsync(connection, sender, form, cancellationToken) is null)
        {
            return await FormDraft.FindAsync(connection, sender.DistrictId, sender.ProviderId, sender.FormId, cancellationToken) switch
            {
                null => new LoggingOutcome.NotFound(),
                { Posted: true } => new LoggingOutcome.LoggedBefore(),
                _ => new LoggingOutcome.Changed(),
            };
        }

        var district = await District.LoadAsync(connection, sender.DistrictId, cancellationToken);
        var number = await connection.ExecuteScalarAsync<string>(new CommandDefinition(ProviderNumberSql, sender, transaction, cancellationToken: cancellationToken));
        var logs = form.Read(sender.FormId, number!, out var problems);
        problems = problems.Count > 0 ? problems : await ProblemsAsync(connection, sender, district, logs, cancellationToken);
        if (problems.Count > 0)
        {
            return new LoggingOutcome.Incomplete(problems);
        }

        await FormDraft.MarkPostedAsync(connection, sender.DistrictId, sender.ProviderId, sender.FormId, clock.GetUtcNow(), cancellationToken);
        return await WriteAsync(transaction, sender, district, logs, cancellationToken);
    }

    /// <summary>What only the store and the clock can tell.</summary>
    private async Task<Dictionary<FormField, string>> ProblemsAsync(
        NpgsqlConnection connection, FormSender sender, District district, IReadOnlyList<SessionLog> logs, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<FormField, string>();
        var caseload = (await CaseloadStudent.OfAsync(connection, sender.DistrictId, sender.ProviderId, district.Today(clock), cancellationToken))
            .Select(student => student.StudentNumber).ToHashSet(StringComparer.Ordinal);
        for (var student = 0; student < logs.Count; student++)
        {
            if (!caseload.Contains(logs[student].StudentNumber))
            {
                problems[new(student, LogField.StudentNumber)] = "Choose a student of your caseload.";
            }
            else if (logs.Take(student).Any(log => log.StudentNumber == logs[student].StudentNumber))
            {
                problems[new(student, LogField.StudentNumber)] = "This student is on the form already.";
            }
        }

        if (logs.Count > 1 && logs[0].Mode == Core.Packs.SessionMode.Individual)
        {
            problems[new(null, LogField.Mode)] = "Choose a group for more than one student.";
        }

        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), district.Zone).DateTime;
        if (now < logs[0].Date.ToDateTime(logs[0].End ?? TimeOnly.MinValue))
        {
            problems[new(null, LogField.Date)] = "It is not over yet. Save it as a draft, and post it when it is.";
        }

        return problems;
    }

    private async Task<LoggingOutcome.Logged> WriteAsync(
        NpgsqlTransaction transaction, FormSender sender, District district, IReadOnlyList<SessionLog> logs, CancellationToken cancellationToken)
    {
        var firstId = await Counters.TakeAsync(transaction, sender.DistrictId, "entry", logs.Count, cancellationToken);
        var entries = logs.Select((log, student) => NewEntry(firstId + student, RowIdOf(sender.FormId, student), log)).ToArray();
        var month = EntryWriter.MonthOf(logs[0].Date);
        var recheck = new Recheck(transaction, district, district.Today(clock), clock.GetUtcNow());
        var outcome = await recheck.RunAsync(month, before: [], entries, cancellationToken);
        var findings = outcome.Added.ToLookup(finding => finding.EntryId);
        return new(
            [.. entries.Select(entry => SessionOf(entry, findings[entry.EntryId]))],
            outcome.SiblingsChanged);
    }

    private static LoggedSession SessionOf(Entry entry, IEnumerable<Finding> findings)
    {
        var verdict = Verdict.Of(entry);
        return new(
            entry.EntryId, verdict.Delivered, verdict.Billable,
            [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Code, StringComparer.Ordinal)]);
    }

    private static Entry NewEntry(long entryId, string rowId, SessionLog log) => new()
    {
        EntryId = entryId,
        Version = 1,
        Log = log,
        Source = Source,
        RowId = rowId,
        RowHash = RowHash.Of(log),
        ImportFileId = null,
        LineNumber = null,
    };

    private static string RowIdOf(Guid formId, int student) => string.Create(CultureInfo.InvariantCulture, $"{formId:N}-{student + 1}");

    private Task<int?> SaveAsync(NpgsqlConnection connection, FormSender sender, SessionForm form, CancellationToken cancellationToken) =>
        FormDraft.SaveAsync(connection, sender, form, clock.GetUtcNow(), cancellationToken);

    private static AuditEvent Happened(FormSender sender, LoggingOutcome.Logged logged) =>
        new(sender.DistrictId, "sessions.logged", "session-form", sender.FormId.ToString("D"), new JsonObject
        {
            ["provider"] = sender.ProviderId,
            ["entries"] = new JsonArray([.. logged.Sessions.Select(session => JsonValue.Create(session.EntryId))]),
        });
}
