using System.Globalization;
using Dapper;
using MedicaidLogs.Billing.X12;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.Claims;

/// <summary>What a payer that was asked before this one did with a student's procedure of a day, as Ingest publishes it.</summary>
internal sealed record PriorPayment(PriorPayer Payer, DateOnly PaidOn, long PaidCents, string Adjustments)
{
    [Sql]
    private const string OfMonthSql = """
        select student_id, service_date, procedure, asked_as, payer_id, payer_name, filing_indicator, member_id, relationship,
               insured_last_name, insured_first_name, payer_claim_number, paid_on, paid_cents, adjustments
        from intake.claim_other_payment
        where district_id = @districtId and service_month = @month
        order by student_id, service_date, procedure, asked_as, payer_id
        """;

    /// <summary>What it paid and took off: a line's whole charge.</summary>
    public long JudgedCents => PaidCents + AdjustmentsOf(Adjustments).Sum(adjustment => adjustment.AmountCents);

    public static async Task<ILookup<ServiceOfDay, PriorPayment>> OfMonthAsync(
        NpgsqlConnection connection, DistrictId districtId, DateOnly month, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(OfMonthSql, new { districtId, month }, cancellationToken: cancellationToken));
        return rows.ToLookup(row => new ServiceOfDay(row.StudentId, row.ServiceDate, row.Procedure), row => row.ToPayment());
    }

    /// <param name="text">group:reason:cents, separated by blanks.</param>
    public static IReadOnlyList<Adjustment> AdjustmentsOf(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(each => each.Split(':'))
            .Select(parts => new Adjustment(parts[0], parts[1], long.Parse(parts[2], CultureInfo.InvariantCulture))),
    ];

    private sealed record Row(
        long StudentId, DateOnly ServiceDate, string Procedure, int AskedAs, string PayerId, string PayerName, string FilingIndicator, string MemberId,
        string Relationship, string? InsuredLastName, string? InsuredFirstName, string? PayerClaimNumber, DateOnly PaidOn, long PaidCents, string Adjustments)
    {
        public PriorPayment ToPayment() => new(
            new(AskedAs, PayerId, PayerName, FilingIndicator, MemberId, Relationship, InsuredLastName, InsuredFirstName, PayerClaimNumber),
            PaidOn, PaidCents, Adjustments);
    }
}

/// <summary>A student's procedure of a day: what other payers decide on, whatever the modifiers.</summary>
internal readonly record struct ServiceOfDay(long StudentId, DateOnly Date, string Procedure);
