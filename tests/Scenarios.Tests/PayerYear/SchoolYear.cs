using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Payers;
using MedicaidLogs.Billing.Responses;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.Scenarios.Tests.PayerYear;

/// <summary>A district's school year with a payer that decides at random, worked on month by month.</summary>
internal sealed class SchoolYear
{
    private static readonly Actor _who = Actor.Command("test");
    private static readonly PayerProfile _profile = PayerProfile.Shipped("nh-mmis");

    private readonly DatabaseFixture _database;
    private readonly FixedClock _clock;
    private readonly StoredDistrict _district;
    private readonly Guid _finance;
    private readonly Random _random;
    private readonly List<EntryBuilder> _unsigned = [];
    private int _sessions;
    private int _files;

    private SchoolYear(DatabaseFixture database, FixedClock clock, StoredDistrict district, Guid finance, int seed, PayerStyle style)
    {
        (_database, _clock, _district, _finance, _random) = (database, clock, district, finance, new(seed));
        Payer = new(seed, style);
        Books = new(database, district.DistrictId);
    }

    public DistrictId DistrictId => _district.DistrictId;

    public SimulatedPayer Payer { get; }

    public OurBooks Books { get; }

    /// <summary>What came of the payer's files, one after the other.</summary>
    public List<ResponseOutcome> Outcomes { get; } = [];

    public static async Task<SchoolYear> CreateAsync(DatabaseFixture database, int seed, PayerStyle style)
    {
        var clock = new FixedClock(new DateTimeOffset(YearDistrict.Months[0].ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero));
        var district = await StoredDistrict.CreateAsync(database, YearDistrict.Builder(), clock);
        return new(database, clock, district, await district.PersonAsync(UserRole.Finance), seed, style);
    }

    /// <summary>Logs a month, bills it and what became ready of the one before, and takes in what the payer sends.</summary>
    public async Task WorkOnAsync(DateOnly month)
    {
        var tenth = month.AddMonths(1).AddDays(9);
        _clock.Advance(tenth.ToDateTime(new TimeOnly(17, 0)) - _clock.GetUtcNow().UtcDateTime);
        await ScreenAsync(month);
        await LogAsync(month);
        await _district.CheckStaleMonthsAsync();
        var answers = new List<byte[]>();
        foreach (var each in new[] { month.AddMonths(-1), month }.Intersect(YearDistrict.Months))
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

    private async Task<byte[]?> BillAsync(DateOnly month)
    {
        var outcome = await new MonthClose(_database.DataSource, _clock).CloseAsync(_district.DistrictId, month, _who);
        if (outcome is not (CloseOutcome.Closed or CloseOutcome.NothingToClose))
        {
            Assert.Fail($"{month}: {outcome}");
        }

        if (await new ClaimRun(_database.DataSource, _clock).BuildAsync(_district.DistrictId, month, _profile, _who) is not ClaimRunOutcome.Built built)
        {
            return null;
        }

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
