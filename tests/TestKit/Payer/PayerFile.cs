using System.Globalization;
using System.Text;
using MedicaidLogs.Billing.X12;

namespace MedicaidLogs.TestKit.Payer;

/// <summary>One interchange of a payer, in its own spelling. Written without the product's writer, so that neither hides a fault of the other.</summary>
internal sealed class PayerFile
{
    private const string Hour = "0612";

    private readonly PayerStyle _style;
    private readonly Envelope _ours;
    private readonly DateOnly _on;
    private readonly string _number;
    private readonly StringBuilder _text = new();
    private (string Number, int Start) _transaction;
    private int _segments;
    private int _transactions;
    private int _transactionsOfGroup;
    private int _groups;

    /// <param name="ours">Of the file that is answered: sender and receiver change places.</param>
    /// <param name="number">ISA13.</param>
    public PayerFile(PayerStyle style, Envelope ours, int number, DateOnly on)
    {
        (_style, _ours, _on, _number) = (style, ours, on, number.ToString("D9", CultureInfo.InvariantCulture));
        string[] isa =
        [
            "ISA", "00", new(' ', 10), "00", new(' ', 10), ours.Receiver.Qualifier, $"{ours.Receiver.Id,-15}", ours.Sender.Qualifier, $"{ours.Sender.Id,-15}",
            Day(on)[2..], Hour, $"{style.Separators.Repetition}", "00501", _number, "0", ours.Usage == Usage.Production ? "P" : "T", $"{style.Separators.Component}",
        ];
        _text.AppendJoin(E, isa);
        End();
    }

    private char E => _style.Separators.Element;

    public void OpenGroup(string kind, string version)
    {
        _groups++;
        _transactionsOfGroup = 0;
        Segment("GS", kind, _ours.GroupReceiver, _ours.GroupSender, Day(_on), Hour, Count(_groups), "X", version);
    }

    public void OpenTransaction(string kind, string version)
    {
        _transactionsOfGroup++;
        _transaction = ((++_transactions).ToString("D4", CultureInfo.InvariantCulture), _segments);
        Segment("ST", kind, _transaction.Number, version);
    }

    public void CloseTransaction() => Segment("SE", Count(_segments - _transaction.Start + 1), _transaction.Number);

    public void CloseGroup() => Segment("GE", Count(_transactionsOfGroup), Count(_groups));

    public byte[] Close()
    {
        Segment("IEA", Count(_groups), _number);
        return Encoding.ASCII.GetBytes(_text.ToString());
    }

    /// <summary>Separators without a value behind them fall away.</summary>
    public void Segment(string id, params ReadOnlySpan<string> elements)
    {
        _segments++;
        while (elements is [.., ""])
        {
            elements = elements[..^1];
        }

        _text.Append(id);
        foreach (var element in elements)
        {
            _text.Append(E).Append(Sound(element));
        }

        End();
    }

    public string Composite(params string[] components) => string.Join(_style.Separators.Component, components).TrimEnd(_style.Separators.Component);

    public string Service(string qualifier, string procedure, IEnumerable<string> modifiers) => Composite([qualifier, procedure, .. modifiers]);

    public string Dollars(long cents) => (cents / 100m).ToString(_style.WritesAllCents ? "0.00" : "#.##;-#.##;0", CultureInfo.InvariantCulture);

    public static string Units(long? milliunits) => milliunits is { } units ? (units / 1000m).ToString("#.###;-#.###;0", CultureInfo.InvariantCulture) : "";

    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "";

    private void End() => _text.Append(_style.Separators.Terminator).Append(_style.LineEnd);

    private string Sound(string element) =>
        element.Contains(E) || element.Contains(_style.Separators.Terminator) ? throw new InvalidOperationException("The payer's separators stand in its data.") : element;
}
