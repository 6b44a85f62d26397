using System.Text;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary>Whatever a person types or sends: a message that says what to do, the exit code that docs/operations.md promises, nothing half-written.</summary>
public sealed class BadInputTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    /// <summary>What a refused file leaves: itself, why it was refused, and that it happened.</summary>
    private static readonly string[] _keptOfARefusedFile =
        ["intake.import_file", "ops.stored_file", "ops.stored_file_chunk", "ops.audit_event", "ops.counter"];

    /// <summary>Command line, exit code, words of the message. {name} is that file of <see cref="Files"/>.</summary>
    public static TheoryData<string, int, string> NotUnderstood => new()
    {
        { "", 2, "medlogs --help" },
        { "migrate --nope", 2, "'--nope'" },
        { "moth close --month 2026-10", 2, "'moth'" },
        { "month", 2, "medlogs month --help" },
        { "month close", 2, "--month" },
        { "check --month 2026-13", 2, "'2026-13' is not a month" },
        { "check --month October", 2, "'October' is not a month" },
        { "check --month 2026-10 --as-of 2026-02-30", 2, "'2026-02-30' is not a day" },
        { "check --month 2026-10 --district elm-city", 2, "There is no district 'elm-city'. There are: maple-grove." },
        { "month close --month 2026-10", 1, "2026-10 must be checked again first (students changed): medlogs check --month 2026-10" },
        { "month close --month 2027-01", 1, "2027-01 has no entries" },
        { "month export --month 2026-10", 1, "2026-10 is not closed yet: medlogs month close --month 2026-10" },
        { "month show --month 10/2026", 2, "'10/2026' is not a month" },
        { "session-logs --month 2026-13", 2, "'2026-13' is not a month" },
        { "session-logs --month 2026-10 --out {header-only.csv}", 2, "header-only.csv" },
        { "reconcile --month 2026-13", 2, "'2026-13' is not a month" },
        { "reconcile --month 2026-10 --out {header-only.csv}", 2, "header-only.csv" },
        { "minutes", 2, "medlogs minutes --help" },
        { "minutes compliance --by moon", 2, "'moon'" },
        { "minutes compliance --by school --per week", 2, "--per goes with --by student alone" },
        { "minutes compliance --from October", 2, "'October' is not a day" },
        { "minutes owed --from 2026-10-31 --to 2026-10-01 --as-of 2026-11-09", 2, "the first day must come first" },
        { "minutes owed --from 2020-10-31 --as-of 2026-11-09", 2, "800 days are the most" },
        { "minutes days --to 0001-02-03", 2, "the first day must come first" },
        { "minutes days --as-of 9998-12-31", 2, "the first day must come first" },
        { "minutes student 9999", 2, "There is no student '9999'." },
        { "minutes student", 2, "Required argument missing" },
        { "minutes days --out {header-only.csv}", 2, "header-only.csv" },
        { "report", 2, "medlogs report --help" },
        { "report aging", 2, "Name one month with --month, or several with --from and --to." },
        { "report aging --month 2026-10 --from 2026-09", 2, "Name one month with --month, or several with --from and --to." },
        { "report aging --month October", 2, "'October' is not a month" },
        { "report aging --month 2026-10 --by planet", 2, "'planet'" },
        { "report aging --month 2026-10 --format pdf", 2, "'pdf'" },
        { "report aging --from 2026-10 --to 2026-09", 2, "the first month must come first" },
        { "report aging --from 2010-10 --to 2026-09", 2, "120 are the most" },
        { "report remittances --month 2026-10 --by month", 2, "'--by'" },
        { "report audit-pack", 2, "--line" },
        { "report audit-pack --line M000100000006J01", 2, "There is no claim line 'M000100000006J01'." },
        { "packs", 2, "medlogs packs --help" },
        { "packs show atlantis", 1, "There is no rule pack named 'atlantis'; there are base, nh, oh, tx." },
        { "packs show nh --on October", 2, "'October' is not a day" },
        { "packs validate {never-written.json}", 2, "does not exist" },
        { "packs override", 2, "Name a file, or --none." },
        { "packs override {not-json.json} --none", 2, "Name a file, or --none." },
        { "packs override {not-json.json}", 1, "not-json.json:1:" },
        { "packs diff --month 2026-10", 2, "Name either --pack or --grid." },
        { "packs diff --month 2026-10 --grid {header-only.csv} --pack nh", 2, "Name either --pack or --grid." },
        { "packs diff --month 2026-13 --pack nh", 2, "'2026-13' is not a month" },
        { "stop --local {header-only.csv}", 2, "header-only.csv" },
        { "import logs {never-written.csv}", 2, "does not exist" },
        { "import lunches {header-only.csv}", 2, "'lunches'" },
        { "import logs", 2, "Required argument missing for command: 'import'." },
        { "import logs {header-only.csv} {never-written.csv}", 2, "does not exist" },
        { "import logs {header-only.csv} --mapping {never-written.json}", 2, "does not exist" },
        { "import logs {header-only.csv} --mapping {not-json.json}", 1, "The column mapping is not JSON (line 1)." },
        { "import logs {header-only.csv} --mapping {unknown-column.json}", 1, "names a column that logs files do not have: \"shoe_size\"" },
        { "import logs {header-only.csv} --mapping {for-students.json}", 2, "The column mapping is for students files, not for logs files." },
        { "import leie", 2, "Required argument missing for command: 'leie'." },
        { "import leie {header-only.csv}", 2, "--month" },
        { "import leie {header-only.csv} --month 2026-10", 1, "The first line is not the header of a LEIE file." },
        { "screening", 2, "medlogs screening --help" },
        { "screening list --month October", 2, "'October' is not a month" },
        { "screening decide P1 --month 2026-10 --reason none", 2, "Say one of --clear and --excluded." },
        { "screening decide P1 --month 2026-10 --clear --excluded --reason none", 2, "Say one of --clear and --excluded." },
        { "screening decide P1 --month 2026-10 --clear", 2, "--reason" },
        { "screening decide P1 --month 2026-10 --clear --reason none", 1, "The last screening of 2026-10 has no match by name" },
        { "district {never-written.json}", 2, "does not exist" },
        { "district {not-json.json}", 1, "Line 1" },
        { "district {no-code.json}", 1, "code is not 1 to 40 lower-case letters" },
        { "district {long-name.json}", 1, "name is not a text of 1 to 60 characters" },
        { "district {no-phone.json}", 1, "phone is not a telephone number: ten digits" },
        { "district {no-npi.json}", 1, "npi is not a National Provider Identifier" },
        { "district {no-payer.json}", 1, "There is no payer profile named 'nobody'" },
        { "district {no-pack.json}", 1, "pack: " },
        { "demo --data {no-such-folder}", 2, "There is no sample district in" },
        { "user add dana@maple-grove.example --role king --name Dana", 2, "'king'" },
        { "user password nobody@maple-grove.example", 1, "no such account" },
        { "user add dana --role clerk --name Dana", 1, "The e-mail address is not one." },
        { "user add dana@maple-grove.example --role provider --name Dana", 1, "A provider's account names its provider" },
        { "user add dana@maple-grove.example --role provider --name Dana --provider P999", 2, "no provider of that number" },
    };

    public static TheoryData<string, string> RefusedFiles => new()
    {
        { "utf-16.csv", "The file is UTF-16, not UTF-8." },
        { "latin-1.csv", "The file is not UTF-8: byte" },
        { "empty.csv", "The file is empty." },
        { "duplicate-header.csv", "Column there twice: rate." },
        { "unknown-column.csv", "Column not known: colour." },
        { "missing-column.csv", "Column missing: valid_from." },
        { "no-header.csv", "The first line is not the header of a rates file. It must name: procedure, valid_from, rate." },
    };

    /// <summary>File, then rows, entered, changed, malformed and duplicates.</summary>
    public static TheoryData<string, string> FilesWithBadLines => new()
    {
        { "header-only.csv", "0 0 0 0 0" },
        { "long-row.csv", "2 1 0 1 0" },
        { "nul.csv", "2 1 0 1 0" },
    };

    private static Dictionary<string, byte[]> Files { get; } = new Dictionary<string, object>
    {
        ["header-only.csv"] = CommandDistrict.Sample("logs-district.csv", 1),
        ["long-row.csv"] = "procedure,valid_from,rate\n" + new string('9', 70_000) + ",2025-07-01,17.79\n90001,2025-07-01,17.79\n",
        ["nul.csv"] = "procedure,valid_from,rate\n9\0507,2025-07-01,17.79\n90002,2025-07-01,17.79\n",
        ["utf-16.csv"] = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("procedure,valid_from,rate\n92507,2025-07-01,17.79\n")).ToArray(),
        ["latin-1.csv"] = Encoding.Latin1.GetBytes("procedure,valid_from,rate\n92507,2025-07-01,Zoë\n"),
        ["empty.csv"] = "",
        ["duplicate-header.csv"] = "procedure,valid_from,rate,rate\n92507,2025-07-01,17.79,17.79\n",
        ["unknown-column.csv"] = "procedure,valid_from,rate,colour\n92507,2025-07-01,17.79,red\n",
        ["missing-column.csv"] = "procedure,rate\n92507,17.79\n",
        ["no-header.csv"] = "92507,2025-07-01,17.79\n",
        ["not-json.json"] = "not json",
        ["unknown-column.json"] = """{ "source": "elm", "kind": "logs", "columns": { "shoe_size": "Size" } }""",
        ["for-students.json"] = """{ "source": "elm", "kind": "students", "columns": { "student_number": "Number" } }""",
        ["no-code.json"] = DistrictWith("\"code\": \"maple-grove\"", "\"code\": \"Maple Grove\""),
        ["long-name.json"] = DistrictWith("Maple Grove School District", new string('M', 61)),
        ["no-phone.json"] = DistrictWith("6035550142", "603-555-0142"),
        ["no-npi.json"] = DistrictWith("1256245485", "1256245486"),
        ["no-payer.json"] = DistrictWith("nh-mmis", "nobody"),
        ["no-pack.json"] = DistrictWith("\"pack\": \"nh\"", "\"pack\": \"zz\""),
    }.ToDictionary(file => file.Key, file => file.Value as byte[] ?? Encoding.UTF8.GetBytes((string)file.Value));

    [Theory, MemberData(nameof(NotUnderstood))]
    public async Task Says_what_is_wrong_and_changes_nothing(string commandLine, int exitCode, string message)
    {
        var before = await ContentsAsync();

        var result = await RunAsync(commandLine);

        AssertFailed(result, exitCode, message);
        before.AssertSame(await ContentsAsync());
    }

    [Theory, MemberData(nameof(RefusedFiles))]
    public async Task Refuses_a_file_that_cannot_be_read_and_keeps_the_file_alone(string file, string message)
    {
        var before = await ContentsAsync();

        var result = await RunAsync($"import rates {{{file}}}");

        Assert.Contains("refused", result.Output, StringComparison.Ordinal);
        AssertFailed(result with { Output = "" }, 1, $"{file}: ");
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        before.AssertSame(await ContentsAsync(), _keptOfARefusedFile);
    }

    [Theory, MemberData(nameof(FilesWithBadLines))]
    public async Task Takes_in_the_good_lines_of_a_file_and_counts_the_others(string file, string counts)
    {
        var result = await RunAsync($"import {(file == "header-only.csv" ? "logs" : "rates")} {{{file}}}");

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith(counts, string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_an_unknown_student_is_an_entry_with_a_finding()
    {
        var rows = CommandDistrict.Sample("logs-district.csv", 3).Split('\n');
        var file = district.Write("unknown-student.csv", $"{rows[0]}\n{rows[2]}\n");

        var result = await district.RunAsync("import", "logs", file, "--as-of", "2026-11-09");

        Assert.Equal(0, result.ExitCode);
        await using var query = district.Database.DataSource.CreateCommand(
            "select string_agg(f.code, ' ' order by f.code) from intake.finding f join intake.entry e using (district_id, service_month, entry_id) where e.row_id = $1");
        query.Parameters.AddWithValue(rows[2].Split(',')[0]);
        Assert.Contains("STU_MATCH", (string)(await query.ExecuteScalarAsync())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_person_is_not_added_twice()
    {
        string[] dana = ["user", "add", "dana.clerk@maple-grove.example", "--role", "clerk", "--name", "Dana Clerk"];
        Assert.Equal(0, (await district.RunAsync(dana)).ExitCode);
        var before = await ContentsAsync();

        var result = await district.RunAsync(dana);

        AssertFailed(result, 1, "There is already an account for this e-mail address.");
        before.AssertSame(await ContentsAsync());
    }

    private static void AssertFailed(MedlogsResult result, int exitCode, string message)
    {
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal); // a stack trace
        Assert.DoesNotContain('\e', result.Errors); // colours, where there is no terminal
    }

    private static string DistrictWith(string text, string instead)
    {
        var file = File.ReadAllText(CommandDistrict.SamplePath("district.json"));
        Assert.Contains(text, file, StringComparison.Ordinal);
        return file.Replace(text, instead, StringComparison.Ordinal);
    }

    private Task<TableContents> ContentsAsync() => TableContents.ReadAsync(district.Database.DataSource);

    private Task<MedlogsResult> RunAsync(string commandLine) => district.RunAsync(
        commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.StartsWith('{') ? PathOf(word.Trim('{', '}')) : word));

    private string PathOf(string name) => Files.TryGetValue(name, out var content) ? district.Write(name, content) : district.PathOf(name);
}
