using System.Globalization;
using MedicaidLogs.Bench;

(string Name, string What, Func<int, Task<int>> Run, int Rows)[] benches =
[
    Measured("ingest", "a month's log rows from CSV to checked entries, beside psql \\copy of the same file", IngestBench.RunAsync, 100_000),
    Measured("check", "a stored month checked again, beside psql \\copy of its file", CheckBench.RunAsync, 100_000),
    Measured("remit", "a payer's 835 read, balanced, matched and posted, beside psql \\copy of its lines", RemitBench.RunAsync, 100_000),
    Measured("export", "a month's claims from stored sessions to a validated, stored 837P, beside psql \\copy of their lines", ExportBench.RunAsync, 100_000),
    Measured("web", "pages on a full store: home, queue, entry, report and a correction, beside a static file and 50 ms", WebBench.RunAsync, 10_000_000),
    Measured("pdf", "a month's session logs printed and sealed, beside a Chromium started for each", PdfBench.RunAsync, 1_000),
    Measured("fuzz", "payers' files and claim files spoilt at random and read, beside the unspoilt", FuzzBench.RunAsync, 100_000),
    ("scale", "a year of log files of so many districts, drained by one worker, by two, and by three that are killed", ScaleBench.RunAsync, 200),
    ("faults", "a month of ten districts with so many faults: programs killed, lines cut, disks full, clocks wrong", FaultBench.RunAsync, 200),
];

if (args is [] or ["--help"])
{
    foreach (var (name, what, _, rows) in benches)
    {
        Console.WriteLine($"{name,-10} {what} (--rows {rows})");
    }

    return 0;
}

var bench = benches.FirstOrDefault(each => each.Name == args[0]);
if (bench.Run is null || args is not ([_] or [_, "--rows", _]) || (args.Length == 3 && (!int.TryParse(args[2], out var asked) || asked < 1)))
{
    Console.Error.WriteLine("Usage: ./bench NAME [--rows N]. ./bench alone lists the names.");
    return 2;
}

return await bench.Run(args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : bench.Rows);

// The others measure nothing against a floor: they end with 1 where something was lost.
static (string Name, string What, Func<int, Task<int>> Run, int Rows) Measured(string name, string what, Func<int, Task<Measurement>> run, int rows) =>
    (name, what, async asked =>
    {
        Console.WriteLine((await run(asked)).Line(name));
        return 0;
    }, rows);
