using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Ingest.Corrections;
using Npgsql;

namespace MedicaidLogs.Web.Entries;

/// <summary>A signature that a provider gave, with the version of the session that it is under, as it was.</summary>
/// <param name="IsCosignature">Given as a supervisor.</param>
/// <param name="StudentId">Who has the number now; null where nobody has.</param>
/// <param name="Student">By the name that the number has now; empty where it has none.</param>
/// <param name="ContentHash">SHA-256 in hexadecimal: docs/signatures.md.</param>
/// <param name="Standing">What became of it.</param>
/// <param name="Texts">The version that was signed, field → text as in docs/file-formats.md.</param>
public sealed record OwnSignature(
    long EntryId, int EntryVersion, bool IsCosignature, string Who, DateTimeOffset SignedAt, string Statement, string ContentHash, long? StudentId,
    string Student, SignatureStanding Standing, IReadOnlyDictionary<string, string> Texts, FieldChoices Choices)
{
    public const int PageSize = 50;

    /// <summary>A provider's signatures say no month: each is asked for its entry in the month, by its key.</summary>
    /// <remarks>"offset 0" keeps it so: a planner whose statistics know nothing of the month would read all of it for each signature.</remarks>
    private const string OfAsked = """
        s.district_id = @districtId and s.provider_id = @providerId and exists (
            select from intake.entry e
            where e.district_id = @districtId and e.service_month = @month and e.entry_id = s.entry_id
            offset 0)
        """;

    [Sql]
    private const string CountSql = "select count(*) from intake.signature s where " + OfAsked;

    /// <summary>What belongs to a signature is read for those of the page alone.</summary>
    [Sql]
    private const string OfMonthSql = """
        select s.entry_id, s.entry_version, s.kind, s.printed_name, s.credential, s.license_number, s.signed_at, t.statement,
               encode(s.content_hash, 'hex') as content_hash, p.student_id, coalesce(p.first_name || ' ' || p.last_name, '') as student,
               c.content::text as content, h.outlived
        from (
            select s.*
            from intake.signature s
            where
        """ + " " + OfAsked + """

            order by s.signed_at desc, s.entry_id desc, s.entry_version desc
            limit @limit offset @offset) s
        join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
        cross join lateral (
            select coalesce(
                (select v.content
                 from intake.entry_superseded v
                 where v.district_id = s.district_id and v.entry_id = s.entry_id and v.version = s.entry_version),
                (select to_jsonb(e)
                 from intake.entry e
                 where e.district_id = @districtId and e.service_month = @month and e.entry_id = s.entry_id)) as content
            offset 0) c
        left join intake.student p on p.district_id = s.district_id and p.student_number = c.content ->> 'student_number'
        left join lateral (
            select h.outlived
            from intake.signature_of_log h
            where h.district_id = @districtId and h.service_month = @month and h.entry_id = s.entry_id and h.entry_version = s.entry_version
            offset 0) h on true
        order by s.signed_at desc, s.entry_id desc, s.entry_version desc
        """;

    private sealed record Row(
        long EntryId, int EntryVersion, string Kind, string PrintedName, string Credential, string LicenseNumber, DateTime SignedAt, string Statement,
        string ContentHash, long? StudentId, string Student, string Content, bool? Outlived);

    /// <summary>Those that a provider gave under sessions of a month.</summary>
    public static Task<int> CountAsync(
        NpgsqlConnection connection, District district, long providerId, DateOnly month, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(
            CountSql, new { district.DistrictId, providerId, month }, cancellationToken: cancellationToken));

    /// <summary>The latest first.</summary>
    /// <param name="page">1 and up, of <see cref="PageSize"/>.</param>
    public static async Task<IReadOnlyList<OwnSignature>> OfMonthAsync(
        NpgsqlConnection connection, District district, long providerId, DateOnly month, int page, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            OfMonthSql,
            new { district.DistrictId, providerId, month, limit = PageSize, offset = (page - 1) * PageSize },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => Of(row, district))];
    }

    private static OwnSignature Of(Row row, District district)
    {
        var texts = FieldTexts.OfStored(row.Content);
        var day = DateOnly.ParseExact(texts[Ingest.Entries.LogField.Date], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var who = GivenSignature.WhoOf(row.PrintedName, row.Credential, row.LicenseNumber);
        var standing = row.Outlived switch
        {
            null => SignatureStanding.Replaced,
            true => SignatureStanding.Outlived,
            false => SignatureStanding.Holds,
        };
        return new(
            row.EntryId, row.EntryVersion, row.Kind == "cosigned", who, new(row.SignedAt), row.Statement, row.ContentHash, row.StudentId, row.Student, standing, texts,
            new FieldChoices(district.RulePack.On(day)));
    }
}

/// <summary>What became of a signature.</summary>
public enum SignatureStanding
{
    /// <summary>The session says what was signed.</summary>
    Holds,

    /// <summary>The session was changed since, and waits to be signed again.</summary>
    Outlived,

    /// <summary>Another signature stands under the session now, or none.</summary>
    Replaced,
}
