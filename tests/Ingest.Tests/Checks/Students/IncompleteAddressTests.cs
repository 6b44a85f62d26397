using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class IncompleteAddressTests
{
    [Fact]
    public void A_complete_address_passes() => Assert.False(An.Entry().Draws(IncompleteAddress.Check));

    [Fact]
    public void An_incomplete_one_draws_this_code_alone() =>
        Assert.Equal([IncompleteAddress.Code], WithoutAddress().AllCodes());

    [Fact]
    public void A_student_who_is_not_on_Medicaid_needs_none() =>
        Assert.False(WithoutAddress().WithStudent(student => student with { Eligibility = [] }).Draws(IncompleteAddress.Check));

    private static EntryBuilder WithoutAddress() => An.Entry().WithStudent(student => student with { AddressComplete = false });
}
