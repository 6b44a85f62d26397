namespace MedicaidLogs.Ingest.Entries;

/// <summary>The order in which checks see the entries of one student or provider: in time. Ties fall to a file's row before what was logged on a page, who is told at once, then to the row's own name; never to the order of files, so that verdicts do not depend on it.</summary>
public static class EntryOrder
{
    public static int InTime(Entry one, Entry other)
    {
        var order = one.Log.Date.CompareTo(other.Log.Date);
        order = order != 0 ? order : Nullable.Compare(one.Log.Start, other.Log.Start);
        order = order != 0 ? order : (one.LineNumber is null).CompareTo(other.LineNumber is null);
        order = order != 0 ? order : string.CompareOrdinal(one.RowId, other.RowId);
        return order != 0 ? order : string.CompareOrdinal(one.Source, other.Source);
    }
}
