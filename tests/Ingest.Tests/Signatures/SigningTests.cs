using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Signatures;

/// <summary>A district the day after the session, and what is asked of it about signatures.</summary>
public abstract class SigningTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    protected static readonly FixedClock DayAfter = new(new(2026, 10, 7, 17, 0, 0, TimeSpan.Zero));

    protected DatabaseFixture Database => database;

    protected static EntryBuilder Unsigned(long id) => An.Entry().Id(id).Log(log => log with { SignedBy = "", SignedAt = null });

    protected Task<StoredDistrict> DistrictAsync(DistrictBuilder? builder = null) => StoredDistrict.CreateAsync(
        database, builder ?? new DistrictBuilder().With(DistrictBuilder.Provider("P2", 2)), DayAfter);

    protected async Task<SigningOutcome> SignAsync(
        StoredDistrict district, long providerId, IReadOnlyCollection<SessionToSign> sessions, SignatureKind kind = SignatureKind.Signed,
        string? statement = null) =>
        await new SessionSigning(database.DataSource, DayAfter).SignAsync(
            district.DistrictId, await district.PersonAsync(UserRole.Clerk), providerId, kind, sessions, statement ?? Statement(district, kind));

    protected string Statement(StoredDistrict district, SignatureKind kind) =>
        new SessionSigning(database.DataSource, DayAfter).StatementOf(district.District, kind);

    protected Task<CorrectionOutcome> CorrectAsync(StoredDistrict district, long entryId, int version, string field, string text) =>
        new CorrectionService(database.DataSource, DayAfter).CorrectAsync(
            district.DistrictId, entryId, version, new Dictionary<string, string> { [field] = text }, StoredDistrict.Change);

    protected async Task<Entry> EntryAsync(StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return (await EntryReader.ByIdsAsync(transaction, district.DistrictId, [entryId], default)).Single();
    }

    protected async Task<IReadOnlyList<string>> CodesAsync(StoredDistrict district, long entryId)
    {
        var entry = await EntryAsync(district, entryId);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var standing = await FindingStore.StandingOfEntriesAsync(
            transaction, district.DistrictId, [entryId], [EntryWriter.MonthOf(entry.Date)], default);
        return [.. standing.Select(each => each.Finding.Code)];
    }

    protected async Task<IReadOnlyList<Record>> RecordsAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<Record>(
                """
                select s.entry_version, s.kind, s.provider_id, s.printed_name, s.credential, s.license_number, t.statement, s.content_hash
                from intake.signature s
                join intake.signing_statement t using (district_id, statement_version)
                where s.district_id = @DistrictId
                order by s.entry_version
                """,
                new { district.DistrictId }),
        ];
    }

    protected async Task<IReadOnlyList<int>> OnTheLogAsync(StoredDistrict district)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<int>(
                "select entry_version from intake.signature_of_log where district_id = @DistrictId order by entry_version", new { district.DistrictId }),
        ];
    }

    protected static void AssertRefused(SigningRefusal reason, SigningOutcome outcome) =>
        Assert.Equal([KeyValuePair.Create(1L, reason)], Assert.IsType<SigningOutcome.Refused>(outcome).Reasons);

    protected sealed record Record(
        int EntryVersion, string Kind, long ProviderId, string PrintedName, string Credential, string LicenseNumber, string Statement, byte[] ContentHash);
}
