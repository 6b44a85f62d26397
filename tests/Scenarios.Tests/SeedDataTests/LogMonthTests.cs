using MedicaidLogs.SeedData;

namespace MedicaidLogs.Scenarios.Tests.SeedDataTests;

public class LogMonthTests
{
    private const int Rows = 5_000;

    [Fact]
    public void Writes_as_many_rows_as_wanted_twice_the_same()
    {
        var bytes = Logs();

        Assert.Equal(Rows + 1, CsvText.Rows(bytes).Count());
        Assert.Equal(bytes, Logs());
        Assert.InRange(bytes.Length / Rows, 140, 175);
    }

    [Fact]
    public void Its_columns_are_documented_ones()
    {
        var header = CsvText.Rows(Logs()).First();

        Assert.Equal(14, header.Length);
        Assert.Subset(GeneratedDistrictTests.Documented("logs").ToHashSet(), header.ToHashSet());
    }

    [Fact]
    public void About_one_row_in_twenty_is_spoiled_and_all_others_match_the_records()
    {
        var month = new LogMonth(Rows);
        var reference = month.Reference();
        var students = reference.Grid.ToDictionary(row => row.StudentNumber, row => row.Service);
        var providers = reference.Providers.Select(row => row.ProviderNumber).ToHashSet();
        var sound = CsvText.Records(Logs()).Count(row =>
            students.TryGetValue(row["student_number"], out var service) && service == row["service"] && providers.Contains(row["provider_number"])
            && row["attendance"] == "P" && row["mode"] == "individual" && row["place"] == "school" && row["note"].Length > 0 && row["signed_at"].StartsWith(row["date"], StringComparison.Ordinal)
            && string.CompareOrdinal(row["start"], row["end"]) < 0 && string.CompareOrdinal(row["end"], row["signed_at"][11..]) < 0);

        Assert.InRange(sound / (double)Rows, 0.93, 0.97);
    }

    [Fact]
    public void No_slot_of_a_provider_is_given_twice()
    {
        var slots = CsvText.Records(Logs()).Select(row => (row["provider_number"], row["date"], row["start"])).ToArray();

        Assert.Equal(slots.Length, slots.Distinct().Count());
    }

    private static byte[] Logs()
    {
        using var stream = new MemoryStream();
        new LogMonth(Rows).WriteLogs(stream);
        return stream.ToArray();
    }
}
