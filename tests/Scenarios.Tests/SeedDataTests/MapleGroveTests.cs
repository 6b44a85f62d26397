using System.Text;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Scenarios.Tests.MapleGrove;
using MedicaidLogs.SeedData.MapleGrove;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

public class MapleGroveTests
{
    private const string Folder = "SeedData/maple-grove";

    private static readonly Dictionary<string, byte[]> _files = SampleDistrict.Files().ToDictionary(file => file.Name, file => file.Bytes);

    public static TheoryData<string> Names => [.. _files.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_committed_file_is_what_the_code_writes(string name) => Golden.Same($"{Folder}/{name}", _files[name]);

    [Fact]
    public void The_committed_folder_holds_nothing_else()
    {
        var folder = Path.Combine(Repository.Root, Folder);
        var committed = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));

        Assert.Equal(_files.Keys.Concat(SampleAnswers.Names).Order(StringComparer.Ordinal), committed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_bytes_come_out_twice() =>
        Assert.All(SampleDistrict.Files(), file => Assert.Equal(_files[file.Name], file.Bytes));

    [Fact]
    public void Every_fault_names_a_row_of_its_file()
    {
        var rowIds = _files.Keys.Where(name => name.StartsWith("logs-", StringComparison.Ordinal))
            .ToDictionary(name => name, name => CsvText.Rows(_files[name]).Skip(1).Select(row => row[0]).ToHashSet());

        Assert.All(Faults(), fault => Assert.Contains(fault["row_id"], rowIds[fault["file"]]));
    }

    [Fact]
    public void No_row_has_two_faults()
    {
        var rows = Faults().Select(fault => (fault["file"], fault["row_id"])).ToArray();

        Assert.Equal(rows.Length, rows.Distinct().Count());
    }

    [Fact]
    public void At_least_forty_five_faults_of_every_group_are_planted()
    {
        var faults = Faults().DistinctBy(fault => fault["fault"]).ToArray();

        Assert.True(faults.Length >= 45, $"{faults.Length} faults");
        Assert.Superset(
            new HashSet<string> { "LOG", "ATT", "STU", "CAL", "IEP", "SVC", "CONSENT", "ORDER", "PROV", "DUP", "OVL", "GRP", "CAP", "CODE", "UNIT", "POS", "TELE", "DX", "CHG", "TRN", "TPL", "FILE" },
            faults.Select(fault => fault["codes"].Split('_')[0]).ToHashSet());
    }

    [Fact]
    public void The_readme_lists_the_same_faults_and_rows_as_the_table()
    {
        var readme = Encoding.UTF8.GetString(_files["README.md"]).Split('\n');
        var listed = readme.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 9)
            .SelectMany(cells => cells[5].Split(' '), (cells, row) => (cells[1], cells[2], cells[3], row));

        Assert.Equal(Faults().Select(fault => (fault["fault"], fault["codes"], fault["severity"], fault["row_id"])), listed);
    }

    [Fact]
    public void Every_provider_but_the_planted_one_has_a_right_npi()
    {
        var providers = CsvText.Records(_files["providers.csv"]).ToArray();

        Assert.Equal("P201", Assert.Single(providers, provider => !Npi.TryParse(provider["npi"], out _))["provider_number"]);
        Assert.Equal(providers.Length, providers.Select(provider => provider["npi"]).Distinct().Count());
    }

    [Fact]
    public void Students_have_Medicaid_ids_of_eleven_digits_but_for_the_planted_one()
    {
        var students = CsvText.Records(_files["students.csv"]).DistinctBy(student => student["student_number"]);

        Assert.Equal("3002", Assert.Single(students, student => student["medicaid_id"].Length != 11 || !student["medicaid_id"].All(char.IsAsciiDigit))["student_number"]);
    }

    [Fact]
    public void Each_file_has_as_many_lines_as_the_readme_says()
    {
        var readme = Encoding.UTF8.GetString(_files["README.md"]).Split('\n');

        Assert.All(_files.Where(file => file.Key.StartsWith("logs-", StringComparison.Ordinal)), file =>
        {
            var rows = CsvText.Rows(file.Value).Count() - 1;
            Assert.Contains(readme, line => line.StartsWith($"| {file.Key} | {rows} |", StringComparison.Ordinal));
        });
    }

    private static IEnumerable<Dictionary<string, string>> Faults() => CsvText.Records(_files["faults.csv"]);
}
