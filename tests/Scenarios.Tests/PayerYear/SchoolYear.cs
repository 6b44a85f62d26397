using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>A district's school year with a payer that decides at random, worked on month by month.</summary>
internal sealed class SchoolYear
{
    private static readonly Actor _who = Actor.Command("test");

    private readonly DatabaseFixture _database;
    private readonly FixedClock _clock;
    private readonly StoredDistrict _district;
    private readonly PayerProfile _profile;
    private readonly Guid _finance;
    private readonly Random _random;
    private readonly List<EntryBuilder> _unsigned = [];
    private int _sessions;
    private int _files;

    private SchoolYear(DatabaseFixture database, FixedClock clock, StoredDistrict district, PayerProfile profile, Guid finance, int seed)
    {
        (_database, _clock, _district, _profile, _finance, _random) = (database, clock, district, profile, finance, new(seed));
        Payer = new(seed, PayerStyle.Any(seed) with { NamesVoids = seed % 2 == 0 });
        Books = new(database, district.DistrictId);
    }

    public DistrictId DistrictId => _district.DistrictId;

    public SimulatedPayer Payer { get; }

    public OurBooks Books { get; }

    /// <summary>What came of the payer's files, one after the other.</summary>
    public List<ResponseOutcome> Outcomes { get; } = [];

    /// <param name="payer">A shipped profile.</param>
    public static async Task<SchoolYear> CreateAsync(DatabaseFixture database, string payer, int seed)
    {
        var clock = new FixedClock(new DateTimeOffset(YearDistrict.Months[0].ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero));
        var district = await StoredDistrict.CreateAsync(database, YearDistrict.Builder(), clock);
        return new(database, clock, district, PayerProfile.Shipped(payer), await district.PersonAsync(UserRole.Finance), seed);
    }

    /// <summary>Logs a month, decides on what came back, bills all that is ready, and takes in what the payer sends.</summary>
    public async Task WorkOnAsync(DateOnly month)
    {
        var tenth = month.AddMonths(1).AddDays(9);
        _clock.Advance(tenth.ToDateTime(new TimeOnly(17, 0)) - _clock.GetUtcNow().UtcDateTime);
        await ScreenAsync(month);
        await LogAsync(month);
        var decided = await DecideAsync();
        await _district.CheckStaleMonthsAsync();
        var answers = new List<byte[]>();
        foreach (var each in decided.Append(month.AddMonths(-1)).Append(month).Intersect(YearDistrict.Months).Order())
        {
            if (await BillAsync(each) is { } file)
            {
                answers.AddRange(Payer.Take(file, tenth).All);
            }
        }

        Disturb();
        answers.Add(Payer.Remit(tenth.AddDays(10)));
        await TakeInAsync(answers);
    }

    /// <summary>Providers are screened every month.</summary>
    private async Task ScreenAsync(DateOnly month)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update intake.provider set screened_on = @month where district_id = @DistrictId", new { month, _district.DistrictId });
    }

    /// <summary>The month's sessions, and those of the month before that were not signed then.</summary>
    private async Task LogAsync(DateOnly month)
    {
        var sessions = YearDistrict.Sessions(month, _sessions + 1, _random);
        _sessions += sessions.Count;
        await _district.LogAsync([.. _unsigned.Select(Signed), .. sessions]);
        _unsigned.Clear();
        _unsigned.AddRange(sessions.Where(session => session.Alone().Log.SignedAt is null));
    }

    private static EntryBuilder Signed(EntryBuilder session)
    {
        var log = session.Alone().Log;
        return session.On(log.Date).By(log.ProviderNumber);
    }

    /// <summary>Sends again what the payer sent back, and now and then has a paid claim replaced by a corrected one, or voided.</summary>
    /// <returns>The months of the claims.</returns>
    private async Task<IReadOnlySet<DateOnly>> DecideAsync()
    {
        var months = new HashSet<DateOnly>();
        foreach (var claim in await Books.StandingClaimsAsync())
        {
            ClaimDecisionKind? kind = claim.Stage == "rejected" || claim.Denied ? (_random.Next(4) > 0 ? ClaimDecisionKind.Again : null)
                : claim.Stage != "decided" ? null
                : _random.Next(30) switch
                {
                    0 => await CorrectAsync(claim),
                    1 => ClaimDecisionKind.Void,
                    _ => null,
                };
            if (kind is { } decided)
            {
                Assert.IsType<Billing.Claims.DecisionOutcome.Decided>(await new ClaimDecisions(_database.DataSource, _clock)
                    .DecideAsync(_district.DistrictId, claim.ClaimNumber, decided, "as the test has it", _finance));
                months.Add(claim.ServiceMonth);
            }
        }

        return months;
    }

    /// <summary>The student was absent after all, or the session was at another place.</summary>
    /// <returns>What has to become of the claim: without any session it is voided.</returns>
    private async Task<ClaimDecisionKind> CorrectAsync(StandingClaim claim)
    {
        var sessions = await Books.SessionsAsync(claim.ClaimId);
        var (entryId, version, place) = sessions[_random.Next(sessions.Count)];
        var wasAbsent = _random.Next(3) > 0;
        var (field, value) = wasAbsent ? (LogField.Attendance, "A") : (LogField.Place, place == "home" ? "school" : "home");
        var corrected = Assert.IsType<CorrectionOutcome.Corrected>(await new CorrectionService(_database.DataSource, _clock).CorrectAsync(
            _district.DistrictId, entryId, version, new Dictionary<string, string> { [field] = value },
            new(_who, _clock.GetUtcNow(), "the log was wrong"), CorrectionOf.SentClaim));
        Assert.Equal(!wasAbsent, corrected.Billable);
        return wasAbsent && sessions.Count == 1 ? ClaimDecisionKind.Void : ClaimDecisionKind.Replace;
    }

    private async Task<byte[]?> BillAsync(DateOnly month)
    {
        var close = await new MonthClose(_database.DataSource, _clock).CloseAsync(_district.DistrictId, month, _who);
        Assert.True(close is CloseOutcome.Closed or CloseOutcome.NothingToClose, $"{month}: {close}");
        var run = await new ClaimRun(_database.DataSource, _clock).BuildAsync(_district.DistrictId, month, _profile, _who);
        if (run is ClaimRunOutcome.NothingToBill)
        {
            return null;
        }

        var built = Assert.IsType<ClaimRunOutcome.Built>(run);
        Assert.Empty(built.LeftReady.Sessions);
        Assert.IsType<ReleaseOutcome.Released>(
            await new ClaimRelease(_database.DataSource, _clock).ReleaseAsync(_district.DistrictId, built.ClaimRunId, _finance));
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var content = await FileStore.OpenAsync(connection, _district.DistrictId, built.File.Hash);
        var file = new MemoryStream();
        await content.CopyToAsync(file);
        return file.ToArray();
    }

    /// <summary>What the payer does on its own account.</summary>
    private void Disturb()
    {
        foreach (var number in Payer.Books.Fates.Where(claim => claim.Value == ClaimFate.Told).Select(claim => claim.Key).Where(_ => _random.Next(25) == 0).ToList())
        {
            switch (_random.Next(3))
            {
                case 0:
                    Payer.TakeBack(number);
                    break;
                case 1:
                    Payer.TakeBack(number, Decision.Pay(_random.Next(100)));
                    break;
                default:
                    Payer.TakeRefund(number);
                    break;
            }
        }

        if (_random.Next(4) == 0)
        {
            Payer.Adjust("CS", "SETTLEMENT", _random.Next(-50_00, 300_00));
        }
    }

    /// <summary>In any order, some twice, the payment in two files, and one more that is out of balance.</summary>
    private async Task TakeInAsync(List<byte[]> answers)
    {
        answers.Add(Payer.RemitAgain());
        answers.AddRange(answers.Where(_ => _random.Next(4) == 0).ToList());
        var files = answers.ToArray();
        _random.Shuffle(files);
        Assert.IsType<ResponseOutcome.Refused>(await ImportAsync(Payer.RemitUnbalanced(BalanceLevel.Payment, 1 + _random.Next(99))));
        foreach (var file in files)
        {
            var outcome = await ImportAsync(file);
            Assert.IsNotType<ResponseOutcome.Refused>(outcome);
            Outcomes.Add(outcome);
        }
    }

    private Task<ResponseOutcome> ImportAsync(byte[] file) =>
        new ResponseIntake(_database.DataSource, _clock).ImportAsync(_district.DistrictId, $"payer-{++_files}", new MemoryStream(file), _who);
}
