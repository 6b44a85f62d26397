namespace MedicaidLogs.Core.Units;

/// <summary>Timed codes without units (psychotherapy 90832, 90834, 90837): the minutes choose the code, one unit of it.</summary>
/// <remarks>
/// AMA CPT, time rule: a code's time is reached when its midpoint is passed, and the nearest code is reported. 16-37 minutes are the
/// 30-minute code, 38-52 the 45-minute code, 53 and more the 60-minute code; less than 16 minutes is not reported.
/// </remarks>
public static class CptMidpoint
{
    /// <summary>30, 45 or 60: the nominal minutes of the code to report; null where none is.</summary>
    public static int? CodeMinutes(int dayMinutes) => dayMinutes switch
    {
        >= 53 => 60,
        >= 38 => 45,
        >= 16 => 30,
        _ => null,
    };
}
