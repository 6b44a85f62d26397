using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Tests.Ids;

public class Icd10Tests
{
    [Theory]
    [InlineData("F80.2", "F802", "F80.2")]
    [InlineData("F802", "F802", "F80.2")]
    [InlineData("f80.2", "F802", "F80.2")]
    [InlineData("R13", "R13", "R13")]
    [InlineData("U07.1", "U071", "U07.1")]
    [InlineData("C4A.0", "C4A0", "C4A.0")]
    [InlineData("S52.521A", "S52521A", "S52.521A")]
    public void Reads_both_forms_and_keeps_one(string text, string code, string dotted)
    {
        Assert.True(Icd10.TryParse(text, out var icd10));
        Assert.True(Icd10.IsCode(text));
        Assert.Equal(code, icd10.Code);
        Assert.Equal(dotted, icd10.Dotted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("F8")]
    [InlineData("F80.")]
    [InlineData("F8.02")]
    [InlineData("F80.2.1")]
    [InlineData("8F0.2")]
    [InlineData("FA0.2")]
    [InlineData("S52.521AB")]
    [InlineData("F80-2")]
    [InlineData("315.31")] // ICD-9
    public void Refuses_what_has_another_form(string text)
    {
        Assert.False(Icd10.TryParse(text, out var icd10));
        Assert.False(Icd10.IsCode(text));
        Assert.True(icd10.IsEmpty);
    }
}
