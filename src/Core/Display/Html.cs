using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MedicaidLogs.Core.Display;

/// <summary>HTML in the making. Literal text of an interpolation is markup; every value in it is escaped.</summary>
public sealed class Html
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    public Html Add([InterpolatedStringHandlerArgument("")] Markup markup)
    {
        _ = markup; // Its text stands here already.
        return this;
    }

    /// <summary>Text that is ours, such as a style sheet, as it is.</summary>
    public Html Trusted(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public override string ToString() => _text.ToString();

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>Hands what was added so far to the stream and starts afresh: for pages that are too long to be held.</summary>
    public async Task FlushAsync(Stream output, CancellationToken cancellationToken = default)
    {
        await output.WriteAsync(ToUtf8(), cancellationToken);
        _text.Clear();
    }

    [InterpolatedStringHandler]
    public readonly struct Markup
    {
        private readonly StringBuilder _text;

        public Markup(int literalLength, int values, Html html)
        {
            _ = literalLength + values;
            _text = html._text;
        }

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? value) => _text.Append(_encoder.Encode(value ?? ""));

        public void AppendFormatted(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
