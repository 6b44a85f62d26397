using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Audit;

/// <summary>Someone looked at a record.</summary>
/// <param name="Page">Where: the page's name, without ids.</param>
/// <param name="SubjectKind">What kind of record: <c>entry</c>.</param>
/// <param name="SubjectId">Its id within the district.</param>
/// <param name="StudentId">Whose record it is; null where the district has no student for it.</param>
public sealed record RecordRead(
    DistrictId DistrictId, DateTimeOffset At, Guid UserId, string Page, string SubjectKind, long SubjectId, long? StudentId);
