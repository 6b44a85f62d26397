using System.Globalization;
using MedicaidLogs.TestKit.Payer;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A district's payer at its own folders: fetches what is delivered, leaves its answers, pays at the end.</summary>
internal sealed class PayersDesk(string outFolder, string inFolder, int seed)
{
    private static readonly DateOnly _paidOn = FaultDistrict.Today.AddDays(14);

    private readonly SimulatedPayer _payer = new(seed);
    private readonly List<string> _taken = [];

    /// <summary>Names of the files that it fetched, one for each time.</summary>
    public IReadOnlyList<string> Taken => _taken;

    /// <summary>The bytes of each, by name.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Files that it left for us.</summary>
    public int Answers { get; private set; }

    public bool HasPaid { get; private set; }

    public PayerBooks Books => _payer.Books;

    /// <summary>Takes every file away that has its name, and answers it.</summary>
    public void Fetch()
    {
        foreach (var path in Directory.EnumerateFiles(outFolder).Where(path => !path.EndsWith(".part", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList())
        {
            var (name, bytes) = (Path.GetFileName(path), File.ReadAllBytes(path));
            File.Delete(path);
            _taken.Add(name);
            if (Files.TryAdd(name, bytes))
            {
                foreach (var answer in _payer.Take(bytes).All)
                {
                    Leave(answer);
                }
            }
        }
    }

    public void Pay()
    {
        Leave(_payer.Remit(_paidOn));
        HasPaid = true;
    }

    private void Leave(byte[] answer)
    {
        Answers++;
        var path = Path.Combine(inFolder, string.Create(CultureInfo.InvariantCulture, $"answer-{Answers:000}.x12"));
        File.WriteAllBytes(path + ".part", answer);
        File.Move(path + ".part", path);
    }
}
