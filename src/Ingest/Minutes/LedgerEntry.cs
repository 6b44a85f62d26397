using MedicaidLogs.Core.Packs;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>What the ledger looks at in an entry: whose it is, when, how long, and what became of the session.</summary>
/// <param name="GridRowId">The row that the checks matched it to; null where the plan has none for the service.</param>
/// <param name="Minutes">Net of time away; 0 or less where the times say nothing.</param>
/// <param name="Delivered">The checks' verdict: the minutes count toward the mandate, whether Medicaid pays or not.</param>
/// <param name="MakeupFor">The day of the missed session that this one makes up.</param>
public readonly record struct LedgerEntry(
    long StudentId,
    long EntryId,
    long? GridRowId,
    long? ProviderId,
    string Service,
    SessionMode Mode,
    DateOnly Date,
    TimeOnly? Start,
    int Minutes,
    string Attendance,
    bool Delivered,
    DateOnly? MakeupFor)
{
    /// <summary>The attendance code of a make-up. See docs/file-formats.md, "logs".</summary>
    private const string MakeUpCode = "MU";

    public bool IsMakeUp => MakeupFor is not null || Attendance == MakeUpCode;

    public bool IsConsultation => Mode == SessionMode.Consult;

    /// <summary>The day whose report the entry belongs into: the missed one for a delivered make-up, its own for any other.</summary>
    /// <remarks>A make-up that names a later day is a mistake, and stands where it was logged. The reader's query says the same.</remarks>
    public DateOnly Day => Delivered && MakeupFor < Date ? MakeupFor.Value : Date;

    internal static int InTime(LedgerEntry one, LedgerEntry other)
    {
        var order = one.Date.CompareTo(other.Date);
        order = order != 0 ? order : Nullable.Compare(one.Start, other.Start);
        return order != 0 ? order : one.EntryId.CompareTo(other.EntryId);
    }
}
