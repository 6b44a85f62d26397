using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.Logging;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.Ingest.RoundTrip;
using MedicaidLogs.Ingest.Signatures;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>
/// A district with two caseloads in two schools, and another district beside it. A student's number and last name are <c>Zz{id}z</c>, so that a page
/// that shows one gives itself away.
/// </summary>
/// <remarks>
/// Provider P1, who is signed in, has student 11 and entry 11, of school MAIN; P2 has student 12 and entry 12, of school NORTH. The other
/// district's ids begin at 9001.
/// </remarks>
public partial class GuardedDistrict : WebFixture
{
    public const string Month = "2026-10";

    public const long OfAnotherCaseload = 12;

    public const long OfAnotherDistrict = 9001;

    private const string NameStudents = "update intake.student set last_name = 'Zz' || student_id || 'z'";

    private const string StartCounters = """
        insert into ops.counter (district_id, name, next_value) select @districtId, unnest(@_counters), @first
        on conflict (district_id, name) do update set next_value = @first
        """;

    private const string InsertLog = """
        insert into billing.session_log
            (district_id, service_month, document_id, version, student_id, provider_id, service, content_hash, pdf_sha256, certificate_sha256,
             made_at, made_by)
        values
            (@districtId, '2026-10-01', @studentId::text, 1, @studentId, @providerId, 'SPEECH', @hash, @hash, @hash, '2026-11-01T12:00Z', 'command:test')
        """;

    /// <summary>A released claim file of one claim; it bills no session any more, so that the sessions stay as they are.</summary>
    private const string InsertClaimFile = """
        insert into billing.month_close
            (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
        values (@districtId, '2026-10-01', 1, '2026-11-03T15:00Z', 'command:test', 0, 1, 1, 2000, 0)
        on conflict do nothing;
        insert into billing.claim_run
            (district_id, claim_run_id, service_month, close_number, payer, terms, pack_name, pack_version, pack_hash, built_at, built_by,
             control_number, file_name, sha256, claims, lines, entries, charge_cents)
        values (@districtId, @studentId, '2026-10-01', 1, 'nh-mmis', '{}', 'nh', '1', 'x', '2026-11-03T15:00Z', 'command:test',
                @studentId, 'claims-' || @studentId || '.837', @claimFile, 1, 1, 1, 2000);
        insert into billing.claim_release (district_id, claim_run_id, released_at, released_by)
        values (@districtId, @studentId, '2026-11-03T16:00Z', 'command:test');
        """;

    /// <summary>Somebody who never signs in, under an id that is known.</summary>
    private const string InsertAccount = """
        insert into ops.user_account (district_id, user_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp, created_at)
        values (@districtId, @userId, @userId::text || '@x', upper(@userId::text || '@x'), 'Some Body', 'auditor', 'x', 'x', '2026-11-01T12:00Z')
        """;

    /// <summary>An envelope without claims.</summary>
    private const string ClaimFileText =
        "ISA*00*          *00*          *ZZ*DISTRICT       *ZZ*PAYER          *261103*1500*^*00501*000000001*0*P*:~IEA*0*000000001~";

    /// <summary>Records whose ids begin elsewhere in each district, so that an address of one leads nowhere in the other.</summary>
    private static readonly string[] _counters = ["entry", "import-file", "correction-sheet"];

    private readonly List<Caller> _callers = [];
    private DistrictId _otherDistrictId;

    /// <summary>The other provider of the district.</summary>
    public Caller OtherProvider { get; private set; } = null!;

    /// <summary>One for each role of the other district.</summary>
    public IReadOnlyList<Caller> Strangers { get; private set; } = [];

    /// <summary>One for each role that is limited to school MAIN.</summary>
    public IReadOnlyList<Caller> Limited { get; private set; } = [];

    /// <summary>A visitor, and one who is signed in for each role.</summary>
    public IReadOnlyList<Caller> Callers => _callers;

    /// <summary>All that the application answers to.</summary>
    public IReadOnlyList<Handler> Handlers { get; private set; } = [];

    /// <summary>The students whom a page names.</summary>
    public static IReadOnlyList<long> StudentsIn(string page) =>
        [.. Marker().Matches(page).Select(match => long.Parse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>The last batch of the record of reads.</summary>
    public async Task<long> LastReadAsync()
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "select coalesce(max(batch), 0) from ops.record_read where district_id = @DistrictId", new { DistrictId });
    }

    /// <summary>Whose records were read after a batch; 0 for a record without a student.</summary>
    public async Task<IReadOnlyList<long>> StudentsReadSinceAsync(long batch)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<long>(
            "select distinct coalesce(student_id, 0) from ops.record_read where district_id = @DistrictId and batch > @batch",
            new { DistrictId, batch })];
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Handlers = await Handler.DiscoverAsync(Services);
        foreach (var role in (string[])["", .. UserRole.All])
        {
            _callers.Add(await Caller.OfAsync(this, role, EmailOf(role)));
        }

        await SignAsync(13);
        OtherProvider = await AddAsync(new(DistrictId, "other@maple-grove.example", "Other Provider", UserRole.Provider, 2));
        var strangers = new List<Caller>();
        foreach (var role in UserRole.All)
        {
            strangers.Add(await AddAsync(
                new(_otherDistrictId, $"{role}@elsewhere.example", "Some Stranger", role, role == UserRole.Provider ? 1 : null)));
        }

        Strangers = strangers;
        var limited = new List<Caller>();
        foreach (var role in AccountSchools.Roles)
        {
            limited.Add(await AddAsync(new(DistrictId, $"{role}-of-main@maple-grove.example", "Of Main", role), "MAIN"));
        }

        Limited = limited;
        await SendSheetAsync(DistrictId, 14);
        await SendSheetAsync(_otherDistrictId, OfAnotherDistrict);
        await DraftAsync(DistrictId, EmailOf(UserRole.Provider), 11);
        await DraftAsync(DistrictId, "other@maple-grove.example", OfAnotherCaseload);
        await DraftAsync(_otherDistrictId, $"{UserRole.Provider}@elsewhere.example", OfAnotherDistrict);
    }

    public override Task DisposeAsync()
    {
        foreach (var caller in (Caller[])[.. _callers, .. Strangers, .. Limited, OtherProvider])
        {
            caller.Dispose();
        }

        return base.DisposeAsync();
    }

    /// <summary>The hash that names a student's session log, whose bytes are the student's number.</summary>
    public static string PdfOf(long studentId) => FileHash.FromBytes(SHA256.HashData(BytesOf(studentId))).ToString();

    /// <summary>The id of the draft with the student on it.</summary>
    public static string FormOf(long studentId) => new Guid((int)studentId, 0, 0, new byte[8]).ToString("D");

    /// <summary>More people for the district; here nobody.</summary>
    protected virtual void Crowd(DistrictBuilder district)
    {
    }

    /// <summary>More sessions of the month, which get the ids after the ones above; here none.</summary>
    protected virtual IReadOnlyList<EntryBuilder> MoreSessions => [];

    protected override async Task<DistrictId> SeedAsync(DatabaseFixture database)
    {
        var people = new DistrictBuilder()
            .With(RunningOut("Zz11z", 11))
            .WithSchool("NORTH")
            .With(RunningOut("Zz12z", OfAnotherCaseload) with { Enrolments = [new("NORTH", DistrictBuilder.YearBegins, null)] })
            .With(DistrictBuilder.Provider("P2", 2));
        Crowd(people);
        var own = await StoredDistrict.CreateAsync(database, people);
        await StartAsync(database, own.DistrictId, 11);
        await own.LogAsync(
            Unsigned(11).For("Zz11z"),
            Unsigned(OfAnotherCaseload).For("Zz12z").By("P2"),
            Unsigned(13).At(10, 0, 30).For("Zz11z"),
            Unsigned(14).At(12, 0, 30).For("Zz11z").Log(log => log with { Place = "the moon" })); // for the office to fix
        await own.LogAsync(MoreSessions);
        await KeepLogAsync(database, own.DistrictId, 11, providerId: 1);
        await KeepLogAsync(database, own.DistrictId, OfAnotherCaseload, providerId: 2);
        _otherDistrictId = await SeedAnotherAsync(database);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(InsertAccount, new { own.DistrictId, userId = Guid.Parse(FormOf(11)) });
        await connection.ExecuteAsync(InsertAccount, new { districtId = _otherDistrictId, userId = Guid.Parse(FormOf(OfAnotherDistrict)) });
        await CorrectAsync(database, own.DistrictId, 11);
        await CorrectAsync(database, _otherDistrictId, OfAnotherDistrict);
        await GuardedMoney.InsertAsync(connection, own.DistrictId, 11);
        await GuardedMoney.InsertAsync(connection, own.DistrictId, OfAnotherCaseload);
        await GuardedMoney.InsertAsync(connection, _otherDistrictId, OfAnotherDistrict);
        await GuardedPlace.InsertAsync(connection, own.DistrictId, 11);
        await GuardedPlace.InsertAsync(connection, _otherDistrictId, OfAnotherDistrict);
        await connection.ExecuteAsync(NameStudents);
        return own.DistrictId;
    }

    private static async Task<DistrictId> SeedAnotherAsync(DatabaseFixture database)
    {
        var other = await StoredDistrict.CreateAsync(database, new DistrictBuilder()
            .With(RunningOut("Zz9001z", OfAnotherDistrict))
            .With(DistrictBuilder.Provider("P9001", OfAnotherDistrict)));
        await StartAsync(database, other.DistrictId, OfAnotherDistrict);
        await other.LogAsync(Unsigned(OfAnotherDistrict).For("Zz9001z"));
        await KeepLogAsync(database, other.DistrictId, OfAnotherDistrict, providerId: 1);
        return other.DistrictId;
    }

    /// <summary>The audit trail has an event about a session.</summary>
    private static async Task CorrectAsync(DatabaseFixture database, DistrictId districtId, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AuditTrail.AppendAsync(
            transaction,
            new(districtId, "entry.corrected", "entry", entryId.ToString(CultureInfo.InvariantCulture)),
            new(Actor.Command("test"), WebFixture.Now));
        await transaction.CommitAsync();
    }

    /// <summary>A student whose Medicaid eligibility ends soon: the list of what runs out has someone to show.</summary>
    private static Student RunningOut(string number, long id) =>
        DistrictBuilder.Student(number, id) with { Eligibility = [new(id, new(2026, 1, 1), new(2026, 11, 30), OtherCoverage: false)] };

    private static async Task StartAsync(DatabaseFixture database, DistrictId districtId, long first)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(StartCounters, new { districtId, _counters, first });
    }

    private static byte[] BytesOf(long studentId) => Encoding.UTF8.GetBytes(studentId.ToString(CultureInfo.InvariantCulture));

    private static async Task KeepLogAsync(DatabaseFixture database, DistrictId districtId, long studentId, long providerId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stored = await FileStore.PutAsync(transaction, districtId, new MemoryStream(BytesOf(studentId)));
        await connection.ExecuteAsync(InsertLog, new { districtId, studentId, providerId, stored.Hash }, transaction);
        var claimFile = (await FileStore.PutAsync(transaction, districtId, new MemoryStream(Encoding.ASCII.GetBytes(ClaimFileText)))).Hash;
        await connection.ExecuteAsync(InsertClaimFile, new { districtId, studentId, claimFile }, transaction);
        await transaction.CommitAsync();
    }

    /// <summary>A provider's draft of a student's session.</summary>
    private async Task DraftAsync(DistrictId districtId, string email, long studentId)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var provider = (await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(email)))!;
        var form = SessionForm.Empty with { Students = [new Dictionary<string, string> { [LogField.StudentNumber] = $"Zz{studentId}z" }] };
        Assert.NotNull(await Services.GetRequiredService<SessionLogging>().SaveDraftAsync(
            new(districtId, provider.ProviderId!.Value, provider.UserId, Guid.ParseExact(FormOf(studentId), "D")), form));
    }

    /// <summary>A spreadsheet that would correct the entry, which somebody changed meanwhile: so it stays as it is, whoever applies it.</summary>
    private async Task SendSheetAsync(DistrictId districtId, long entryId)
    {
        await Services.GetRequiredService<SheetCorrections>().ReceiveAsync(
            districtId, "sheet.csv", Encoding.UTF8.GetBytes($"entry_id,version,activity,reason_for_the_change\n{entryId},1,Other cards,seen in the paper log\n"),
            Actor.Command("test"));
        Assert.IsType<CorrectionOutcome.Corrected>(await Services.GetRequiredService<CorrectionService>().CorrectAsync(
            districtId, entryId, 1, new Dictionary<string, string> { [LogField.Activity] = "More cards" }, new(Actor.Command("test"), Now, "meanwhile")));
    }

    /// <summary>As the signed-in provider.</summary>
    private async Task SignAsync(long entryId)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var district = await District.LoadAsync(connection, DistrictId);
        var provider = (await UserAccounts.FindByEmailAsync(connection, UserAccounts.Normalize(EmailOf(UserRole.Provider))))!;
        var signing = Services.GetRequiredService<SessionSigning>();
        Assert.IsType<SigningOutcome.Done>(await signing.SignAsync(
            DistrictId, provider.UserId, 1, SignatureKind.Signed, [new(entryId, 1)], signing.StatementOf(district, SignatureKind.Signed)));
    }

    private async Task<Caller> AddAsync(NewUser user, params string[] schools)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var account = await UserAccounts.AddAsync(connection, user, Password, Clock);
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await AccountSchools.SetAsync(transaction, account, schools, new(Actor.Command("test"), Now));
            await transaction.CommitAsync();
        }

        return await Caller.OfAsync(this, user.Role, user.Email);
    }

    /// <summary>It waits for the provider's signature, and the clerk's list has it too.</summary>
    private static EntryBuilder Unsigned(long id) =>
        An.Entry().Id(id).On(new DateOnly(2026, 10, 6)).At(9, 0, 30).Log(log => log with { SignedBy = "", SignedAt = null });

    /// <summary>The students of both districts. Fewer letters are met by chance in random tokens.</summary>
    [GeneratedRegex("Zz(?<id>11|12|9001)z")]
    private static partial Regex Marker();
}
