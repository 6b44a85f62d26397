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

    [Sql]
    private const string CountSql = """
        select count(*)
        from intake.signature s
        join intake.entry e on e.district_id = s.district_id and e.service_month = @month and e.entry_id = s.entry_id
        where s.district_id = @districtId and s.provider_id = @providerId
        """;

    [Sql]
    private const string OfMonthSql = """
        select s.entry_id, s.entry_version, s.kind, s.printed_name, s.credential, s.license_number, s.signed_at, t.statement,
               encode(s.content_hash, 'hex') as content_hash, p.student_id, coalesce(p.first_name || ' ' || p.last_name, '') as student,
               c.content::text as content, h.outlived
        from intake.signature s
        join intake.entry e on e.district_id = s.district_id and e.service_month = @month and e.entry_id = s.entry_id
        join intake.signing_statement t on t.district_id = s.district_id and t.statement_version = s.statement_version
        left join intake.entry_superseded v on v.district_id = s.district_id and v.entry_id = s.entry_id and v.version = s.entry_version
        cross join lateral (select coalesce(v.content, to_jsonb(e)) as content) c
        left join intake.student p on p.district_id = s.district_id and p.student_number = c.content ->> 'student_number'
        left join intake.signature_of_log h
          on h.district_id = s.district_id and h.service_month = e.service_month and h.entry_id = s.entry_id and h.entry_version = s.entry_version
        where s.district_id = @districtId and s.provider_id = @providerId
        order by s.signed_at desc, s.entry_id desc, s.entry_version desc
        limit @limit offset @offset
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
