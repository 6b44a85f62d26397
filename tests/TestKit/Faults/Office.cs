using System.Globalization;
using Dapper;
using MedicaidLogs.Core.Accounts;
using Npgsql;

namespace MedicaidLogs.TestKit.Faults;

/// <summary>A district's clerk and finance at the pages, and its vendors: each does what is due, and does it again where nothing came of it.</summary>
/// <remarks>Half of the files are sent on the pages, half lie in the partner's folder. Each part of the month is billed before the next is sent.</remarks>
/// <param name="bills">Times that the month is billed.</param>
internal sealed class Office(Installation installation, FaultDistrict district, PayersDesk payer, int bills) : IDisposable
{
    /// <summary>How much of the whole time has gone by when the last file is sent.</summary>
    private const double LastFileAt = 0.6;

    private const string StandSql = """
        select (select count(*) from intake.import_file f where f.district_id = @DistrictId and f.kind = 'logs' and f.status = 'taken-in')::int as taken_in,
               (select count(*) from intake.month_to_check m where m.district_id = @DistrictId)::int as stale,
               (select count(*) from billing.claim_release r where r.district_id = @DistrictId)::int as released,
               (select r.claim_run_id from billing.claim_run r
                where r.district_id = @DistrictId and not exists (
                    select from billing.claim_release x where x.district_id = r.district_id and x.claim_run_id = r.claim_run_id)) as unreleased,
               (select count(*) from billing.response_file f where f.district_id = @DistrictId and f.status = 'posted')::int as posted
        """;

    private const string ReceivedSql = "select count(*) from intake.import_file where district_id = @DistrictId and file_name = @Name";

    private const string MonthQuery = "month=2026-10";

    /// <summary>What the checklist offers, one after the other: a worker does each.</summary>
    private static readonly string[] _steps = ["handler=close", "handler=build"];

    private int _sent;
    private PageClient? _clerk;

    public FaultDistrict District => district;

    public PayersDesk Payer => payer;

    public int Bills => bills;

    private sealed record Stand(int TakenIn, int Stale, int Released, long? Unreleased, int Posted);

    /// <summary>Does what is due.</summary>
    /// <param name="time">How much of the whole time has gone by: 0 to 1.</param>
    /// <returns>Whether the month is over: everything sent, billed, delivered, answered, paid and posted.</returns>
    public async Task<bool> WorkAsync(double time)
    {
        try
        {
            return await DoAsync(time);
        }
        catch (Exception fault) when (fault is HttpRequestException or NpgsqlException or IOException or OperationCanceledException)
        {
            Leave(); // and comes back
            return false;
        }
    }

    public void Dispose() => Leave();

    private async Task<bool> DoAsync(double time)
    {
        payer.Fetch();
        var stand = await StandAsync();
        var part = district.Files.Count * Math.Min(stand.Released + 1, bills) / bills;
        while (_sent < part && time * district.Files.Count >= LastFileAt * _sent)
        {
            await SendAsync(district.Files[_sent]);
            _sent++;
        }

        if (stand.Released < bills)
        {
            if (_sent == part && stand.TakenIn == part && stand.Stale == 0)
            {
                await BillAsync(stand);
            }

            return false;
        }

        if (!payer.HasPaid && payer.Taken.Count >= bills)
        {
            payer.Pay();
        }

        return payer.HasPaid && stand.Posted == payer.Answers;
    }

    /// <exception cref="HttpRequestException">It did not come in.</exception>
    private async Task SendAsync(LogFile file)
    {
        if (_sent % 2 == 0)
        {
            var path = Path.Combine(district.InOf(installation), file.Name);
            await File.WriteAllBytesAsync(path, file.Bytes);
            return;
        }

        var address = $"/clerk/files?{MonthQuery}";
        var clerk = await ClerkAsync();
        await clerk.SendFileAsync(address, await clerk.OpenAsync(address), new() { ["as"] = "logs" }, file.Name, file.Bytes);
        await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
        if (await connection.ExecuteScalarAsync<long>(ReceivedSql, new { district.DistrictId, file.Name }) == 0)
        {
            throw new HttpRequestException("The page did not take the file.");
        }
    }

    private async Task BillAsync(Stand stand)
    {
        if (stand.Unreleased is { } run)
        {
            var page = string.Create(CultureInfo.InvariantCulture, $"/claim-files/{run}");
            using var finance = await PageClient.SignInAsync(installation.Pages, district.EmailOf(UserRole.Finance), FaultDistrict.Password);
            await finance.SendAsync($"{page}?handler=release", await finance.OpenAsync(page), new() { ["Password"] = FaultDistrict.Password });
            return;
        }

        var clerk = await ClerkAsync();
        var checklist = await clerk.OpenAsync($"/clerk/close?{MonthQuery}");
        if (_steps.FirstOrDefault(step => checklist.Contains(step, StringComparison.Ordinal)) is { } next)
        {
            await clerk.SendAsync($"/clerk/close?{MonthQuery}&{next}", checklist, []);
        }

        Leave();
    }

    private async Task<Stand> StandAsync()
    {
        await using var connection = await installation.Postgres.Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<Stand>(StandSql, new { district.DistrictId });
    }

    private async Task<PageClient> ClerkAsync() =>
        _clerk ??= await PageClient.SignInAsync(installation.Pages, district.EmailOf(UserRole.Clerk), FaultDistrict.Password);

    private void Leave()
    {
        _clerk?.Dispose();
        _clerk = null;
    }
}
