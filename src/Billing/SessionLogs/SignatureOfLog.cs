using System.Runtime.InteropServices;
using Dapper;
using MedicaidLogs.Core.Database;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A signature or co-signature that was given here, with the password, and stands under a session.</summary>
/// <param name="Kind"><c>signed</c> or <c>cosigned</c>.</param>
/// <param name="Credential">On the day of the session, with its licence; both may be empty.</param>
/// <param name="ContentHash">SHA-256 of what was signed: docs/signatures.md.</param>
/// <param name="Statement">What the person stated by signing.</param>
/// <param name="Outlived">What it is under was changed since.</param>
public sealed record SignatureOfLog(
    long EntryId, string Kind, string PrintedName, string Credential, string LicenseNumber, DateTimeOffset SignedAt, byte[] ContentHash,
    string Statement, bool Outlived)
{
    [Sql]
    private const string OfMonthSql = """
        select entry_id, kind, printed_name, credential, license_number, signed_at, content_hash, statement, outlived
        from intake.signature_of_log
        where district_id = @districtId and service_month = @month and (@studentId::bigint is null or student_id = @studentId)
        """;

    public bool IsCosignature => Kind == "cosigned";

    /// <param name="studentId">Null: of all.</param>
    public static async Task<Dictionary<long, List<SignatureOfLog>>> OfMonthAsync(
        NpgsqlTransaction transaction, DistrictId districtId, DateOnly month, long? studentId, CancellationToken cancellationToken)
    {
        var byEntry = new Dictionary<long, List<SignatureOfLog>>();
        var statements = new HashSet<string>(StringComparer.Ordinal); // few, under a million signatures
        await foreach (var signature in transaction.Connection!
            .QueryUnbufferedAsync<SignatureOfLog>(OfMonthSql, new { districtId, month, studentId }, transaction).WithCancellation(cancellationToken))
        {
            statements.Add(signature.Statement);
            statements.TryGetValue(signature.Statement, out var statement);
            (CollectionsMarshal.GetValueRefOrAddDefault(byEntry, signature.EntryId, out _) ??= []).Add(signature with { Statement = statement! });
        }

        return byEntry;
    }

    /// <summary>An id, and nothing of the person.</summary>
    public override string ToString() => $"Signature under entry {EntryId}";
}
