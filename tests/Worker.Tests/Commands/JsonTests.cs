using System.Text.Json.Nodes;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Worker.Tests.Commands;

/// <summary><c>--json</c>: one JSON object on standard output, whatever happens; people's lines only on standard error.</summary>
public sealed class JsonTests(CommandDistrict district, DatabaseFixture empty) : IClassFixture<CommandDistrict>, IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("migrate", 0, "migrated")]
    [InlineData("migrate --nope", 2, "errors")]
    [InlineData("district {district.json}", 0, "district")]
    [InlineData("packs list", 0, "packs")]
    [InlineData("packs show nh --on 2026-10-15", 0, "pack")]
    [InlineData("packs show", 0, "pack")]
    [InlineData("packs show atlantis", 1, "errors")]
    [InlineData("packs show nh --on October", 2, "errors")]
    [InlineData("packs validate {district.json}", 1, "faults errors")]
    [InlineData("packs override --none", 0, "override")]
    [InlineData("packs override", 2, "errors")]
    [InlineData("packs override {district.json}", 1, "errors")]
    [InlineData("packs diff --month 2026-10 --pack tx", 0, "difference")]
    [InlineData("packs diff --month 2026-10 --grid {grid.csv}", 0, "grid difference")]
    [InlineData("packs diff --month 2026-10 --grid {rates.csv}", 1, "errors")]
    [InlineData("packs diff --month 2026-10 --pack atlantis", 1, "errors")]
    [InlineData("packs diff --month 2026-10", 2, "errors")]
    [InlineData("import rates {rates.csv}", 0, "files")]
    [InlineData("import rates {district.json}", 1, "files errors")]
    [InlineData("import leie {leie.csv} --month 2026-10", 0, "screening")]
    [InlineData("import leie {rates.csv} --month 2026-10", 1, "screening errors")]
    [InlineData("screening list --month 2026-10", 0, "matches")]
    [InlineData("screening decide P1 --month 2026-10 --clear --reason none", 1, "decision errors")]
    [InlineData("check --month 2026-10", 0, "check")]
    [InlineData("check --month October", 2, "errors")]
    [InlineData("causes --month 2026-10", 0, "causes ofAll")]
    [InlineData("causes --page 0", 2, "errors")]
    [InlineData("month close --month 2027-01", 1, "close errors")]
    [InlineData("month export --month 2027-01", 1, "export errors")]
    [InlineData("month preflight --month 2027-01", 1, "preflight errors")]
    [InlineData("month release --file none.837 --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("month release --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("month withdraw --run 9 --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("month show --month 2026-10", 0, "funnel waiting")]
    [InlineData("claims waiting", 0, "waiting")]
    [InlineData("bank list", 0, "deposits")]
    [InlineData("bank add --date 2026-11-06 --amount 17.79", 0, "bank")]
    [InlineData("bank add --date 2026-11-06 --amount 0", 1, "bank errors")]
    [InlineData("bank add --date 2026-11-06 --amount much", 2, "errors")]
    [InlineData("bank import {district.json}", 1, "bank errors")]
    [InlineData("bank match --remittance 1 --line 1 --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("claims write-off --line M1 --of denied --all --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("claims write-off --line M1 --of denied --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("claims proposals --month 2026-10", 0, "proposals")]
    [InlineData("claims decide --claim M1 --as void --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("claims decide --claim M1 --as other --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("claims drop --claim M1 --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("session-logs --month 2026-10 --out {out}", 0, "sessionLogs")]
    [InlineData("reconcile --month 2026-10 --out {out}", 0, "reconciliation")]
    [InlineData("responses import {rates.csv}", 1, "files errors")]
    [InlineData("responses list", 0, "files")]
    [InlineData("responses unmatched", 0, "unmatched")]
    [InlineData("responses match", 0, "matched")]
    [InlineData("responses assign 1-1-1 --line M1 --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("responses not-ours first --reason none --by nobody@maple-grove.example", 2, "errors")]
    [InlineData("verify", 0, "verified")]
    [InlineData("verify --month 2026-10", 0, "verified")]
    [InlineData("minutes compliance --out {out}", 0, "compliance")]
    [InlineData("minutes compliance --by school --out {out}", 0, "compliance")]
    [InlineData("minutes owed --out {out}", 0, "owed")]
    [InlineData("minutes notices --out {out}", 0, "notices")]
    [InlineData("minutes student 1001 --out {out}", 0, "student")]
    [InlineData("minutes days --out {out}", 0, "days")]
    [InlineData("report funnel --month 2026-10 --by school --output {out}/funnel.csv", 0, "report")]
    [InlineData("report deposits --from 2026-07 --to 2026-10 --format xlsx --output {out}/deposits.xlsx", 0, "report")]
    [InlineData("report aging --month 2026-10 --format html --output {out}/aging.html", 0, "report")]
    [InlineData("session-logs --month 2026-10 --out {rates.csv}", 2, "errors")]
    [InlineData("stop --local {out}", 0, "stopped")]
    [InlineData("user add json@maple-grove.example --role clerk --name Dana", 0, "user")]
    [InlineData("export-all {out}/archive", 0, "archive")]
    [InlineData("export-all {rates.csv}", 1, "errors")]
    [InlineData("import-all {out}/nowhere", 2, "errors")]
    public async Task Every_command_prints_one_object(string commandLine, int exitCode, string members)
    {
        var arguments = commandLine.Split(' ').Select(word => word switch
        {
            ['{', 'o', 'u', 't', '}', .. var rest] => district.PathOf("out") + rest,
            ['{', .. var file, '}'] => CommandDistrict.SamplePath(file),
            _ => word,
        });

        var result = await district.RunAsync([.. arguments, "--json"]);

        Assert.Equal(members, Members(result.Output));
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(exitCode == 0, !result.Errors.Contains("Error: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_prints_one_object_for_all_that_it_does()
    {
        var result = await Medlogs.RunAsync(empty.ConnectionString, "demo", "--json", "--out", district.PathOf("out"));

        Assert.Equal("files screening close export release sessionLogs answers bank reconciliation reports verified funnel", Members(result.Output));
        Assert.Contains("Taking in logs-district.csv", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Without_a_terminal_lines_are_plain_and_as_long_as_they_are()
    {
        var result = await district.RunAsync("month", "close", "--month", "2027-01", "--district", new string('x', 200));

        Assert.Equal($"Error: There is no district '{new string('x', 200)}'. There are: maple-grove.\n", result.Errors);
    }

    /// <summary>The names of the one object; fails on a second document after it.</summary>
    private static string Members(string output) => string.Join(' ', JsonNode.Parse(output)!.AsObject().Select(member => member.Key));
}
