using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class ConsultationTests
{
    [Fact]
    public void A_direct_session_passes() => Assert.False(An.Entry().Draws(Consultation.Check));

    [Fact]
    public void A_consultation_draws_this_code_alone() =>
        Assert.Equal([Consultation.Code], An.Entry().Of("SPEECH", SessionMode.Consult).AllCodes());

    [Fact]
    public void Even_without_plan_order_eligibility_or_objective() =>
        Assert.Equal(
            [Consultation.Code],
            An.Entry()
                .Of("SPEECH", SessionMode.Consult)
                .Log(log => log with { Objective = "" })
                .WithStudent(student => student with { Plans = [], Orders = [], Eligibility = [], AddressComplete = false })
                .AllCodes());

    [Theory, InlineData("MEETING", "IEP_MEETING"), InlineData("INSTRUCTION", "SVC_INSTRUCTIONAL")]
    public void Where_the_service_is_never_billed_that_alone_is_said(string service, string code) =>
        Assert.Equal([code], An.Entry().Of(service, SessionMode.Consult).AllCodes());

    [Fact]
    public void It_counts_as_delivered_all_the_same()
    {
        var (entry, context) = An.Entry().Of("SPEECH", SessionMode.Consult).Build();

        CheckEngine.Run(context);

        Assert.False(entry.Undelivered);
        Assert.False(entry.BillableSoFar);
    }
}
