using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Jobs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit;
using MedicaidLogs.Worker.Jobs;
using MedicaidLogs.Worker.Tests.Commands;

namespace MedicaidLogs.Worker.Tests.Jobs;

/// <summary>What workers do each night beside the books.</summary>
public sealed class NightJobsTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    private static readonly DateOnly _night = new(2026, 11, 9);

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Each_desk_is_reminded_of_what_waits_and_a_second_run_changes_nothing()
    {
        await district.TakeInAsync("providers", File.ReadAllText(CommandDistrict.SamplePath("providers.csv")));
        await ExecuteAsync("update intake.entry set signed_at = null, signed_by = ''");
        await new MonthCheck(district.Database.DataSource, _clock).RunAsync(district.DistrictId, new(2026, 10, 1), Actor.Command("test"));
        var provider = await ScalarAsync("select provider_id from intake.entry");
        await ExecuteAsync($"update intake.credential set valid_to = '2026-11-20' where provider_id = {provider}");

        await RemindAsync();
        var first = await RowsAsync();
        await RemindAsync();

        Assert.Equal(first, await RowsAsync());
        Assert.Contains($"provider {provider} unsigned 1 0", first);
        Assert.Contains($"provider {provider} own-papers 1 0", first);
        Assert.Contains(first, row => row.StartsWith("clerk 0 expiring-credential ", StringComparison.Ordinal));
        Assert.Equal(1, await ScalarAsync("select count(*) from ops.night_work where kind = 'note-reminders'"));
    }

    [Fact]
    public async Task What_is_old_is_deleted_and_what_an_audit_may_ask_for_stays()
    {
        await ExecuteAsync($"""
            insert into ops.user_account (district_id, user_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
            values ({district.DistrictId}, '{User}', 'a@b.example', 'A@B.EXAMPLE', 'A', 'clerk', '', '');
            insert into ops.session (district_id, session_id, user_id, created_at, last_seen_at, browser, address)
            select {district.DistrictId}, gen_random_uuid(), '{User}', at, at, '', ''
            from unnest('{"{2026-01-05, 2026-02-05, 2026-11-08}"}'::timestamptz[]) at;
            insert into ops.held_form values ({district.DistrictId}, '{User}', '/x', '', '2026-11-01');
            insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, ended_at)
            values ({district.DistrictId}, 'x', '1', 'dismissed', '2025-01-01', '2025-01-01', '2025-01-01'),
                   ({district.DistrictId}, 'x', '2', 'dismissed', '2026-10-01', '2026-10-01', '2026-10-01');
            insert into ops.place (district_id, place_id, name, setup, set_at, set_by) values ({district.DistrictId}, 1, 'vendor', '{"{}"}', '2024-01-01', 'command:test');
            insert into ops.place_file (district_id, place_id, file_name, length_bytes, changed, seen_at, kind, outcome, fetched_at, import_file_id, gone_at)
            values ({district.DistrictId}, 1, 'left-long-ago', 1, '', '2024-01-01', 'logs', 'taken-in', '2024-01-01', 1, '2025-01-01'),
                   ({district.DistrictId}, 1, 'left-lately', 1, '', '2024-01-01', 'logs', 'taken-in', '2024-01-01', 1, '2026-10-01'),
                   ({district.DistrictId}, 1, 'still-there', 1, '', '2024-01-01', 'logs', 'taken-in', '2024-01-01', 1, null);
            """);
        var (kept, shared) = (await ScalarAsync("select count(*) from ops.stored_file"), await ScalarAsync("select count(*) from intake.import_file"));
        await ExecuteAsync($"""
            insert into ops.stored_file (district_id, sha256, length_bytes) values ({district.DistrictId}, sha256('old'), 3);
            insert into intake.correction_sheet (district_id, sheet_id, sha256, file_name, sent_at, sent_by)
            values ({district.DistrictId}, 1, sha256('old'), 'a.csv', '2026-09-01', 'user:x');
            insert into intake.correction_sheet (district_id, sheet_id, sha256, file_name, sent_at, sent_by)
            select district_id, 2, sha256, 'b.csv', '2026-09-01', 'user:x' from intake.import_file limit 1;
            """);

        await ForgetAsync();
        await ForgetAsync();

        Assert.Equal(1, await ScalarAsync($"select count(*) from ops.session where user_id = '{User}'"));
        Assert.Equal(0, await ScalarAsync("select count(*) from ops.held_form"));
        Assert.Equal("2", await TextAsync("select string_agg(subject, ' ') from ops.job_run where state = 'dismissed'"));
        Assert.Equal("left-lately still-there", await TextAsync("select string_agg(file_name, ' ' order by file_name) from ops.place_file"));
        Assert.Equal(0, await ScalarAsync("select count(*) from intake.correction_sheet"));
        Assert.Equal((kept, shared), (await ScalarAsync("select count(*) from ops.stored_file"), await ScalarAsync("select count(*) from intake.import_file")));
    }

    [Fact]
    public async Task A_district_keeps_what_it_says_for_longer()
    {
        const string Dismissed = "select count(*) from ops.job_run where subject = 'kept'";
        await ExecuteAsync($"""
            insert into ops.job_run (district_id, kind, subject, state, queued_at, not_before, ended_at)
            values ({district.DistrictId}, 'x', 'kept', 'dismissed', '2025-10-01', '2025-10-01', '2025-10-01');
            update ops.district set settings = settings || '{"{\"keepDays\": {\"left_jobs\": 500}}"}';
            """);
        await ForgetAsync();
        Assert.Equal(1, await ScalarAsync(Dismissed));

        await ExecuteAsync("update ops.district set settings = settings - 'keepDays'");
        await ForgetAsync();
        Assert.Equal(0, await ScalarAsync(Dismissed));
    }

    [Fact]
    public async Task The_last_sign_in_of_an_account_stays_however_old()
    {
        var other = Guid.NewGuid();
        await ExecuteAsync($"""
            insert into ops.user_account (district_id, user_id, email, normalized_email, display_name, role, security_stamp, concurrency_stamp)
            values ({district.DistrictId}, '{other}', 'c@d.example', 'C@D.EXAMPLE', 'C', 'clerk', '', '');
            insert into ops.session (district_id, session_id, user_id, created_at, last_seen_at, browser, address)
            values ({district.DistrictId}, gen_random_uuid(), '{other}', '2025-01-05', '2025-01-05', '', '');
            """);

        await ForgetAsync();

        Assert.Equal(1, await ScalarAsync($"select count(*) from ops.session where user_id = '{other}'"));
    }

    private static Guid User { get; } = Guid.NewGuid();

    private Task RemindAsync() => new NoteRemindersJob(district.Database.DataSource, _clock).RunAsync(new(district.DistrictId.Value, _night), new Progress<JobProgress>(), default);

    private Task ForgetAsync() => new ForgetOldJob(district.Database.DataSource, _clock).RunAsync(new(district.DistrictId.Value, _night), new Progress<JobProgress>(), default);

    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>("select concat_ws(' ', role, provider_id, kind, waiting, before) from ops.reminder order by 1")];
    }

    private async Task<long> ScalarAsync(string sql) => long.Parse(await TextAsync(sql), CultureInfo.InvariantCulture);

    private async Task<string> TextAsync(string sql)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        return Convert.ToString(await connection.ExecuteScalarAsync(sql), CultureInfo.InvariantCulture)!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await district.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
