using MedicaidLogs.Core.Packs;
using MedicaidLogs.Ingest.Checks;
using MedicaidLogs.Ingest.Entries;
using MedicaidLogs.Ingest.People;

namespace MedicaidLogs.TestKit.Builders;

/// <summary>A clean session of student S1 with provider P1 on Tuesday 6 October 2026, 9:00 to 9:30, signed at 16:00 the same day.</summary>
/// <remarks>Each <c>Beside</c> adds a neighbour; <see cref="Build"/> puts all of them into one context over the default district, or the one given.</remarks>
public sealed class EntryBuilder
{
    private readonly List<Entry> _neighbours = [];
    private readonly List<(Entry Entry, string[] BlockedBy)> _before = [];
    private DistrictBuilder _district = new();
    private SessionLog _log = new()
    {
        StudentNumber = "S1",
        ProviderNumber = "P1",
        Service = "SPEECH",
        Mode = SessionMode.Individual,
        Date = new DateOnly(2026, 10, 6),
        Start = new TimeOnly(9, 0),
        End = new TimeOnly(9, 30),
        Attendance = "P",
        Place = "school",
        Objective = "1",
        Activity = "articulation cards",
        Progress = "7 of 10",
        Note = "Initial /r/ in words with one cue.",
        SignedBy = "P1",
        SignedAt = new DateTimeOffset(2026, 10, 6, 16, 0, 0, TimeSpan.FromHours(-4)),
    };

    private long _entryId = 1;
    private string _rowId = "r0001";
    private bool _voided;
    private bool _onLiveClaim;
    private int _contentVersion = 1;
    private int _signedVersion = 1;

    /// <summary>Changes what was logged, as a <c>with</c> expression.</summary>
    public EntryBuilder Log(Func<SessionLog, SessionLog> change)
    {
        _log = change(_log);
        return this;
    }

    public EntryBuilder On(DateOnly day) => Log(log => log with
    {
        Date = day,
        SignedAt = new DateTimeOffset(day, new TimeOnly(16, 0), TimeSpan.FromHours(-4)),
    });

    public EntryBuilder At(int hour, int minute, int minutes) => Log(log => log with
    {
        Start = new TimeOnly(hour, minute),
        End = new TimeOnly(hour, minute).AddMinutes(minutes),
    });

    public EntryBuilder Lasting(int minutes) => Log(log => log with { End = log.Start!.Value.AddMinutes(minutes) });

    public EntryBuilder Of(string service, SessionMode mode = SessionMode.Individual) => Log(log => log with { Service = service, Mode = mode });

    public EntryBuilder By(string providerNumber) => Log(log => log with { ProviderNumber = providerNumber, SignedBy = providerNumber });

    public EntryBuilder For(string studentNumber) => Log(log => log with { StudentNumber = studentNumber });

    public EntryBuilder Id(long entryId)
    {
        (_entryId, _rowId) = (entryId, $"r{entryId:0000}");
        return this;
    }

    /// <summary>The versions in which the attested content last changed, and which the signature covers.</summary>
    public EntryBuilder Versions(int content, int signed)
    {
        (_contentVersion, _signedVersion) = (content, signed);
        return this;
    }

    /// <summary>Its claim was voided, and none bills it now.</summary>
    public EntryBuilder Voided()
    {
        _voided = true;
        return this;
    }

    /// <summary>A claim bills it.</summary>
    public EntryBuilder OnLiveClaim()
    {
        _onLiveClaim = true;
        return this;
    }

    public EntryBuilder In(DistrictBuilder district)
    {
        _district = district;
        return this;
    }

    /// <summary>Changes student S1, as a <c>with</c> expression.</summary>
    public EntryBuilder WithStudent(Func<Student, Student> change)
    {
        _district.Change(change);
        return this;
    }

    /// <summary>Changes provider P1, as a <c>with</c> expression.</summary>
    public EntryBuilder WithProvider(Func<Provider, Provider> change)
    {
        _district.Change(change);
        return this;
    }

    /// <summary>Changes S1's one plan.</summary>
    public EntryBuilder WithPlan(Func<Plan, Plan> change) =>
        WithStudent(student => student with { Plans = [change(student.Plans[0])] });

    /// <summary>Changes the one row of S1's plan.</summary>
    public EntryBuilder WithGridRow(Func<GridRow, GridRow> change) =>
        WithPlan(plan => plan with { Rows = [change(plan.Rows[0])] });

    /// <summary>Changes S1's one order.</summary>
    public EntryBuilder WithOrder(Func<ServiceOrder, ServiceOrder> change) =>
        WithStudent(student => student with { Orders = [change(student.Orders[0])] });

    /// <summary>Changes P1's one credential.</summary>
    public EntryBuilder WithCredential(Func<Credential, Credential> change) =>
        WithProvider(provider => provider with { Credentials = [change(provider.Credentials[0])] });

    /// <summary>S1's plan has this row alone, and an order for its service.</summary>
    public EntryBuilder OnGridRow(string frequency, string service = "SPEECH", SessionMode? mode = SessionMode.Individual) =>
        WithStudent(student => student with { Orders = [student.Orders[0] with { Service = service }] })
            .WithGridRow(_ => DistrictBuilder.Row(1, service, frequency, mode));

    /// <summary>Another session, built like this one, in the same context; its id and row id follow on.</summary>
    public EntryBuilder Beside(Func<EntryBuilder, EntryBuilder> other)
    {
        var builder = new EntryBuilder { _log = _log }.Id(_entryId + _neighbours.Count + 1);
        _neighbours.Add(other(builder).Alone());
        return this;
    }

    /// <summary>A session of a month before, built like this one, as the store would give it: it is seen, and not checked again.</summary>
    /// <param name="blockedBy">The codes that stand against its being billed.</param>
    public EntryBuilder After(Func<EntryBuilder, EntryBuilder> other, params string[] blockedBy)
    {
        var builder = new EntryBuilder { _log = _log }.Id(1_000 + _entryId + _before.Count);
        _before.Add((other(builder).Alone(), blockedBy));
        return this;
    }

    public (Entry Entry, CheckContext Context) Build()
    {
        var entry = Alone();
        var context = _district.ContextOf([entry, .. _neighbours]);
        if (_before.Count > 0)
        {
            var before = _before.ToDictionary(each => each.Entry, each => each.BlockedBy);
            _ = _district.ContextOf(before.Keys); // which matches them to their records
            context.History = new History(before.Keys, session => before[session] is { Length: > 0 } codes ? codes : null);
        }

        return (entry, context);
    }

    /// <summary>The one finding that a check alone has of the session, or null.</summary>
    public Finding? FindingOf(Check check)
    {
        var (entry, context) = Build();
        return An.FindingsOf(check, entry, context).SingleOrDefault();
    }

    /// <summary>Whether a check alone finds something.</summary>
    public bool Draws(Check check)
    {
        var (entry, context) = Build();
        return An.FindingsOf(check, entry, context).Count > 0;
    }

    /// <summary>The codes that the whole catalogue draws on the session.</summary>
    public IReadOnlyList<string> AllCodes()
    {
        var (entry, context) = Build();
        return An.AllCodes(entry, context);
    }

    /// <summary>The session by itself, for a context that a test makes.</summary>
    public Entry Alone() => new()
    {
        EntryId = _entryId,
        Version = Math.Max(_contentVersion, Math.Max(_signedVersion, 1)),
        Log = _log,
        Source = "district",
        RowId = _rowId,
        RowHash = RowHash.Of(_log),
        ImportFileId = 1,
        LineNumber = (int)_entryId + 1,
        ContentVersion = _contentVersion,
        SignedVersion = _signedVersion,
        Voided = _voided,
        OnLiveClaim = _onLiveClaim,
    };
}
