using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Minutes;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Web.Tests.SessionLogs;

/// <summary>
/// October 2026: P1 has a log of S1 that is made, one of S2 that is made and changed since, and an unsigned one of S3 that is not made; P2 has one of S4
/// that is made. The signed-in provider is P1.
/// </summary>
public sealed class SealedMonth : WebFixture
{
    public static readonly DateOnly October = new(2026, 10, 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("medlogs-seal-");

    public StoredDistrict District { get; private set; } = null!;

    public SessionLogWork Work(PdfPrinter printer) => new(DataSource, Clock, printer, _ => LoadCertificate(), new MinutesLedger());

    /// <summary>The one document of a student.</summary>
    public async Task<FileHash> PdfOfAsync(int student)
    {
        await using var query = DataSource.CreateCommand(
            "select pdf_sha256 from billing.session_log where district_id = $1 and student_id = $2 order by version desc limit 1");
        query.Parameters.AddWithValue(DistrictId.Value);
        query.Parameters.AddWithValue((long)student);
        return FileHash.FromBytes((byte[])(await query.ExecuteScalarAsync())!);
    }

    public async Task<byte[]> BytesOfAsync(FileHash pdf)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return await FileStore.ReadAllAsync(connection, DistrictId, pdf);
    }

    /// <summary>Who did that to what, the latest last.</summary>
    public async Task<IReadOnlyList<string>> AuditedAsync(string action)
    {
        await using var query = DataSource.CreateCommand(
            "select subject_kind || ' ' || subject_id from ops.audit_event where district_id = $1 and action = $2 and actor like 'user:%' order by seq");
        query.Parameters.AddWithValue(DistrictId.Value);
        query.Parameters.AddWithValue(action);
        await using var rows = await query.ExecuteReaderAsync();
        var subjects = new List<string>();
        while (await rows.ReadAsync())
        {
            subjects.Add(rows.GetString(0));
        }

        return subjects;
    }

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        SealCertificate.CreateTrial(CertificatePath, "Maple Grove School District", "trial", Now);
        District = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(DistrictBuilder.Student("S2", 2))
            .With(DistrictBuilder.Student("S3", 3))
            .With(DistrictBuilder.Student("S4", 4))
            .With(DistrictBuilder.Provider("P2", 2)));
        await District.LogAsync(Session(1, "S1"), Session(2, "S2"), Session(4, "S4").By("P2"));
        await using var printer = new PdfPrinter();
        using var certificate = LoadCertificate();
        await new SessionLogMonth(database.DataSource, Clock, printer, certificate, new MinutesLedger()).MakeAsync(District.DistrictId, October, Actor.Command("test"));

        await District.LogAsync(Session(3, "S3").Log(log => log with { SignedBy = "", SignedAt = null }));
        await using var change = database.DataSource.CreateCommand(
            "update intake.entry set note = 'Other words', version = 2 where district_id = $1 and entry_id = 2");
        change.Parameters.AddWithValue(District.DistrictId.Value);
        await change.ExecuteNonQueryAsync();
        return District.DistrictId;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string CertificatePath => Path.Combine(_folder.FullName, "seal.p12");

    private SealCertificate LoadCertificate() => SealCertificate.Load(CertificatePath, "trial", Now);

    private static EntryBuilder Session(long id, string student) =>
        An.Entry().Id(id).For(student).On(new DateOnly(2026, 10, 6)).At(8 + (int)id, 0, 30).Log(log => log with { Note = $"Note {id}." });
}
