using System.Globalization;
using System.Text;
using MedicaidLogs.Billing.Claims;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Bench;

/// <summary>Claims of a district that went out, four lines to each, and the 835 that answers them.</summary>
public sealed class SentClaims
{
    private const int LinesPerClaim = 4;
    private const long ChargeCents = 45_50;
    private const long PaidCents = 36_40;

    private static readonly DateOnly _firstDay = new(2026, 10, 1);

    private readonly int _lines;

    private SentClaims(DistrictId districtId, int lines) => (DistrictId, _lines) = (districtId, lines);

    public DistrictId DistrictId { get; }

    private int Claims => _lines / LinesPerClaim;

    public static async Task<SentClaims> CreateAsync(BenchServer server, int lines)
    {
        var district = DistrictFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "SeedData", "maple-grove", "district.json")));
        await using var connection = await server.Database.OpenConnectionAsync();
        await district.StoreAsync(connection);
        var districtId = (await District.FindAsync(connection, district.Code))!.DistrictId;
        var sent = new SentClaims(districtId, lines);
        await BulkCopy.WriteAsync(
            connection,
            """
            copy billing.claim
                (district_id, claim_id, claim_run_id, transaction_number, claim_number, frequency, place, diagnoses, charge_cents, student_id,
                 student_last_name, student_first_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code)
            from stdin (format binary)
            """,
            sent.Claims, sent.WriteClaim, CancellationToken.None);
        await BulkCopy.WriteAsync(
            connection,
            """
            copy billing.claim_line
                (district_id, claim_id, line_number, service_date, procedure, modifiers, place, minutes, units_milli, charge_cents)
            from stdin (format binary)
            """,
            sent._lines, sent.WriteLine, CancellationToken.None);
        return sent;
    }

    /// <summary>One payment for the lines from one on, which is the first of a claim, and the same lines as plain columns.</summary>
    public void WriteRemittance(string path, string linesPath, int from, int lines)
    {
        using var file = new StreamWriter(path, append: false, Encoding.ASCII, bufferSize: 1 << 20) { NewLine = "~" };
        using var table = new StreamWriter(linesPath, append: false, Encoding.ASCII, bufferSize: 1 << 20);
        var claims = lines / LinesPerClaim;
        file.Write("ISA*00*          *00*          *ZZ*PAYER          *ZZ*DISTRICT       *261105*0905*^*00501*000000031*0*T*:~");
        file.Write("GS*HP*PAYER*DISTRICT*20261105*0905*7*X*005010X221A1~ST*835*0001~");
        file.WriteLine(Invariant($"BPR*I*{Dollars(lines * PaidCents)}*C*ACH************20261120"));
        file.WriteLine(Invariant($"TRN*1*TRACE{from}*1999999999"));
        file.Write("N1*PR*STATE MEDICAID~N1*PE*MAPLE GROVE*XX*1256245485~LX*1~");
        for (var claim = from / LinesPerClaim; claim < (from / LinesPerClaim) + claims; claim++)
        {
            var number = Number(claim);
            file.WriteLine(Invariant(
                $"CLP*{number}*1*{Dollars(LinesPerClaim * ChargeCents)}*{Dollars(LinesPerClaim * PaidCents)}**MC*26310{claim:00000000}*03*1"));
            file.WriteLine(Invariant($"NM1*QC*1*STUDENT*ANY****MI*1{claim % 5_000:0000000000}"));
            for (var line = 1; line <= LinesPerClaim; line++)
            {
                var day = Day(line);
                file.WriteLine(Invariant($"SVC*HC:92507:GN*{Dollars(ChargeCents)}*{Dollars(PaidCents)}**1"));
                file.WriteLine(Invariant($"DTM*472*{day:yyyyMMdd}"));
                file.WriteLine(Invariant($"CAS*CO*45*{Dollars(ChargeCents - PaidCents)}"));
                file.WriteLine($"REF*6R*{number.OfLine(line)}");
                table.WriteLine(Invariant($"{number},{number.OfLine(line)},{day:yyyy-MM-dd},92507,{ChargeCents},{PaidCents},{ChargeCents - PaidCents}"));
            }
        }

        var segments = 6 + (claims * (2 + (4 * LinesPerClaim))) + 1;
        file.Write(Invariant($"SE*{segments}*0001~GE*1*7~IEA*1*000000031~"));
    }

    private void WriteClaim(CopyRows row, int claim)
    {
        row.Begin(19);
        row.Write(DistrictId.Value);
        row.Write(claim + 1L);
        row.Write(1L);
        row.Write(1);
        row.Write(Number(claim).ToString());
        row.Write("1");
        row.Write("03");
        row.Write("F802");
        row.Write(LinesPerClaim * ChargeCents);
        row.Write(claim % 5_000L);
        row.Write("STUDENT");
        row.Write("ANY");
        row.Write(new DateOnly(2015, 1, 1));
        row.Write("U");
        row.Write(Invariant($"1{claim % 5_000:0000000000}"));
        row.Write("1 MAIN STREET");
        row.Write("MAPLE GROVE");
        row.Write("NH");
        row.Write("032290000");
    }

    private void WriteLine(CopyRows row, int line)
    {
        row.Begin(10);
        row.Write(DistrictId.Value);
        row.Write((line / LinesPerClaim) + 1L);
        row.Write((line % LinesPerClaim) + 1);
        row.Write(Day((line % LinesPerClaim) + 1));
        row.Write("92507");
        row.Write("GN");
        row.Write("03");
        row.Write(30);
        row.Write(1_000L);
        row.Write(ChargeCents);
    }

    private ClaimNumber Number(int claim) => new(DistrictId, claim + 1L);

    private static DateOnly Day(int line) => _firstDay.AddDays(line);

    private static string Dollars(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
