using System.Text.Json.Serialization;

namespace MedicaidLogs.Core.Units;

/// <summary>
/// One row of a <c>SEGMENT_TABLE</c>: these minutes of a day, both ends included, earn these units. The last row has no upper end:
/// its <c>ToMinutes</c> is null.
/// </summary>
[method: JsonConstructor] // Else JSON would take a missing number for zero.
public readonly record struct UnitSegment(int FromMinutes, int? ToMinutes, ServiceUnits Units);
