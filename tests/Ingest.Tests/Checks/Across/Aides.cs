using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Aide P1 with student S1 from nine to half past nine, co-signed by nurse P2; S2 has the same plan, P3 is a speech pathologist.</summary>
internal static class Aides
{
    public static EntryBuilder Session(RulePack? pack = null) => An.Entry().In(District(pack)).Of("PERSONAL_CARE").Log(Cosigned);

    private static SessionLog Cosigned(SessionLog log) => log with { CosignedBy = "P2", CosignedAt = log.SignedAt };

    private static DistrictBuilder District(RulePack? pack) => new DistrictBuilder { Pack = pack ?? Packs.NewHampshire }
        .With(Student("S1", 1))
        .With(Student("S2", 2))
        .With(DistrictBuilder.Provider("P1", 1, "AIDE", supervisor: "P2"))
        .With(DistrictBuilder.Provider("P2", 2, "RN"))
        .With(DistrictBuilder.Provider("P3", 3))
        .With(DistrictBuilder.Provider("P4", 4, "AIDE", supervisor: "P2"));

    private static Student Student(string number, long id)
    {
        var student = DistrictBuilder.Student(number, id);
        return student with
        {
            Orders = [.. new[] { "SPEECH", "NURSING", "PERSONAL_CARE" }.Select((service, i) => student.Orders[0] with { OrderId = (id * 10) + i, Service = service })],
            Plans =
            [
                DistrictBuilder.Plan(id,
                [
                    DistrictBuilder.Row(id * 10, "SPEECH", "60 min daily"),
                    DistrictBuilder.Row((id * 10) + 1, "NURSING", "60 min daily"),
                    DistrictBuilder.Row((id * 10) + 2, "PERSONAL_CARE", "120 min daily", mode: null),
                ]),
            ],
        };
    }
}
