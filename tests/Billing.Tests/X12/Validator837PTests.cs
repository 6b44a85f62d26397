using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.Billing.Tests.X12;

public class Validator837PTests
{
    public static TheoryData<string> Faults => [.. Faults837P.All.Keys];

    public static TheoryData<string> JustRight => [.. Faults837P.JustRight.Keys];

    [Theory, MemberData(nameof(Faults))]
    public void Finds_this_fault_and_no_other(string fault)
    {
        var (rule, segment, element, file) = Faults837P.All[fault];

        var findings = Validator837P.Check(file, An837P.Context);

        Assert.Equal([rule.Code], findings.Select(finding => finding.Rule.Code).Distinct());
        Assert.Contains(findings, finding => finding.Segment == segment && finding.Element == element);
    }

    [Theory, MemberData(nameof(JustRight))]
    public void Takes_what_is_just_right_and_the_writer_can_write_it(string file) =>
        Assert.NotEmpty(An837P.Bytes(Faults837P.JustRight[file]));

    [Fact]
    public void Every_rule_has_a_fault_that_breaks_it() =>
        Assert.Equal(
            X12Rules.All.Select(rule => rule.Code).Order(),
            Faults837P.All.Values.Select(fault => fault.Rule.Code).Distinct().Order());

    [Fact]
    public void A_faulty_file_cannot_be_written()
    {
        var validated = Validated837P.TryCreate(An837P.FileWith(An837P.Claim() with { ChargeCents = 1 }), An837P.Context, out var findings);

        Assert.Null(validated);
        Assert.NotEmpty(findings);
    }

    [Fact]
    public void All_faults_are_found_and_each_names_its_place()
    {
        var second = An837P.Claim(An837P.Line(2), An837P.Line(3) with { DiagnosisPointers = [9] }) with { ChargeCents = 1 };
        var student = An837P.Student() with { MedicaidId = An837P.Medicaid("12345678909") };

        var findings = Validator837P.Check(An837P.File(student with { Claims = [An837P.Claim(An837P.Line(5))] }, An837P.Student(An837P.Claim(), second)), An837P.Context);

        Assert.Equal(
            [
                new(X12Rules.ClaimTotal, new(Transaction: 0, Subscriber: 1, Claim: 1), "CLM", 2),
                new(X12Rules.Pointers, new(Transaction: 0, Subscriber: 1, Claim: 1, Line: 1), "SV1", 7),
            ],
            findings);
    }

    [Fact]
    public void No_finding_tells_a_value()
    {
        var student = An837P.Student() with { Name = new("Secret*Name", "Иван"), Address = new("Hidden~Street", null, "", "ZZ", default) };

        var told = string.Join(' ', Validator837P.Check(An837P.File(student), An837P.Context));

        Assert.DoesNotContain("Secret", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Hidden", told, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_part_of_the_model_prints_who_the_student_is()
    {
        var student = An837P.StudentWithInsurance();
        var claim = student.Claims[0];

        var printed = string.Join(' ', An837P.File(student), student, student.Name, student.Address, claim, claim.OtherPayers[0], new Note("ADD", "Elm"));

        Assert.All(["Peña", "Elm", "2015", "12345678904", "W123456789"], secret => Assert.DoesNotContain(secret, printed, StringComparison.Ordinal));
    }

    [Theory, InlineData(365, false), InlineData(366, true)]
    public void A_late_original_needs_a_delay_reason(int days, bool found)
    {
        var context = An837P.Context with { DelayReasonAfterDays = 365 };
        var line = An837P.Line() with { ServiceDate = An837P.Today.AddDays(-days) };

        Assert.Equal(found, HasFault(An837P.Claim(line), context, X12Rules.DelayReason));
        Assert.False(HasFault(An837P.Claim(line) with { DelayReason = "7" }, context, X12Rules.DelayReason));
        Assert.False(HasFault(An837P.Claim(line) with { Frequency = ClaimFrequency.Void, PayerClaimNumber = "P" }, context, X12Rules.DelayReason));
    }

    [Theory, InlineData(1, false), InlineData(2, true)]
    public void A_payer_may_take_fewer_lines_to_a_claim(int lines, bool found)
    {
        var claim = An837P.Claim([.. Enumerable.Range(1, lines).Select(An837P.Line)]);

        Assert.Equal(found, HasFault(claim, An837P.Context with { MaxLinesPerClaim = 1 }, X12Rules.LineCount));
    }

    [Fact]
    public void Faulty_claims_can_be_left_out()
    {
        var good = An837P.Student(An837P.Claim(An837P.Line(1)), An837P.Claim(An837P.Line(2)) with { ChargeCents = 1 });
        var bad = An837P.Student(An837P.Claim(An837P.Line(3))) with { MedicaidId = default };
        var file = An837P.File(good, bad);

        var rest = file.Without(Validator837P.Check(file, An837P.Context));

        Assert.NotNull(rest);
        var claim = Assert.Single(Assert.Single(Assert.Single(rest.Transactions).Subscribers).Claims);
        Assert.Equal("CL0001", claim.ClaimNumber);
        Assert.Empty(Validator837P.Check(rest, An837P.Context));
    }

    [Fact]
    public void Nothing_goes_when_the_fault_is_the_districts()
    {
        var file = An837P.Of(An837P.Transaction() with { BillingProvider = An837P.District with { TaxId = default } });

        Assert.Null(file.Without(Validator837P.Check(file, An837P.Context)));
    }

    [Fact]
    public void Nothing_goes_when_every_claim_is_faulty()
    {
        var file = An837P.FileWith(An837P.Claim() with { ChargeCents = 1 });

        Assert.Null(file.Without(Validator837P.Check(file, An837P.Context)));
    }

    private static bool HasFault(Claim837P claim, ValidationContext837P context, X12Rule rule) =>
        Validator837P.Check(An837P.FileWith(claim), context).Any(finding => finding.Rule == rule);
}
