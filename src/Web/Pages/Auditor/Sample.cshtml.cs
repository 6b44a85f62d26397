using System.Security.Cryptography;
using MedicaidLogs.Core.Display;
using MedicaidLogs.Core.Files;
using MedicaidLogs.Core.Reports;
using MedicaidLogs.Web.Auditing;
using MedicaidLogs.Web.Claims;
using MedicaidLogs.Web.Reads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace MedicaidLogs.Web.Pages.Auditor;

/// <summary>Sent claim lines to be looked at: some drawn by chance, in a way that can be repeated, or those of named claims.</summary>
public sealed class SampleModel(NpgsqlDataSource database, Visit visit, RecordReads reads) : PageModel
{
    private static readonly Columns<SampledLine> _columns = new Columns<SampledLine>()
        .Text("line", "Line", line => line.Number)
        .Text("claim", "Claim", line => line.ClaimNumber)
        .Text("student_number", "Student no.", line => line.StudentNumber)
        .Date("service_date", "Day", line => line.ServiceDate)
        .Text("code", "Code", line => line.Procedure)
        .Text("modifiers", "Modifiers", line => line.Modifiers)
        .Units("units", "Units", line => line.UnitsMilli)
        .Dollars("charge_dollars", "Charge", line => line.ChargeCents)
        .Dollars("paid_dollars", "Paid", line => line.PaidCents)
        .Text("payer", "Payer", line => line.Payer)
        .Text("stage", "Stage", line => line.Stage);

    public SampleQuery Query { get; private set; } = null!;

    public IReadOnlyList<SampledLine> Lines { get; private set; } = [];

    public IReadOnlyList<string> Payers { get; private set; } = [];

    /// <summary>A number for the next draw, where nobody names one.</summary>
    public int NextSeed { get; } = RandomNumberGenerator.GetInt32(1, SampleQuery.LargestSeed + 1);

    /// <summary>Named numbers that no sent claim has.</summary>
    public IEnumerable<string> Unknown => Query.Numbers.Where(number => !Lines.Any(line => line.Number == number || line.ClaimNumber == number));

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var report = _columns.Report(
            "Sample", $"{visit.District.Name}, {Show.Month(visit.Month)}", Lines.Select(_columns.Row).ToAsyncEnumerable());
        var spool = FileStore.NewSpool(); // deleted when the answer is sent
        await report.WriteAsync(ReportFormat.Csv, spool, cancellationToken);
        spool.Position = 0;
        var name = Query.Seed is { } seed ? $"draw-{seed}" : "named-claims";
        return File(spool, ReportFormat.Csv.ContentType(), $"sample-{Core.Districts.MonthName.Of(visit.Month)}-{name}.csv");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Query = SampleQuery.From(Request.Query, visit.Month);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        Payers = await ListedClaim.PayersAsync(connection, visit.User.DistrictId, visit.Month, cancellationToken);
        Lines = await SampledLine.FindAsync(connection, visit.User.DistrictId, visit.User.Schools, Query, cancellationToken);
        foreach (var line in Lines)
        {
            reads.Of("claim", line.ClaimId, line.StudentId);
        }
    }
}
