using System.Text.Json.Nodes;
using MedicaidLogs.Core.Ids;

namespace MedicaidLogs.Core.Audit;

/// <summary>What was done to what. Who, when and why are in the <see cref="ChangeContext"/>.</summary>
/// <param name="Action">Lower-case words, noun first: <c>entry.corrected</c>.</param>
/// <param name="SubjectKind">What kind of record: <c>entry</c>.</param>
/// <param name="SubjectId">Its id within the district.</param>
/// <param name="Detail">Anything else worth keeping, such as the fields' old and new values.</param>
public sealed record AuditEvent(DistrictId DistrictId, string Action, string SubjectKind, string SubjectId, JsonObject? Detail = null);
