using MedicaidLogs.Ingest.Files;
using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Ingest.Tests.Screening;

public sealed class LeieFileTests
{
    [Fact]
    public void Zeros_are_nothing_and_dates_have_no_dashes()
    {
        var record = Assert.Single(Leie.Read(Leie.Line()));

        Assert.Equal(
            (2, "SHORE", "NELL", "SHORE, NELL", "", new DateOnly(1970, 2, 3), "1128b4", new DateOnly(2024, 5, 20), (DateOnly?)null, (DateOnly?)null, ""),
            (record.LineNumber, record.LastName, record.FirstName, record.ListedName, record.Npi, record.BirthDate, record.ExclusionType,
             record.ExcludedOn, record.ReinstatedOn, record.WaivedOn, record.WaiverState));
    }

    [Fact]
    public void A_business_has_its_own_name_and_no_birth_date()
    {
        var record = Assert.Single(Leie.Read(",,,SHORE HOME CARE,HOME HEALTH AGENCY,,,1972902351,,2 MAIN ST,KEENE,NH,03431,1128b8,20200116,00000000,00000000,"));

        Assert.Equal(("", "SHORE HOME CARE", "1972902351", (DateOnly?)null), (record.LastName, record.ListedName, record.Npi, record.BirthDate));
    }

    [Fact]
    public void The_same_record_in_another_place_of_the_next_list_has_the_same_hash() =>
        Assert.Equal(Leie.Read(Leie.Line())[0].Hash(), Leie.Read(Leie.Line(last: "ABEL"), Leie.Line())[1].Hash());

    [Theory]
    [InlineData("SHORE,NELL,,,IND,NURSE,,0000000000,19700203,1 MAIN")]
    [InlineData("SHORE,NELL,,,IND,NURSE,,0000000000,19700203,1 MAIN ST,CONCORD,NH,03301,1128b4,2024-05-20,00000000,00000000,")]
    [InlineData("SHORE,NELL,,,IND,NURSE,,0000000000,19700203,1 MAIN ST,CONCORD,NH,03301,1128b4,00000000,00000000,00000000,")]
    public void A_line_that_cannot_be_read_refuses_the_whole_list(string line)
    {
        var refusal = Assert.Throws<FileRefusedException>(() => Leie.Read(Leie.Line(), line));

        Assert.StartsWith("Line 3 cannot be read", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SHORE", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_records_is_refused() => Assert.Throws<FileRefusedException>(() => Leie.Read());

    [Fact]
    public void A_list_without_NPIs_is_refused()
    {
        var without = string.Join('\n', Leie.Header.Replace(",NPI", "", StringComparison.Ordinal), Leie.Line());

        var refusal = Assert.Throws<FileRefusedException>(() => LeieFile.Read(System.Text.Encoding.UTF8.GetBytes(without)));

        Assert.Contains("Column missing: NPI.", refusal.Message, StringComparison.Ordinal);
    }
}
