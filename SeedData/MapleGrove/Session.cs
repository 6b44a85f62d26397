using MedicaidLogs.Core.Findings;

namespace MedicaidLogs.SeedData.MapleGrove;

/// <summary>A logged session while the month is being made: its row changes when a fault is planted.</summary>
internal sealed class Session(LogRow row, LogFile file)
{
    public LogRow Row { get; set; } = row;

    /// <summary>As it was scheduled; by it rows stand in the file.</summary>
    public LogRow Scheduled { get; } = row;

    public LogFile File { get; } = file;

    /// <summary>The fault that was planted in it or in a record that it is checked against.</summary>
    public Fault? Fault { get; set; }
}

/// <summary>What was done to otherwise clean data, and the findings that it must draw on each of the sessions.</summary>
/// <param name="Codes">One; or several apart by blanks, where several people have to do something about it.</param>
internal sealed record Fault(int Number, string Codes, Severity Severity, string What, string Fix, Session[] Sessions)
{
    /// <summary>The re-export that clears it; null when it stands.</summary>
    public string? CorrectedIn { get; set; }

    /// <summary>The re-export that brings it; null when the session's first file does.</summary>
    public string? BroughtBy { get; set; }

    public string FileOf(Session session) => BroughtBy ?? session.File.Name;
}

/// <summary>A logs file: whose row ids it holds, its columns, its sessions and the lines that are not rows.</summary>
internal sealed class LogFile(string name, string source, int firstRowId, Column<LogRow>[] columns)
{
    public string Name => name;

    public string Source => source;

    public List<Session> Sessions { get; } = [];

    /// <summary>Lines that cannot be read: each is a copy of a session's line with another row id and one thing broken.</summary>
    public List<(Session After, string What, Func<string[], string[]> Break)> Malformed { get; } = [];

    /// <summary>Sessions whose line stands in the file twice.</summary>
    public List<Session> Repeated { get; } = [];

    public int RowsTotal => Sessions.Count + Malformed.Count + Repeated.Count;

    /// <summary>Puts the sessions in the order in which they were held, and numbers them.</summary>
    public void NumberRows()
    {
        var ordered = Sessions
            .OrderBy(session => session.Scheduled.Date).ThenBy(session => session.Scheduled.Start)
            .ThenBy(session => session.Scheduled.ProviderNumber, StringComparer.Ordinal).ThenBy(session => session.Scheduled.StudentNumber, StringComparer.Ordinal)
            .ToArray();
        Sessions.Clear();
        Sessions.AddRange(ordered);
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i].Row = ordered[i].Row with { RowId = FormattableString.Invariant($"{name[5..7].ToUpperInvariant()}{firstRowId + i}") };
        }
    }

    public byte[] Bytes() => Csv.Bytes(Lines().Prepend(Csv.Header(columns)));

    public byte[] Bytes(IEnumerable<LogRow> rows) => Csv.Bytes(columns, rows);

    private IEnumerable<string> Lines()
    {
        foreach (var session in Sessions)
        {
            yield return Csv.Line(columns, session.Row);
            if (Repeated.Contains(session))
            {
                yield return Csv.Line(columns, session.Row);
            }

            foreach (var (_, _, breaks) in Malformed.Where(malformed => malformed.After == session))
            {
                var copy = session.Row with { RowId = session.Row.RowId + "X" };
                yield return Csv.Line(breaks([.. columns.Select(column => column.Text(copy))]));
            }
        }
    }
}
