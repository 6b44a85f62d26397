using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Tests.Ids;

public class CodedIdTests
{
    [Theory]
    [InlineData("251300000X", "251300000X")]
    [InlineData("235z00000x", "235Z00000X")]
    [InlineData("251300000", null)]
    [InlineData("251300000X1", null)]
    [InlineData("2513-0000X", null)]
    public void A_taxonomy_code_is_ten_letters_and_digits(string text, string? code)
    {
        Assert.Equal(code is not null, TaxonomyCode.TryParse(text, out var taxonomy));
        Assert.Equal(code ?? "", taxonomy.Code);
    }

    [Theory]
    [InlineData("123456789", "123456789")]
    [InlineData("12-3456789", "123456789")]
    [InlineData("01-2345678", "012345678")]
    [InlineData("123-456789", null)]
    [InlineData("12345678", null)]
    [InlineData("000000000", null)]
    [InlineData("12-345678A", null)]
    [InlineData("-", null)]
    public void A_tax_id_is_nine_digits(string text, string? digits)
    {
        Assert.Equal(digits is not null, TaxId.TryParse(text, out var taxId));
        Assert.Equal(digits ?? "", taxId.Digits);
    }

    [Theory]
    [InlineData("03301", "03301", false)]
    [InlineData("033011234", "033011234", true)]
    [InlineData("03301-1234", "033011234", true)]
    [InlineData("0330", null, false)]
    [InlineData("03301-", null, false)]
    [InlineData("033-011234", null, false)]
    [InlineData("00000", null, false)]
    [InlineData("K1A 0B1", null, false)]
    [InlineData("", null, false)]
    public void A_zip_code_has_five_or_nine_digits(string text, string? digits, bool full)
    {
        Assert.Equal(digits is not null, PostalCode.TryParse(text, out var postalCode));
        Assert.Equal(digits ?? "", postalCode.Digits);
        Assert.Equal(full, postalCode.IsFull);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("-1", 0)]
    [InlineData("2147483648", 0)]
    [InlineData("seven", 0)]
    public void A_district_id_is_a_positive_number(string text, int value)
    {
        Assert.Equal(value > 0, DistrictId.TryParse(text, out var districtId));
        Assert.Equal(value, districtId.Value);
    }
}
