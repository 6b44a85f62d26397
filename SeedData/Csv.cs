using System.Globalization;
using System.Text;

namespace MedicaidLogs.SeedData;

/// <summary>A column of a CSV file: its header and what it holds of a row.</summary>
public sealed record Column<T>(string Header, Func<T, string> Text);

/// <summary>CSV as docs/file-formats.md has it: UTF-8 without a byte order mark, LF, quotes only where needed.</summary>
public static class Csv
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static StreamWriter Writer(Stream stream) => new(stream, _utf8, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };

    public static byte[] Bytes<T>(IReadOnlyList<Column<T>> columns, IEnumerable<T> rows) =>
        Bytes(rows.Select(row => Line(columns, row)).Prepend(Header(columns)));

    public static byte[] Bytes(IEnumerable<string> lines) => _utf8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static string Header<T>(IReadOnlyList<Column<T>> columns) => Line(columns.Select(column => column.Header));

    public static string Line<T>(IReadOnlyList<Column<T>> columns, T row) => Line(columns.Select(column => column.Text(row)));

    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field));

    public static string Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    public static string Text(DateTime? instant) => instant?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "";

    public static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Text(bool yes) => yes ? "yes" : "no";

    public static string Dollars(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:D2}");

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
