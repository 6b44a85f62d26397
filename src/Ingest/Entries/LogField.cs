namespace MedicaidLogs.Ingest.Entries;

/// <summary>The names of a session log's fields, the same in files, findings, corrections and pages.</summary>
public static class LogField
{
    public const string RowId = "row_id";
    public const string StudentNumber = "student_number";
    public const string ProviderNumber = "provider_number";
    public const string Service = "service";
    public const string Mode = "mode";
    public const string Date = "date";
    public const string Start = "start";
    public const string End = "end";
    public const string MinutesAway = "minutes_away";
    public const string Attendance = "attendance";
    public const string GroupKey = "group_key";
    public const string Place = "place";
    public const string Telehealth = "telehealth";
    public const string MakeupFor = "makeup_for";
    public const string Objective = "objective";
    public const string Activity = "activity";
    public const string Progress = "progress";
    public const string Note = "note";
    public const string Vehicle = "vehicle";
    public const string SignedBy = "signed_by";
    public const string SignedAt = "signed_at";
    public const string CosignedBy = "cosigned_by";
    public const string CosignedAt = "cosigned_at";
}
