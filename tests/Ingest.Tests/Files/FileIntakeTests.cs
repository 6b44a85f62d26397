using System.Security.Cryptography;
using System.Text;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Tests.People;
using MedicaidLogs.TestKit;
using Npgsql;

namespace MedicaidLogs.Ingest.Tests.Files;

/// <summary>Received once, taken in whole or not at all, and never lost in between.</summary>
public sealed class FileIntakeTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Rates = "procedure,modifiers,valid_from,valid_to,rate\n92507,,2025-07-01,,17.79\nbroken\n92507,,2025-07-01,,17.79\n";

    private sealed record FileRow(
        string Kind, string Source, string FileName, string Status, string? Refusal, DateTimeOffset ReceivedAt, string ReceivedBy,
        int RowsTotal, int RowsEntered, int RowsMalformed, int RowsDuplicate);

    [Fact]
    public async Task A_file_is_kept_with_its_counts_and_its_malformed_lines()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        var outcome = await intake.SendAsync("rates", Rates);

        Assert.Equal(new IntakeOutcome.TakenIn(1, Rows: 3, Entered: 1, Changed: 0, Malformed: 1, Duplicates: 1), outcome);
        Assert.Equal(
            new FileRow("rates", "district", "rates.csv", "taken-in", null, Intake.Noon, "command:import", 3, 1, 1, 1),
            Assert.Single(await FilesAsync(intake)));
        Assert.Equal(["3: It has 1 fields, the header has 5."], await intake.MalformedAsync());
        Assert.Equal("broken"u8.ToArray(), Assert.Single(await intake.QueryAsync<byte[]>("select raw_line from intake.malformed_line where district_id = @districtId")));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(Rates)), Assert.Single(await intake.QueryAsync<byte[]>("select sha256 from ops.stored_file where district_id = @districtId")));
        Assert.Equal(["file.taken-in"], await EventsAsync(intake));
    }

    [Fact]
    public async Task The_same_file_again_does_nothing_and_says_when_it_came()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.SendAsync("rates", Rates);
        intake.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new IntakeOutcome.AlreadyTakenIn(1, Intake.Noon), await intake.SendAsync("rates", Rates));
        Assert.Single(await FilesAsync(intake));
        Assert.Equal(["file.taken-in"], await EventsAsync(intake));

        // No number was lost by it.
        Assert.Equal(2, (await intake.SendAsync("rates", Rates + "\n")).ImportFileId);
    }

    [Fact]
    public async Task The_same_file_at_the_same_time_is_one_file()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => intake.SendAsync("rates", Rates)));

        Assert.Single(outcomes.OfType<IntakeOutcome.TakenIn>());
        Assert.Equal(5, outcomes.OfType<IntakeOutcome.AlreadyTakenIn>().Count());
        Assert.Single(await FilesAsync(intake));
    }

    [Fact]
    public async Task A_refused_file_leaves_its_bytes_and_the_reason_and_nothing_else()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        var outcome = await intake.SendAsync("rates", "procedure,rate\n92507,17.79\n");

        const string Reason = "The header line does not fit. Column missing: valid_from.";
        Assert.Equal(new IntakeOutcome.Refused(1, Reason), outcome);
        var file = Assert.Single(await FilesAsync(intake));
        Assert.Equal(("refused", Reason, 0), (file.Status, file.Refusal, file.RowsTotal));
        Assert.Equal([1L], await intake.QueryAsync<long>("select count(*) from ops.stored_file where district_id = @districtId"));
        Assert.Equal([0L], await intake.QueryAsync<long>("select count(*) from intake.rate where district_id = @districtId"));
        Assert.Equal(["file.refused"], await EventsAsync(intake));
    }

    [Fact]
    public async Task A_file_that_is_given_up_in_its_middle_leaves_no_row()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        var broken = string.Concat(Enumerable.Repeat("x\n", CsvFile.MaxMalformedLines));

        Assert.IsType<IntakeOutcome.Refused>(await intake.SendAsync("rates", Rates + broken));

        Assert.Equal([0L], await intake.QueryAsync<long>("select count(*) from intake.rate where district_id = @districtId"));
        Assert.Equal([0L], await intake.QueryAsync<long>("select count(*) from intake.malformed_line where district_id = @districtId"));
    }

    [Fact]
    public async Task A_refused_file_may_come_again_with_a_mapping()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        const string Vendor = "Code,Since,Dollars,By\n92507,7/1/2025,17.79,me\n";
        Assert.IsType<IntakeOutcome.Refused>(await intake.SendAsync("rates", Vendor));

        var mapping = ColumnMapping.Parse("""
            { "source": "fees", "kind": "rates", "columns": { "procedure": "Code", "valid_from": "Since", "rate": "Dollars" },
              "ignore": ["By"], "dates": ["M/d/yyyy"] }
            """);
        var outcome = Assert.IsType<IntakeOutcome.TakenIn>(await intake.SendAsync("rates", Vendor, mapping));

        Assert.Equal((1, 1), (outcome.ImportFileId, outcome.Entered));
        var file = Assert.Single(await FilesAsync(intake));
        Assert.Equal(("taken-in", "fees", null), (file.Status, file.Source, file.Refusal));
        Assert.Equal(1779, (await intake.ReferenceAsync()).RateCents("92507", "", Intake.Day("2025-07-01")));
    }

    [Fact]
    public async Task A_file_whose_taking_in_died_stays_received_and_the_next_try_completes_it()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.ExecuteAsync("alter table intake.rate add constraint dies_here check (rate_cents <> 1779) not valid");
        try
        {
            await Assert.ThrowsAsync<PostgresException>(() => intake.SendAsync("rates", Rates));

            Assert.Equal("received", Assert.Single(await FilesAsync(intake)).Status);
            Assert.Equal([0L], await intake.QueryAsync<long>("select count(*) from intake.malformed_line where district_id = @districtId"));
            Assert.Empty(await EventsAsync(intake));
        }
        finally
        {
            await intake.ExecuteAsync("alter table intake.rate drop constraint dies_here");
        }

        Assert.Equal(new IntakeOutcome.TakenIn(1, 3, 1, 0, 1, 1), await intake.Files.TakeInAsync(intake.DistrictId, 1, Actor.Command("serve")));
        Assert.Equal(new IntakeOutcome.AlreadyTakenIn(1, Intake.Noon), await intake.Files.TakeInAsync(intake.DistrictId, 1, Actor.Command("serve")));
    }

    [Fact]
    public async Task Months_with_entries_become_stale_when_what_they_are_checked_against_changes()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.SendAsync("rates", Rates);
        await intake.ExecuteAsync("""
            insert into intake.check_run (district_id, check_run_id, service_month, scope, as_of, pack_name, pack_version, pack_hash, entries, started_at)
            select @districtId, n, '2026-10-01', 'month', '2026-11-09', 'nh', '1', 'x', 0, now() from generate_series(1, 2) n
            """);

        await intake.SendAsync("rates", Rates + "\n"); // says nothing new
        Assert.Empty(await StaleAsync(intake));

        await intake.SendAsync("rates", "procedure,valid_from,rate\n92507,2025-07-01,18.00\n");
        Assert.Equal(["2026-10-01 rates changed"], await StaleAsync(intake));
    }

    [Fact]
    public async Task An_empty_table_of_rows_is_taken_in()
    {
        var intake = await Intake.OfNewDistrictAsync(database);

        foreach (var kind in FileKinds.All)
        {
            var header = string.Join(',', kind.Format.Columns.Select(column => column.Name));
            Assert.Equal((0, 0, 0, 0, 0), await intake.CountAsync(kind.Format.Kind, header));
        }
    }

    [Fact]
    public async Task Each_row_of_a_logs_file_is_an_entry_malformed_or_a_duplicate()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        await intake.CountAsync("students", Intake.Students);
        const string Header = "row_id,student_number,provider_number,service,mode,date,start,end,attendance\n";
        const string First = "L1,S1,P9,SPEECH,individual,2026-10-06,09:00,09:30,P\n";

        Assert.Equal((4, 1, 0, 2, 1), await intake.CountAsync("logs", $"{Header}{First}L2,S1,P9,SPEECH,duo,2026-10-06,,,P\n{First}{First.Replace("09:30", "09:45", StringComparison.Ordinal)}"));

        Assert.Equal(
            ["3: mode is none of individual, group, consult.", "5: The row id stands on line 2 already, with other contents; give each row its own id."],
            await intake.MalformedAsync());
        Assert.Equal(["2 2 L1"], await intake.QueryAsync<string>("select import_file_id || ' ' || line_number || ' ' || row_id from intake.entry where district_id = @districtId"));
        Assert.Empty(await StaleAsync(intake));
    }

    [Fact]
    public async Task A_mapping_for_another_kind_is_a_mistake_of_the_caller()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        var mapping = ColumnMapping.Parse("""{ "source": "fees", "kind": "rates" }""");

        await Assert.ThrowsAsync<ArgumentException>(() => intake.SendAsync("logs", "x", mapping));
        Assert.Empty(await FilesAsync(intake));
    }

    [Fact]
    public async Task A_file_beyond_256_MiB_is_not_kept()
    {
        var intake = await Intake.OfNewDistrictAsync(database);
        var endless = new EndlessStream(FileStore.MaximumBytes + 1);

        await Assert.ThrowsAsync<FileTooLargeException>(() => intake.Files.ImportAsync(intake.DistrictId, Intake.Sent("rates"), endless));
        Assert.Empty(await FilesAsync(intake));
    }

    [Theory]
    [InlineData("/home/clerk/october.csv", "october.csv")]
    [InlineData("C:\\Users\\clerk\\october.csv", "october.csv")]
    [InlineData("", "file.csv")]
    public void A_file_name_has_no_path(string sent, string kept) =>
        Assert.Equal(kept, new SentFile("logs", sent, null, Actor.Command("import")).FileName);

    private static Task<List<FileRow>> FilesAsync(Intake intake) => intake.QueryAsync<FileRow>("""
        select kind, source, file_name, status, refusal, received_at, received_by, rows_total, rows_entered, rows_malformed, rows_duplicate
        from intake.import_file where district_id = @districtId
        """);

    private static Task<List<string>> EventsAsync(Intake intake) =>
        intake.QueryAsync<string>("select action from ops.audit_event where district_id = @districtId order by seq");

    private static Task<List<string>> StaleAsync(Intake intake) =>
        intake.QueryAsync<string>("select service_month || ' ' || reason from intake.stale_month where district_id = @districtId");

    /// <summary>Zeros up to a length, which cannot be read twice.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
