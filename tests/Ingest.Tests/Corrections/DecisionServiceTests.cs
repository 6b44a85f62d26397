using Dapper;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Accounts;
using MedicaidLogs.Core.Findings;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Corrections;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Corrections;

public sealed class DecisionServiceTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly _today = new(2026, 11, 9);

    [Fact]
    public async Task What_the_office_does_not_bill_is_no_task_any_more_and_still_delivered()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Log(log => log with { Place = "the moon" }));

        var done = await DoneAsync(district, 1, new EntryDecision.NotBillable());

        Assert.True(done.Delivered);
        Assert.False(done.Billable);
        Assert.Equal(["OFFICE_NOTBILLED", "POS_VALID"], done.After.Select(finding => finding.Code).Order());
        Assert.Equal(Severity.Reject, done.After.Single(finding => finding.Code == "POS_VALID").FoundAs);
        Assert.Equal(("not-billable", "not-billable"), await StandingAsync(district, 1));
    }

    [Fact]
    public async Task Taken_back_the_entry_is_as_it_was()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());
        var before = await StandingAsync(district, 1);
        await DoneAsync(district, 1, new EntryDecision.NotBillable());

        var done = await DoneAsync(district, 1, new EntryDecision.TakeBack((await OpenAsync(district, 1)).Single().DecisionId));

        Assert.True(done.Billable);
        Assert.Empty(done.After);
        Assert.Equal(before, await StandingAsync(district, 1));
        Assert.Equal("taken-back", (await AllAsync(district, 1)).Single().EndedAs);
    }

    [Fact]
    public async Task What_is_not_billed_makes_room_within_the_plan_for_its_siblings()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(10, 0, 30), An.Entry().Id(3).At(11, 0, 30));

        var (_, siblings) = await DecideAsync(district, 1, new EntryDecision.NotBillable());

        Assert.Equal([3L], siblings);
    }

    [Fact]
    public async Task A_duplicate_counts_nowhere_and_the_other_entry_as_if_it_were_alone()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(9, 10, 30));

        Assert.Equal(("rejected", "rejected"), await StandingAsync(district, 1));
        var (outcome, siblings) = await DecideAsync(district, 1, new EntryDecision.MergeInto(2));

        var done = Assert.IsType<EntryDecisionOutcome.Done>(outcome);
        Assert.Equal((false, false), (done.Delivered, done.Billable));
        Assert.Equal(["OFFICE_DUPLICATE"], done.After.Select(finding => finding.Code));
        Assert.Equal([2L], siblings);
        Assert.Equal(("billable", "ready"), await StandingAsync(district, 2));
        Assert.Equal(0, await CentsAsync(district, 1));
    }

    [Fact]
    public async Task A_duplicate_is_of_the_same_student_and_day_and_of_no_other_duplicate()
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder().With(DistrictBuilder.Student("S2", 2)));
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(9, 10, 30), An.Entry().Id(3).For("S2"), An.Entry().Id(4).At(9, 20, 30));
        await DoneAsync(district, 1, new EntryDecision.MergeInto(2));

        Assert.IsType<EntryDecisionOutcome.Refused>((await DecideAsync(district, 2, new EntryDecision.MergeInto(2))).Outcome);
        Assert.IsType<EntryDecisionOutcome.Refused>((await DecideAsync(district, 2, new EntryDecision.MergeInto(3))).Outcome);
        Assert.IsType<EntryDecisionOutcome.Refused>((await DecideAsync(district, 2, new EntryDecision.MergeInto(404))).Outcome);
        Assert.IsType<EntryDecisionOutcome.Refused>((await DecideAsync(district, 2, new EntryDecision.MergeInto(4))).Outcome); // 1 was merged into it
        Assert.IsType<EntryDecisionOutcome.Refused>((await DecideAsync(district, 4, new EntryDecision.MergeInto(1))).Outcome);
        Assert.IsType<EntryDecisionOutcome.Already>((await DecideAsync(district, 1, new EntryDecision.MergeInto(2))).Outcome);
    }

    [Fact]
    public async Task Neither_of_two_merged_entries_moves_to_another_day()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(9, 10, 30));
        await DoneAsync(district, 1, new EntryDecision.MergeInto(2));
        var corrections = new CorrectionService(database.DataSource, StoredDistrict.Clock);

        foreach (var entryId in new[] { 1, 2 })
        {
            var outcome = await corrections.CorrectAsync(
                district.DistrictId, entryId, 1, new Dictionary<string, string> { [LogField.Date] = "2026-10-07" }, StoredDistrict.Change);
            Assert.Equal([LogField.Date], Assert.IsType<CorrectionOutcome.Invalid>(outcome).Problems.Keys);
        }
    }

    [Fact]
    public async Task An_overridden_finding_warns_and_says_what_it_was()
    {
        var district = await AbsentAsync();

        var done = await DoneAsync(district, 1, new EntryDecision.Override("STU_PRESENT", _today.AddDays(10)));

        var finding = Assert.Single(done.After);
        Assert.Equal((Severity.Warn, Severity.Reject), (finding.Severity, finding.FoundAs));
        Assert.True(done is { Billable: true, Delivered: true });
        Assert.Equal(("billable", "ready"), await StandingAsync(district, 1));
    }

    [Fact]
    public async Task An_override_runs_out_and_the_entry_is_rejected_again()
    {
        var clock = new FixedClock(StoredDistrict.Clock.GetUtcNow());
        var district = await AbsentAsync();
        await DoneAsync(district, 1, new EntryDecision.Override("STU_PRESENT", _today.AddDays(1)));

        await MarkRunOutAsync(clock.GetUtcNow().AddDays(1));
        Assert.Empty(await new MonthCheck(database.DataSource, clock).StaleMonthsAsync(district.DistrictId));
        var later = new FixedClock(clock.GetUtcNow().AddDays(2));
        await MarkRunOutAsync(later.GetUtcNow());
        Assert.Equal([new DateOnly(2026, 10, 1)], await new MonthCheck(database.DataSource, later).StaleMonthsAsync(district.DistrictId));
        await new MonthCheck(database.DataSource, later).RunAsync(district.DistrictId, new(2026, 10, 1), StoredDistrict.Change.Who);

        Assert.Equal(("rejected", "rejected"), await StandingAsync(district, 1));
        await MarkRunOutAsync(later.GetUtcNow());
        Assert.Empty(await new MonthCheck(database.DataSource, later).StaleMonthsAsync(district.DistrictId));
    }

    [Fact]
    public async Task A_month_is_not_closed_over_an_override_that_ran_out_with_no_worker_to_see_it()
    {
        var october = new DateOnly(2026, 10, 1);
        var district = await AbsentAsync();
        await DoneAsync(district, 1, new EntryDecision.Override("STU_PRESENT", _today.AddDays(1)));
        var later = new FixedClock(StoredDistrict.Clock.GetUtcNow().AddDays(2));
        var close = new MonthClose(database.DataSource, later);

        var stale = Assert.IsType<CloseOutcome.Stale>(await close.CloseAsync(district.DistrictId, october, StoredDistrict.Change.Who));
        await new MonthCheck(database.DataSource, later).RunAsync(district.DistrictId, october, StoredDistrict.Change.Who);
        var closed = Assert.IsType<CloseOutcome.Closed>(await close.CloseAsync(district.DistrictId, october, StoredDistrict.Change.Who));

        Assert.Equal("an override has run out", stale.Reason);
        Assert.Equal(0, closed.NewBillable);
    }

    [Fact]
    public async Task An_override_holds_for_what_the_provider_attested_then()
    {
        var district = await AbsentAsync();
        await DoneAsync(district, 1, new EntryDecision.Override("STU_PRESENT", _today.AddDays(10)));

        var outcome = await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Note] = "Something else altogether." }, StoredDistrict.Change);

        Assert.Contains(
            Assert.IsType<CorrectionOutcome.Corrected>(outcome).After,
            finding => finding is { Code: "STU_PRESENT", Severity: Severity.Reject, FoundAs: null });
    }

    [Theory]
    [InlineData("STU_PRESENT", "finance", 10)]
    [InlineData("STU_PRESENT", "clerk", -1)]
    [InlineData("STU_PRESENT", "clerk", 61)]
    [InlineData("POS_VALID", "clerk", 10)]
    [InlineData("LOG_UNSIGNED", "clerk", 10)]
    public async Task Only_what_the_pack_names_is_overridden_by_whom_and_as_long_as_it_says(string code, string role, int days)
    {
        var district = await AbsentAsync(log => log with { Place = "the moon" });

        var (outcome, _) = await DecideAsync(district, 1, new EntryDecision.Override(code, _today.AddDays(days)), role);

        Assert.IsType<EntryDecisionOutcome.Refused>(outcome);
    }

    [Fact]
    public async Task A_returned_entry_waits_until_its_provider_answers()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Log(log => log with { Place = "the moon" }));
        await DoneAsync(district, 1, new EntryDecision.ReturnToProvider());
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var waiting = Assert.Single(await ReturnedEntries.OfProviderAsync(connection, district.DistrictId, 1, default));
        Assert.Equal(("test", "waiting"), (waiting.Comment, await ReturnStateAsync(district, 1)));

        var answers = new ReturnedEntries(database.DataSource);
        var answer = StoredDistrict.Change with { Why = "It was in the gym." };
        Assert.False(await answers.AnswerAsync(district.DistrictId, 2, waiting.DecisionId, answer)); // another provider's
        Assert.True(await answers.AnswerAsync(district.DistrictId, 1, waiting.DecisionId, answer));
        Assert.False(await answers.AnswerAsync(district.DistrictId, 1, waiting.DecisionId, answer));

        Assert.Equal("answered", await ReturnStateAsync(district, 1));
        Assert.Empty(await ReturnedEntries.OfProviderAsync(connection, district.DistrictId, 1, default));
        Assert.Equal("It was in the gym.", (await AllAsync(district, 1)).Single().EndNote);
    }

    [Fact]
    public async Task A_correction_brings_a_returned_entry_back_to_the_office()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry().Log(log => log with { Place = "the moon" }));
        await DoneAsync(district, 1, new EntryDecision.ReturnToProvider());

        await new CorrectionService(database.DataSource, StoredDistrict.Clock).CorrectAsync(
            district.DistrictId, 1, 1, new Dictionary<string, string> { [LogField.Place] = "mars" }, StoredDistrict.Change);

        Assert.Equal("changed", await ReturnStateAsync(district, 1));
        Assert.IsType<EntryDecisionOutcome.Done>((await DecideAsync(district, 1, new EntryDecision.ReturnToProvider(), version: 2)).Outcome);
        Assert.Equal("waiting", await ReturnStateAsync(district, 1));
    }

    [Fact]
    public async Task Of_many_each_is_told_what_came_of_it()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry(), An.Entry().Id(2).At(10, 0, 30), An.Entry().Id(3).At(11, 0, 30));
        await DoneAsync(district, 3, new EntryDecision.NotBillable());

        var made = await Service.DecideManyAsync(
            district.DistrictId, [new(1, 1), new(2, 7), new(3, 1), new(404, 1)], new EntryDecision.NotBillable(), UserRole.Clerk, StoredDistrict.Change);

        Assert.IsType<EntryDecisionOutcome.Done>(made.Outcomes[1]);
        Assert.Equal(new EntryDecisionOutcome.Stale(1), made.Outcomes[2]);
        Assert.IsType<EntryDecisionOutcome.Already>(made.Outcomes[3]);
        Assert.IsType<EntryDecisionOutcome.NotFound>(made.Outcomes[404]);
        Assert.Single(await AuditAsync(district, 1), "entry.not-billed");
        Assert.Empty(await AuditAsync(district, 2));
    }

    [Fact]
    public async Task What_is_closed_is_frozen_but_may_be_returned()
    {
        var district = await StoredDistrict.CreateAsync(database);
        await district.LogAsync(An.Entry());
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                insert into billing.month_close
                    (district_id, service_month, close_number, closed_at, closed_by, check_run_id, entries, billable, billable_cents, left_out_cents)
                select district_id, service_month, 1, @When, 'test', check_run_id, 1, 1, value_cents, 0 from intake.entry where district_id = @DistrictId
                """,
                new { district.DistrictId, StoredDistrict.Change.When });
        }

        Assert.Equal(new EntryDecisionOutcome.Frozen(Sent: false), (await DecideAsync(district, 1, new EntryDecision.NotBillable())).Outcome);
        Assert.IsType<EntryDecisionOutcome.Done>((await DecideAsync(district, 1, new EntryDecision.ReturnToProvider())).Outcome);
    }

    [Fact]
    public async Task Another_districts_entry_is_not_there()
    {
        var theirs = await StoredDistrict.CreateAsync(database);
        await theirs.LogAsync(An.Entry());
        var ours = await StoredDistrict.CreateAsync(database);

        Assert.IsType<EntryDecisionOutcome.NotFound>((await DecideAsync(ours, 1, new EntryDecision.NotBillable())).Outcome);
    }

    private DecisionService Service => new(database.DataSource, StoredDistrict.Clock);

    private Task<(EntryDecisionOutcome Outcome, IReadOnlyList<long> SiblingsChanged)> DecideAsync(
        StoredDistrict district, long entryId, EntryDecision decision, string role = UserRole.Clerk, int version = 1) =>
        Service.DecideAsync(district.DistrictId, new(entryId, version), decision, role, StoredDistrict.Change);

    private async Task<EntryDecisionOutcome.Done> DoneAsync(StoredDistrict district, long entryId, EntryDecision decision) =>
        Assert.IsType<EntryDecisionOutcome.Done>((await DecideAsync(district, entryId, decision)).Outcome);

    /// <summary>One session on a day on which the school marked the student absent.</summary>
    private async Task<StoredDistrict> AbsentAsync(Func<SessionLog, SessionLog>? change = null)
    {
        var district = await StoredDistrict.CreateAsync(database, new DistrictBuilder().Change((Student student) => student with
        {
            Absences = [new Absence(1, new(2026, 10, 6), TimeOnly.MinValue, null)],
        }));
        await district.LogAsync(An.Entry().Log(change ?? (log => log)));
        return district;
    }

    private async Task MarkRunOutAsync(DateTimeOffset at)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await DecisionsInForce.MarkRunOutAsync(transaction, at, default);
        await transaction.CommitAsync();
    }

    private async Task<IReadOnlyList<RecordedDecision>> AllAsync(StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await RecordedDecision.OfEntryAsync(connection, district.DistrictId, entryId, default);
    }

    private async Task<IEnumerable<RecordedDecision>> OpenAsync(StoredDistrict district, long entryId) =>
        (await AllAsync(district, entryId)).Where(decision => decision.InForce);

    /// <summary>Where the entry stands, and the bucket that its cents lie in.</summary>
    private Task<(string Standing, string Bucket)> StandingAsync(StoredDistrict district, long entryId) => OneAsync<(string, string)>(
        """
        select s.standing, l.bucket
        from intake.entry_standing s
        join billing.ledger l on l.district_id = s.district_id and l.service_month = s.service_month and l.entry_id = s.entry_id
        where s.district_id = @DistrictId and s.entry_id = @entryId
        """,
        district, entryId);

    private Task<long> CentsAsync(StoredDistrict district, long entryId) =>
        OneAsync<long>("select value_cents from intake.entry where district_id = @DistrictId and entry_id = @entryId", district, entryId);

    private Task<string> ReturnStateAsync(StoredDistrict district, long entryId) =>
        OneAsync<string>("select state from intake.entry_return where district_id = @DistrictId and entry_id = @entryId", district, entryId);

    private async Task<IReadOnlyList<string>> AuditAsync(StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select action from ops.audit_event where district_id = @DistrictId and subject_kind = 'entry' and subject_id = @entryId::text",
            new { district.DistrictId, entryId })];
    }

    private async Task<T> OneAsync<T>(string sql, StoredDistrict district, long entryId)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, new { district.DistrictId, entryId });
    }
}
