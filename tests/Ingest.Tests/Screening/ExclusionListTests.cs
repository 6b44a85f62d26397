using System.Globalization;
using MedicaidLogs.Ingest.Screening;

namespace MedicaidLogs.Ingest.Tests.Screening;

public sealed class ExclusionListTests
{
    private const string OurNpi = "1234567893";
    private const string OtherNpi = "1972902351";

    private static readonly DateOnly _october = new(2026, 10, 1);
    private static readonly ScreenedPerson _nell = new(1, OurNpi, "Shore", "Nell", new DateOnly(1970, 2, 3));

    [Fact]
    public void The_NPI_decides_whatever_the_name() =>
        Assert.Equal(MatchedBy.Npi, MatchOf(_nell, Leie.Line(last: "MAIDEN", npi: OurNpi, born: "19650101")));

    [Theory]
    [InlineData("19700203", "1970-02-03", MatchedBy.NameAndBirthDate)]
    [InlineData("19700204", "1970-02-03", null)]
    [InlineData("00000000", "1970-02-03", MatchedBy.Name)]
    [InlineData("19700203", null, MatchedBy.Name)]
    public void A_shared_name_is_weighed_by_the_birth_dates(string listed, string? known, MatchedBy? by) =>
        Assert.Equal(by, MatchOf(_nell with { BirthDate = Checks.Day.OrNone(known) }, Leie.Line(born: listed)));

    [Theory]
    [InlineData(OurNpi, "", MatchedBy.Name)]
    [InlineData("0000000000", OurNpi, MatchedBy.Name)]
    [InlineData(OtherNpi, OurNpi, null)]
    public void Two_NPIs_tell_namesakes_apart(string listed, string known, MatchedBy? by) =>
        Assert.Equal(by, MatchOf(_nell with { BirthDate = null, Npi = known }, Leie.Line(npi: listed)));

    [Fact]
    public void The_same_birth_date_is_possible_even_with_another_NPI() =>
        Assert.Equal(MatchedBy.NameAndBirthDate, MatchOf(_nell, Leie.Line(npi: OtherNpi)));

    [Theory]
    [InlineData("20261031", "00000000", true)]
    [InlineData("20261101", "00000000", false)]
    [InlineData("20240520", "20261001", false)]
    [InlineData("20240520", "20261002", true)]
    public void An_exclusion_counts_if_it_lasts_on_a_day_of_the_month(string excluded, string reinstated, bool found) =>
        Assert.Equal(found, MatchOf(_nell, Leie.Line(npi: OurNpi, excluded: excluded, reinstated: reinstated)) is not null);

    [Theory]
    [InlineData("NH", "20250101", false)]
    [InlineData("NH", "20261002", true)]
    [InlineData("VT", "20250101", true)]
    [InlineData("", "20250101", true)]
    public void A_waiver_lifts_it_in_its_state_from_its_day_on(string state, string waived, bool found) =>
        Assert.Equal(found, MatchOf(_nell, Leie.Line(npi: OurNpi, waived: waived, waiverState: state)) is not null);

    [Fact]
    public void The_earlier_of_reinstatement_and_waiver_ends_it()
    {
        var record = Assert.Single(Leie.Read(Leie.Line(reinstated: "20261020", waived: "20261010", waiverState: "NH")));

        Assert.Equal((new DateOnly(2026, 10, 9), new DateOnly(2026, 10, 19)), (record.LastDayIn("NH"), record.LastDayIn("VT")));
    }

    [Fact]
    public void A_large_list_is_matched_with_many_providers_as_one_by_one()
    {
        var list = Leie.Read(Enumerable.Range(0, 2_000).Select(i => Leie.Line(last: $"NAME{i % 700}", first: $"F{i % 3}", born: Born(i))));
        ScreenedPerson[] people = [.. Enumerable.Range(0, 300).Select(i => new ScreenedPerson(i, "", $"Name{i}", $"F{i % 3}", i % 2 == 0 ? null : DateOf(i)))];

        var expected = list.SelectMany(
            record => people.Where(person => NameKey.Of(person.LastName, person.FirstName) == NameKey.Of(record.LastName, record.FirstName)
                && (person.BirthDate is null || person.BirthDate == record.BirthDate)),
            (record, person) => (record.LineNumber, person.ProviderId)).ToList();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ExclusionList.Match(list, people, _october, "NH").Select(match => (match.Record.LineNumber, match.Person.ProviderId)));
    }

    private static MatchedBy? MatchOf(ScreenedPerson person, string line) =>
        ExclusionList.Match(Leie.Read(line), [person], _october, "NH").SingleOrDefault()?.By;

    private static DateOnly DateOf(int i) => new DateOnly(1960, 1, 1).AddDays(i);

    private static string Born(int i) => DateOf(i).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
