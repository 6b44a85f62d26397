using System.Globalization;
using System.Text;

namespace MedicaidLogs.Worker.Dropboxes;

/// <summary>The options of one run of curl, as it reads them from standard input (<c>--config -</c>): nobody sees them in a list of processes.</summary>
/// <remarks>Source: curl(1), --config: a value in double quotes, in which backslash escapes.</remarks>
internal sealed class CurlConfig
{
    private readonly StringBuilder _text = new();

    public CurlConfig Flag(string option)
    {
        _text.Append(option).Append('\n');
        return this;
    }

    /// <exception cref="ArgumentException">The value holds a NUL, which no option can.</exception>
    public CurlConfig Set(string option, string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The value of curl's option {option} holds a NUL.", nameof(value));
        }

        _text.Append(option).Append(" = \"");
        foreach (var character in value)
        {
            _text.Append(character switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\v' => @"\v",
                _ => character.ToString(),
            });
        }

        _text.Append("\"\n");
        return this;
    }

    public CurlConfig Set(string option, TimeSpan time) =>
        Set(option, Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
