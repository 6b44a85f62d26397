using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Rides of student S1 with driver P1 on an adapted bus, as the plan has it; P2 is the speech pathologist.</summary>
internal static class Rides
{
    public static EntryBuilder Ride() => An.Entry()
        .In(new DistrictBuilder()
            .With(DistrictBuilder.Student("S1", 1) with
            {
                Plans =
                [
                    DistrictBuilder.Plan(1,
                    [
                        DistrictBuilder.Row(1, "SPEECH", "30 min 2x/week"),
                        DistrictBuilder.Row(2, "TRANSPORT", "30 min daily") with { Adaptation = "wheelchair lift", OutsideHours = true, Location = "" },
                    ]),
                ],
            })
            .With(DistrictBuilder.Provider("P1", 1, "DRIVER") with { Npi = "" })
            .With(DistrictBuilder.Provider("P2", 2)))
        .Of("TRANSPORT")
        .At(8, 15, 15)
        .Log(log => log with { Vehicle = "adapted-bus" });

    public static EntryBuilder WithTherapy(this EntryBuilder ride) => ride.Beside(therapy => therapy.Of("SPEECH").By("P2").At(9, 0, 30));
}
