using MedicaidLogs.Core.Accounts;

namespace MedicaidLogs.Core.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("plumb violet anchors")]
    [InlineData("maple-leaf-in-october")]
    [InlineData("kzvq tnhw mxpd")]
    public void Long_words_that_do_not_belong_together_are_taken(string password) => Assert.Null(RefusalOf(password));

    [Fact]
    public void A_password_of_our_own_making_is_taken()
    {
        for (var made = 0; made < 100; made++)
        {
            Assert.Null(RefusalOf(RandomPassword.Create()));
        }
    }

    [Theory]
    [InlineData("violetplumb")]
    [InlineData("")]
    public void A_short_one_is_refused(string password) => Assert.Contains("at least 12", RefusalOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("Password2026!!")]
    [InlineData("P4ssw0rd-12345")]
    [InlineData("welcomewelcome")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop123")]
    [InlineData("MedicaidLogs-2026")]
    [InlineData("maplegrove2026")]
    [InlineData("October-November-1")]
    public void What_is_guessed_first_is_refused(string password) => Assert.Contains("guessed", RefusalOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("plumb-violet-dana")]
    [InlineData("Whitfield anchors")]
    [InlineData("d4n4 plumb violet")]
    public void The_persons_own_name_is_refused(string password) => Assert.Contains("your name", RefusalOf(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("SugarHill-Elementary-26")]
    [InlineData("Bethlehem!Bethlehem")]
    public void The_names_of_the_place_are_guessed_first(string password)
    {
        string[] places = ["Sugar Hill Elementary School", "Bethlehem"];

        Assert.Null(RefusalOf(password));
        Assert.Contains("guessed", PasswordRules.RefusalOf(password, "dana.w@maple-grove.example", "Dana Whitfield", places), StringComparison.Ordinal);
    }

    private static string? RefusalOf(string password) => PasswordRules.RefusalOf(password, "dana.w@maple-grove.example", "Dana Whitfield");
}
