namespace MedicaidLogs.Ingest.Entries;

/// <summary>The orders in which checks see entries. Ties fall to the row's own name, never to the order of files, so that verdicts do not depend on it.</summary>
public static class EntryOrder
{
    public static readonly Comparison<Entry> ByStudent = static (one, other) =>
    {
        var order = string.CompareOrdinal(one.Log.StudentNumber, other.Log.StudentNumber);
        return order != 0 ? order : InTime(one, other);
    };

    public static readonly Comparison<Entry> ByProvider = static (one, other) =>
    {
        var order = string.CompareOrdinal(one.Log.ProviderNumber, other.Log.ProviderNumber);
        return order != 0 ? order : InTime(one, other);
    };

    public static int InTime(Entry one, Entry other)
    {
        var order = one.Log.Date.CompareTo(other.Log.Date);
        order = order != 0 ? order : Nullable.Compare(one.Log.Start, other.Log.Start);
        order = order != 0 ? order : string.CompareOrdinal(one.RowId, other.RowId);
        return order != 0 ? order : string.CompareOrdinal(one.Source, other.Source);
    }
}
