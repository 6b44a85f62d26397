using System.Text.Json;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Ingest.Logging;

/// <summary>A provider's form as the store keeps it.</summary>
/// <param name="Version">Counts its saves, from 1.</param>
/// <param name="Posted">Its sessions are entries, and it stays as it is; otherwise it is a draft.</param>
public sealed record FormDraft(Guid FormId, SessionForm Form, int Version, DateTimeOffset SavedAt, bool Posted)
{
    /// <summary>Drafts that a list shows.</summary>
    public const int MostListed = 100;

    [Sql]
    private const string OfProviderSql = """
        select form_id, typed::text as typed, version, saved_at, posted_at is not null as posted
        from intake.session_form
        where district_id = @districtId and provider_id = @providerId and form_id = @formId
        """;

    [Sql]
    private const string ListSql = """
        select form_id, typed::text as typed, version, saved_at, false as posted
        from intake.session_form
        where district_id = @districtId and provider_id = @providerId and posted_at is null
        order by saved_at desc
        limit @limit
        """;

    /// <summary>
    /// Leaves a form alone that was posted, that is another's, or that was saved otherwise since the sender saw it. The same form sent twice
    /// is saved once.
    /// </summary>
    [Sql]
    private const string SaveSql = """
        insert into intake.session_form as form (district_id, form_id, provider_id, typed, saved_at, saved_by)
        values (@districtId, @formId, @providerId, @typed::jsonb, @now, @userId)
        on conflict (district_id, form_id) do update set typed = excluded.typed, saved_at = excluded.saved_at, saved_by = excluded.saved_by,
            version = form.version + 1
        where form.provider_id = excluded.provider_id and form.posted_at is null
          and (@seen::int is null or form.version = @seen or form.typed = excluded.typed)
        returning version
        """;

    [Sql]
    private const string PostSql = """
        update intake.session_form set posted_at = greatest(@now, saved_at)
        where district_id = @districtId and form_id = @formId and provider_id = @providerId
        """;

    [Sql]
    private const string DiscardSql = """
        delete from intake.session_form
        where district_id = @districtId and form_id = @formId and provider_id = @providerId and posted_at is null
          and (@seen::int is null or version = @seen)
        """;

    private sealed record Row(Guid FormId, string Typed, int Version, DateTime SavedAt, bool Posted)
    {
        public FormDraft ToDraft() => new(FormId, JsonSerializer.Deserialize<SessionForm>(Typed)!, Version, new(SavedAt), Posted);
    }

    /// <summary>Null where the provider has no such form.</summary>
    public static async Task<FormDraft?> FindAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, Guid formId, CancellationToken cancellationToken = default) =>
        (await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            OfProviderSql, new { districtId, providerId, formId }, cancellationToken: cancellationToken)))?.ToDraft();

    /// <summary>The provider's drafts, the latest first; at most <see cref="MostListed"/>.</summary>
    public static async Task<IReadOnlyList<FormDraft>> ListAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, CancellationToken cancellationToken = default) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            ListSql, new { districtId, providerId, limit = MostListed }, cancellationToken: cancellationToken))).Select(row => row.ToDraft())];

    /// <returns>Its version; null where it was posted, is another's, or was saved otherwise since the sender saw it. Then nothing is written.</returns>
    internal static Task<int?> SaveAsync(
        NpgsqlConnection connection, FormSender sender, SessionForm form, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            SaveSql,
            new { sender.DistrictId, sender.ProviderId, sender.UserId, sender.FormId, sender.Seen, typed = JsonSerializer.Serialize(form), now },
            cancellationToken: cancellationToken));

    internal static Task MarkPostedAsync(
        NpgsqlConnection connection, DistrictId districtId, long providerId, Guid formId, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(PostSql, new { districtId, providerId, formId, now }, cancellationToken: cancellationToken));

    /// <returns>False where there is no such draft, or it was saved since the sender saw it.</returns>
    internal static async Task<bool> DiscardAsync(NpgsqlConnection connection, FormSender sender, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            DiscardSql, new { sender.DistrictId, sender.ProviderId, sender.FormId, sender.Seen }, cancellationToken: cancellationToken)) > 0;
}
