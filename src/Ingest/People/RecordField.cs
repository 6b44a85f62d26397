using Npgsql;
using NpgsqlTypes;

namespace MedicaidLogs.Ingest.People;

/// <summary>A column of the store, and what a row of a file puts into it.</summary>
internal sealed class RecordField<TRow>
{
    private readonly Action<NpgsqlBinaryImporter, TRow> _put;

    public RecordField(string name, Func<TRow, string?> value)
        : this(name, "text", (copy, row) => Put(copy, value(row), NpgsqlDbType.Text))
    {
    }

    public RecordField(string name, Func<TRow, DateOnly?> value)
        : this(name, "date", (copy, row) => Put(copy, value(row), NpgsqlDbType.Date))
    {
    }

    public RecordField(string name, Func<TRow, TimeOnly?> value)
        : this(name, "time", (copy, row) => Put(copy, value(row), NpgsqlDbType.Time))
    {
    }

    public RecordField(string name, Func<TRow, long?> value)
        : this(name, "bigint", (copy, row) => Put(copy, value(row), NpgsqlDbType.Bigint))
    {
    }

    public RecordField(string name, Func<TRow, bool> value)
        : this(name, "boolean", (copy, row) => copy.Write(value(row), NpgsqlDbType.Boolean))
    {
    }

    private RecordField(string name, string type, Action<NpgsqlBinaryImporter, TRow> put) => (Name, Type, _put) = (name, type, put);

    public string Name { get; }

    /// <summary>PostgreSQL's.</summary>
    public string Type { get; }

    public void Put(NpgsqlBinaryImporter copy, TRow row) => _put(copy, row);

    private static void Put<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }
}
