namespace MedicaidLogs.Worker.Tests.Commands;

public sealed class RejectedCommandTests(CommandDistrict district) : IClassFixture<CommandDistrict>
{
    [Fact]
    public async Task Rejected_entries_go_out_and_come_back_corrected_once()
    {
        var path = district.PathOf("list.csv");
        var exported = await district.RunAsync("rejected", "export", "--month", "2026-10", "--output", path);
        Assert.Equal((0, true), (exported.ExitCode, exported.Output.Contains("1 entry.", StringComparison.Ordinal)));
        var lines = await File.ReadAllLinesAsync(path);
        var columns = lines[0].Split(',').ToList();
        Assert.Contains("reason_for_the_change", columns);
        var entryId = lines[1].Split(',')[0];
        var corrected = district.Write("corrected.csv", $"entry_id,version,activity,reason_for_the_change\n{entryId},1,Other cards,seen in the paper log\n");

        var preview = await district.RunAsync("rejected", "import", corrected, "--preview");
        var first = await district.RunAsync("rejected", "import", corrected);
        var again = await district.RunAsync("rejected", "import", corrected);

        Assert.Contains("1 row: 1 would be corrected, 0 unchanged, 0 changed meanwhile, 0 cannot be taken.", preview.Output, StringComparison.Ordinal);
        Assert.Contains("1 row: 1 corrected, 0 unchanged", first.Output, StringComparison.Ordinal);
        Assert.Contains("1 row: 0 corrected, 1 unchanged", again.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (preview.ExitCode, first.ExitCode, again.ExitCode));
    }

    [Fact]
    public async Task A_row_that_cannot_be_taken_is_told_with_its_line()
    {
        var result = await district.RunAsync("rejected", "import", district.Write("bad.csv", "entry_id,version\n404,1\n"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("There is no entry of that number.", result.Output, StringComparison.Ordinal);
    }
}
