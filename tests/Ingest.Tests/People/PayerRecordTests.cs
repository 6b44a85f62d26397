using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.Ingest.Tests.People;

public sealed class PayerRecordTests
{
    [Theory]
    [InlineData("NUNEZ", "LUCIA", "2017-07-19", "")]
    [InlineData("Núñez Jr.", "Lucía", "2017-07-19", "")]
    [InlineData("", "", "", "")]
    [InlineData("NUNES", "LUCIA", "2017-07-19", "last name")]
    [InlineData("NUNEZ", "LUCY", "2017-07-19", "first name")]
    [InlineData("NUNEZ", "LUCIA", "2017-09-17", "birth date")]
    [InlineData("SMITH", "JO", "2001-01-01", "last name, first name, birth date")]
    [InlineData("", "LUCIA", "2017-09-17", "birth date")]
    public void Says_what_differs_but_for_spelling_and_what_the_payer_leaves_empty(string last, string first, string born, string differs) =>
        Assert.Equal(
            differs,
            PayerRecord.Differences(
                new("Núñez", "Lucía", new(2017, 7, 19)), new(last, first, born.Length == 0 ? null : Intake.Day(born))));
}
