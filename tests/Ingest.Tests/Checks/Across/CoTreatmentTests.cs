using MedicaidLogs.Core.Findings;
using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

public sealed class CoTreatmentTests
{
    [Fact]
    public void Two_disciplines_at_the_same_time_draw_this_code_and_no_other()
    {
        var session = SpeechBesideOccupationalTherapy(other => other);

        Assert.Equal([CoTreatment.Code], session.AllCodes());
        Assert.Equal(Severity.Warn, session.FindingOf(CoTreatment.Check)!.Severity);
    }

    [Fact]
    public void Where_the_state_denies_it_both_are_rejected()
    {
        var session = SpeechBesideOccupationalTherapy(other => other, Packs.NewHampshireWith("cotreat.severity", "reject"));

        Assert.Equal(Severity.Reject, session.FindingOf(CoTreatment.Check)!.Severity);
    }

    [Fact]
    public void Times_that_differ_by_a_minute_are_an_overlap() =>
        Assert.Equal([StudentOverlap.Code], SpeechBesideOccupationalTherapy(other => other.Lasting(31)).AllCodes());

    [Fact]
    public void One_discipline_twice_is_an_overlap() =>
        Assert.Equal([StudentOverlap.Code], SpeechBesideOccupationalTherapy(other => other.Of("SPEECH").By("P3")).AllCodes());

    [Fact]
    public void An_aide_does_not_treat() =>
        Assert.Empty(SpeechBesideOccupationalTherapy(other => other.Of("PERSONAL_CARE").By("P4").Log(CosignedByP2)).AllCodes()); // OVL_PARA rejects the aide's.

    [Fact]
    public void One_provider_does_not_treat_in_two_disciplines_at_once() =>
        Assert.False(SpeechBesideOccupationalTherapy(other => other.By("P1")).Draws(CoTreatment.Check));

    [Fact]
    public void A_student_who_was_absent_from_the_other_had_one_session() =>
        Assert.Empty(SpeechBesideOccupationalTherapy(other => other.Log(log => log with { Attendance = "A" })).AllCodes());

    private static SessionLog CosignedByP2(SessionLog log) => log with { CosignedBy = "P2", CosignedAt = log.SignedAt };

    private static EntryBuilder SpeechBesideOccupationalTherapy(Func<EntryBuilder, EntryBuilder> change, RulePack? pack = null)
    {
        var student = DistrictBuilder.Student("S1", 1);
        var district = new DistrictBuilder { Pack = pack ?? Packs.NewHampshire }
            .With(student with
            {
                Orders = [student.Orders[0], student.Orders[0] with { OrderId = 2, Service = "OT" }, student.Orders[0] with { OrderId = 3, Service = "PERSONAL_CARE" }],
                Plans =
                [
                    DistrictBuilder.Plan(1,
                    [
                        DistrictBuilder.Row(1, "SPEECH", "60 min 2x/week"),
                        DistrictBuilder.Row(2, "OT", "60 min 2x/week"),
                        DistrictBuilder.Row(3, "PERSONAL_CARE", "60 min daily"),
                    ]),
                ],
            })
            .With(DistrictBuilder.Provider("P2", 2, "OT"))
            .With(DistrictBuilder.Provider("P3", 3))
            .With(DistrictBuilder.Provider("P4", 4, "AIDE", supervisor: "P2"));
        return An.Entry().In(district).Beside(other => change(other.Of("OT").By("P2")));
    }
}
