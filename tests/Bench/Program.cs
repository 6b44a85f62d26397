using MedicaidLogs.Bench;

(string Name, string What, Func<int, Task<Measurement>> Run, int Rows)[] benches =
[
    ("ingest", "a month's log rows from CSV to checked entries, beside psql \\copy of the same file", IngestBench.RunAsync, 100_000),
    ("check", "a stored month checked again, beside psql \\copy of its file", CheckBench.RunAsync, 100_000),
    ("remit", "a payer's 835 read, balanced, matched and posted, beside psql \\copy of its lines", RemitBench.RunAsync, 100_000),
    ("export", "a month's claims from stored sessions to a validated, stored 837P, beside psql \\copy of their lines", ExportBench.RunAsync, 100_000),
    ("web", "pages on a full store: home, queue, entry, report and a correction, beside a static file and 50 ms", WebBench.RunAsync, 10_000_000),
    ("pdf", "a month's session logs printed and sealed, beside a Chromium started for each", PdfBench.RunAsync, 1_000),
    ("fuzz", "payers' files and claim files spoilt at random and read, beside the unspoilt", FuzzBench.RunAsync, 100_000),
];

// These measure nothing: they end with 1 where something was lost.
(string Name, string What, Func<int, Task<int>> Run, int Rows)[] trials =
[
    ("faults", "a month of ten districts while programs are killed, lines cut, disks full and clocks wrong; --rows says how many faults", FaultBench.RunAsync, 200),
];

if (args is [] or ["--help"])
{
    foreach (var (name, what, most) in benches.Select(each => (each.Name, each.What, each.Rows)).Concat(trials.Select(each => (each.Name, each.What, each.Rows))))
    {
        Console.WriteLine($"{name,-10} {what} (--rows {most})");
    }

    return 0;
}

var bench = benches.FirstOrDefault(each => each.Name == args[0]);
var trial = trials.FirstOrDefault(each => each.Name == args[0]);
if ((bench.Run is null && trial.Run is null) || args is not ([_] or [_, "--rows", _]) || (args.Length == 3 && (!int.TryParse(args[2], out var asked) || asked < 1)))
{
    Console.Error.WriteLine("Usage: ./bench NAME [--rows N]. ./bench alone lists the names.");
    return 2;
}

int? rows = args.Length == 3 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : null;
if (trial.Run is not null)
{
    return await trial.Run(rows ?? trial.Rows);
}

var measured = await bench.Run(rows ?? bench.Rows);
Console.WriteLine(measured.Line(bench.Name));
return 0;
