using MedicaidLogs.Ingest.Files;

namespace MedicaidLogs.Ingest.Tests.Files;

public sealed class FileRecognitionTests
{
    private static readonly string[] _rates = ["procedure", "valid_from", "rate"];

    private static readonly string[] _vendors = ["Code", "From", "Dollars"];

    [Fact]
    public void Every_kind_is_known_by_its_own_columns()
    {
        foreach (var kind in FileKinds.All)
        {
            var header = kind.Format.Columns.Select(column => column.Name).ToList();

            Assert.Equal(kind.Format.Kind, FileRecognition.Of("any.csv", header, [])?.Kind);
        }
    }

    [Fact]
    public void A_vendors_file_is_known_by_the_columns_of_its_mapping()
    {
        Assert.Null(FileRecognition.Of("prices.csv", _vendors, []));
        Assert.Equal("hub", FileRecognition.Of("prices.csv", _vendors, [Mapping("hub", null)])?.Mapping?.Source);
    }

    [Fact]
    public void Of_two_vendors_with_the_same_columns_the_one_with_the_files_name_counts()
    {
        SavedMapping[] two = [Mapping("hub", "hub-*.csv"), Mapping("track", "track-*.csv")];

        Assert.Equal("track", FileRecognition.Of("TRACK-10.csv", _vendors, two)?.Mapping?.Source);
        Assert.Null(FileRecognition.Of("prices.csv", _vendors, two));
    }

    [Fact]
    public void A_file_with_a_vendors_name_and_other_columns_waits() =>
        Assert.Null(FileRecognition.Of("hub-10.csv", _rates, [Mapping("hub", "hub-*.csv")]));

    [Fact]
    public void Nothing_is_known_by_no_columns_at_all() => Assert.Null(FileRecognition.Of("any.csv", [], []));

    [Fact]
    public void What_comes_nearest_is_where_somebody_begins()
    {
        Assert.Equal("rates", FileRecognition.Nearest(["procedure", "rate", "remark"], []).Kind);
        Assert.Equal("hub", FileRecognition.Nearest(["Code", "Dollars"], [Mapping("hub", null)]).Mapping?.Source);
    }

    private static SavedMapping Mapping(string source, string? pattern) => new(
        "rates", source, pattern,
        $$"""{ "source": "{{source}}", "kind": "rates", "columns": { "procedure": "Code", "valid_from": "From", "rate": "Dollars" } }""",
        DateTimeOffset.UnixEpoch, "command:test");
}
