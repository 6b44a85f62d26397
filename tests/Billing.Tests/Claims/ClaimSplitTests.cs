using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Billing.Tests.Payers;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Billing.Tests.Claims;

/// <summary>One more than a claim, a subscriber or a transaction holds: counts as large as the limits, through a claim run.</summary>
public sealed class ClaimSplitTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    /// <summary>Speech alone and in a group on each day of October, for student S1: 62 lines under one diagnosis.</summary>
    private const string TwiceADaySql = """
        insert into intake.entry
        select r.*
        from intake.entry e
        cross join generate_series(1, 31) day
        cross join (values (0, 'individual', '92507', 'GN'), (1, 'group', '92508', 'GN')) code (ordinal, mode, procedure, modifiers)
        cross join lateral jsonb_populate_record(e, jsonb_build_object(
            'entry_id', 100 * day + code.ordinal, 'row_id', 'x' || 100 * day + code.ordinal, 'service_date', make_date(2026, 10, day),
            'mode', code.mode, 'procedure', code.procedure, 'modifiers', code.modifiers)) r
        where e.district_id = @DistrictId and e.entry_id = 1;
        delete from intake.entry where district_id = @DistrictId and entry_id = 1
        """;

    /// <summary>The same by telehealth: 124 lines.</summary>
    private const string AlsoByTelehealthSql = """
        insert into intake.entry
        select r.*
        from intake.entry e
        cross join lateral jsonb_populate_record(e, jsonb_build_object(
            'entry_id', e.entry_id + 10, 'row_id', 'y' || e.entry_id, 'telehealth', true, 'modifiers', e.modifiers || ' 95')) r
        where e.district_id = @DistrictId
        """;

    /// <summary>Student S1 and S1's session, 5,001 times in all.</summary>
    private const string FiveThousandMoreSql = """
        insert into intake.student
        select r.*
        from intake.student s
        cross join generate_series(1, 5000) n
        cross join lateral jsonb_populate_record(s, jsonb_build_object(
            'student_id', 1000 + n, 'student_number', 'X' || n, 'medicaid_id', lpad((20000000000 + n)::text, 11, '0'))) r
        where s.district_id = @DistrictId and s.student_number = 'S1';
        insert into intake.entry
        select r.*
        from intake.entry e
        cross join generate_series(1, 5000) n
        cross join lateral jsonb_populate_record(e, jsonb_build_object(
            'entry_id', 1000 + n, 'row_id', 'x' || n, 'student_id', 1000 + n, 'student_number', 'X' || n)) r
        where e.district_id = @DistrictId
        """;

    [Fact]
    public async Task The_fifty_first_line_begins_a_claim()
    {
        var month = await WithOneSessionAsync(TwiceADaySql);

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal((2, 62, 62), (built.Totals.Claims, built.Totals.Lines, built.Totals.Entries));
        Assert.Equal([50, 12], await month.QueryAsync<int>(
            "select count(*)::int from billing.claim_line where district_id = @DistrictId group by claim_id order by claim_id"));
        Assert.Equal([50, 12], Counts(await month.FileAsync(built), "~CLM*", "~LX*"));
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task The_hundred_and_first_claim_begins_a_subscriber_loop()
    {
        var month = await WithOneSessionAsync($"{TwiceADaySql}; {AlsoByTelehealthSql}");

        var built = Assert.IsType<ClaimRunOutcome.Built>(
            await month.BuildAsync(AProfile.Like("nh-mmis", edition => edition["claims"]!["linesPerClaim"] = 1)));

        Assert.Equal((124, 0), (built.Totals.Claims, built.LeftReady.Entries));
        Assert.Equal([100, 24], Counts(await month.FileAsync(built), "*1*22*0~", "~CLM*"));
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task The_five_thousand_and_first_claim_begins_a_transaction()
    {
        var month = await WithOneSessionAsync(FiveThousandMoreSql);

        var built = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.Equal((5_001, 0), (built.Totals.Claims, built.LeftReady.Entries));
        Assert.Equal([5_000, 1], Counts(await month.FileAsync(built), "~ST*837*", "~CLM*"));
        Assert.Equal(await month.FileAsync(built), await month.RebuiltAsync(built));
    }

    [Fact]
    public async Task What_a_full_file_has_no_room_for_goes_with_the_next()
    {
        var month = await WithOneSessionAsync(FiveThousandMoreSql);

        var first = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync(fullFileBytes: 1_000_000));
        var second = Assert.IsType<ClaimRunOutcome.Built>(await month.BuildAsync());

        Assert.InRange(first.File.LengthBytes, 1_000_000, 1_200_000);
        Assert.Equal(5_001 - first.Totals.Claims, first.LeftReady.Entries);
        Assert.Equal(["FILE_FULL"], first.LeftReady.Reasons.Select(reason => reason.Code));
        Assert.Equal((first.LeftReady.Entries, 0), (second.Totals.Claims, second.LeftReady.Entries));
        Assert.Equal(await month.FileAsync(first), await month.RebuiltAsync(first));
    }

    private async Task<ClaimMonth> WithOneSessionAsync(string andMoreSql)
    {
        var month = await ClaimMonth.CreateAsync(database);
        await month.LogAsync(ClaimMonth.Session(1, "S1", 6));
        await month.ExecuteAsync(andMoreSql);
        Assert.IsType<CloseOutcome.Closed>(await month.CloseAsync());
        return month;
    }

    /// <summary>How often a segment stands in each part of the file that another begins.</summary>
    private static IEnumerable<int> Counts(byte[] file, string part, string segment) =>
        Encoding.ASCII.GetString(file).Split(part)[1..].Select(each => each.Split(segment).Length - 1);
}
