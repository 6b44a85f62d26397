using MedicaidLogs.Core.Packs;
using MedicaidLogs.TestKit.Builders;

namespace MedicaidLogs.Ingest.Tests.Checks;

/// <summary>Group sessions of students S1, S2, … with provider P1, whose plans have speech in a group.</summary>
internal static class Groups
{
    /// <summary>S1's row, beside those of the other students, each changed as its number says.</summary>
    public static EntryBuilder Of(int students, Func<int, EntryBuilder, EntryBuilder>? change = null)
    {
        var district = new DistrictBuilder();
        for (var number = 1; number <= students; number++)
        {
            var student = DistrictBuilder.Student($"S{number}", number);
            var row = DistrictBuilder.Row(number, "SPEECH", "30 min 2x/week", SessionMode.Group);
            district.With(student with { Plans = [DistrictBuilder.Plan(number, [row])] });
        }

        var first = An.Entry().In(district).Of("SPEECH", SessionMode.Group).Log(log => log with { GroupKey = "G1" });
        for (var number = 2; number <= students; number++)
        {
            var of = number;
            first.Beside(other => change is null ? other.For($"S{of}") : change(of, other.For($"S{of}")));
        }

        return first;
    }
}
