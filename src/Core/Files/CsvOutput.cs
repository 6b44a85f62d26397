using System.Buffers;
using System.Globalization;
using System.Text;

namespace MedicaidLogs.Core.Files;

/// <summary>Writes CSV (RFC 4180) that a spreadsheet opens as it stands: UTF-8, CRLF, and no text that it would take for a formula.</summary>
/// <remarks>A text that starts with =, +, -, @, tab or return gets an apostrophe in front (OWASP, CSV injection). Numbers are numbers.</remarks>
public sealed class CsvOutput(Stream output) : IAsyncDisposable
{
    private static readonly SearchValues<char> _needQuotes = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> _beginFormula = SearchValues.Create("=+-@\t\r");

    private readonly StreamWriter _writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
    private bool _rowBegun;

    public CsvOutput Text(string? text)
    {
        Separate();
        text ??= "";
        var formula = text.Length > 0 && _beginFormula.Contains(text[0]);
        if (!formula && !text.AsSpan().ContainsAny(_needQuotes))
        {
            _writer.Write(text);
            return this;
        }

        _writer.Write('"');
        if (formula)
        {
            _writer.Write('\'');
        }

        _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
        return this;
    }

    public CsvOutput Number(long? number)
    {
        Separate();
        _writer.Write(number?.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>ISO 8601.</summary>
    public CsvOutput Date(DateOnly? day)
    {
        Separate();
        _writer.Write(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Two decimals, no currency sign.</summary>
    public CsvOutput Dollars(long cents) => Decimal(cents, 2);

    /// <param name="number">In tenths, hundredths, thousandths…: of as many places as stand behind the point.</param>
    public CsvOutput Decimal(long number, byte places)
    {
        Separate();
        _writer.Write((number * new decimal(1, 0, 0, isNegative: false, places)).ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>With at most two decimals: <c>13.33</c>, <c>27</c>.</summary>
    public CsvOutput Hundredths(long number)
    {
        Separate();
        _writer.Write((number / 100m).ToString("0.##", CultureInfo.InvariantCulture));
        return this;
    }

    public void EndRow()
    {
        _writer.Write("\r\n");
        _rowBegun = false;
    }

    public void Header(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            Text(column);
        }

        EndRow();
    }

    /// <summary>Hands the rest to the stream, which stays open.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Separate()
    {
        if (_rowBegun)
        {
            _writer.Write(',');
        }

        _rowBegun = true;
    }
}
