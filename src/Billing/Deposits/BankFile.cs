using System.Globalization;
using System.Text;
using CsvHelper;

namespace MedicaidLogs.Billing.Deposits;

/// <summary>Lines of a bank account as a CSV file: <c>date</c> and <c>amount</c>, and <c>trace</c> and <c>description</c> where the bank has them.</summary>
/// <remarks>It is about money: a file with one line that cannot be read is refused whole. docs/file-formats.md tells the columns.</remarks>
internal static class BankFile
{
    /// <summary>8 MiB.</summary>
    public const int MostBytes = 8 << 20;

    public const int MostLines = 50_000;
    private const int MostFaults = 20;
    private const int MaxRecordBytes = 64 << 10;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly CsvReaderOptions _options = new()
    {
        Separator = ',',
        HasHeader = false, // read as any record, and judged here
        Mode = CsvMode.Rfc4180,
        Quote = '"',
        AllowLineBreaksInQuotes = true,
        SkipEmptyLines = true,
        CommentPrefix = null,
        DetectSeparatorHint = false,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        MaxRecordSize = MaxRecordBytes,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        MissingField = CsvMissingFieldHandling.ReturnEmpty,
        Encoding = _utf8,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <exception cref="BankFileException">What cannot be read, by line.</exception>
    public static IReadOnlyList<BankLine> Read(byte[] content)
    {
        if (content.Length > MostBytes)
        {
            throw new BankFileException("The file is longer than 8 MiB. Split it.");
        }

        try
        {
            _ = _utf8.GetCharCount(content);
            using var csv = CsvReader.Create(new MemoryStream(Unmarked(content)), _options, leaveOpen: false);
            return Read(csv);
        }
        catch (DecoderFallbackException)
        {
            throw new BankFileException("The file is not UTF-8. Save it as \"CSV UTF-8\".");
        }
        catch (CsvFormatException fault)
        {
            throw new BankFileException($"The file cannot be read as CSV: a quote is out of place, or a line is longer than 64 KiB ({fault.GetType().Name}).");
        }
    }

    private static List<BankLine> Read(CsvReader csv)
    {
        var columns = csv.Read() ? Columns.Of(csv) : throw new BankFileException("The file is empty.");
        var (lines, faults) = (new List<BankLine>(), new List<string>());
        while (csv.Read() && faults.Count < MostFaults)
        {
            if (lines.Count == MostLines)
            {
                throw new BankFileException("The file has more than 50,000 lines. Split it.");
            }

            if (columns.LineOf(csv, out var fault) is { } line)
            {
                lines.Add(line);
            }
            else
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {csv.LineNumber}: {fault}."));
            }
        }

        return faults.Count == 0 ? lines : throw new BankFileException(string.Join(' ', faults));
    }

    private static byte[] Unmarked(byte[] content) => content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content;

    /// <summary>Where the columns stand; -1 where the bank has none of that name. All others are left alone: banks export many.</summary>
    private sealed record Columns(int Date, int Amount, int Trace, int Description)
    {
        public static Columns Of(CsvReader header)
        {
            var names = Enumerable.Range(0, header.FieldCount).Select(index => header.GetString(index).ToLowerInvariant()).ToList();
            var columns = new Columns(names.IndexOf("date"), names.IndexOf("amount"), names.IndexOf("trace"), names.IndexOf("description"));
            return columns is { Date: >= 0, Amount: >= 0 } ? columns : throw new BankFileException("The header must name the columns date and amount.");
        }

        public BankLine? LineOf(CsvReader csv, out string? fault)
        {
            if (!DateOnly.TryParseExact(Text(csv, Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                fault = "the date is not one like 2026-11-06";
                return null;
            }

            if (!BankAmount.TryParse(Text(csv, Amount), out var cents))
            {
                fault = "the amount is not one in dollars like 17.79 or -17.79";
                return null;
            }

            var line = new BankLine(day, cents, Text(csv, Trace), Text(csv, Description));
            fault = line.Fault;
            return fault is null ? line : null;
        }

        private static string Text(CsvReader csv, int column) => column >= 0 && column < csv.FieldCount ? csv.GetString(column) : "";
    }
}

/// <summary>Dollars as people and banks write them.</summary>
public static class BankAmount
{
    /// <summary>Digits with at most two decimals after a point; a minus in front for what left the account. No separators of thousands.</summary>
    public static bool TryParse(string text, out long cents)
    {
        cents = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            || Math.Abs(dollars) > 10_000_000_000m || decimal.Round(dollars, 2) != dollars)
        {
            return false;
        }

        cents = (long)(dollars * 100);
        return true;
    }
}

/// <summary>A bank's file that cannot be taken in; the message is for the person who sent it and holds no value of it.</summary>
public sealed class BankFileException(string message) : Exception(message);
