using System.Diagnostics;
using MedicaidLogs.Billing.SessionLogs;
using MedicaidLogs.Billing.SessionLogs.Printing;
using MedicaidLogs.Billing.SessionLogs.Sealing;
using MedicaidLogs.Core.Audit;
using MedicaidLogs.Ingest.Minutes;

namespace MedicaidLogs.Bench;

/// <summary>A month's session logs read, printed, sealed and kept, in documents.</summary>
/// <remarks>The floor is what each costs where a Chromium is started for it, measured on a few and taken times all.</remarks>
public static class PdfBench
{
    private const int MostOfFloor = 10;

    public static async Task<Measurement> RunAsync(int rows)
    {
        await using var month = await MonthOfLogs.PrepareAsync(rows);
        await month.TakeInAsync();
        await month.Server.ExecuteAsync("vacuum analyze");
        var districtId = await month.DistrictIdAsync();
        var folder = Directory.CreateTempSubdirectory("medlogs-bench-pdf-");
        try
        {
            var path = Path.Combine(folder.FullName, "seal.p12");
            SealCertificate.CreateTrial(path, "Bench", password: null, MonthOfLogs.Clock.GetUtcNow());
            using var certificate = SealCertificate.Load(path, password: null, MonthOfLogs.Clock.GetUtcNow());
            await using var printer = new PdfPrinter();
            var ours = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var made = await new SessionLogMonth(month.Server.Database, MonthOfLogs.Clock, printer, certificate, new MinutesLedger())
                .MakeAsync(districtId, MonthOfLogs.Month, Actor.Command("bench"));
            var took = clock.Elapsed;
            Console.WriteLine(
                $"{made.Made} session logs, {made.Made / took.TotalSeconds:0.0} a second; of each, "
                + $"{(Environment.CpuUsage.TotalTime - ours).TotalMilliseconds / made.Made:0} ms of a core in this process, the rest in Chromium and the database");
            await new SessionLogFolder(month.Server.Database, new MinutesLedger()).WriteAsync(districtId, MonthOfLogs.Month, folder.FullName);
            return new Measurement(made.Made, took, made.Made * await OfOneProcessAsync(folder));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> OfOneProcessAsync(DirectoryInfo folder)
    {
        var pages = folder.GetFiles("*.html").Take(MostOfFloor).ToList();
        var profile = folder.CreateSubdirectory("profile");
        var clock = Stopwatch.StartNew();
        foreach (var page in pages)
        {
            using var chromium = Process.Start(new ProcessStartInfo("chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", $"--user-data-dir={profile.FullName}", "--no-pdf-header-footer",
                $"--print-to-pdf={page.FullName}.pdf", page.FullName,
            ])
            {
                RedirectStandardError = true,
            })!;
            await chromium.StandardError.ReadToEndAsync();
            await chromium.WaitForExitAsync();
        }

        return clock.Elapsed / pages.Count;
    }
}
