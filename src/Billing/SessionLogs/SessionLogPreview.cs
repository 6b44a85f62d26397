using System.Globalization;
using System.Text.RegularExpressions;
using MedicaidLogs.Billing.SessionLogs.Document;
using MedicaidLogs.Core.Districts;
using MedicaidLogs.Core.Ids;
using MedicaidLogs.Core.Minutes;
using Npgsql;

namespace MedicaidLogs.Billing.SessionLogs;

/// <summary>A session log as it would be printed now: the HTML that the PDF is made of, under the number of the version that is or would be made.</summary>
public sealed partial record SessionLogPreview(long StudentId, string Html)
{
    /// <summary>What stands between its style tags.</summary>
    public string Style => StyleForm().Match(Html).Groups["style"].Value;

    /// <param name="documentId">As <see cref="SessionLog.DocumentId"/> writes it.</param>
    /// <returns>Null where the district has no such log, or not within reach.</returns>
    public static async Task<SessionLogPreview?> OfAsync(
        NpgsqlConnection connection, IMinutesLedger ledger, DistrictId districtId, string documentId, SessionLogReach reach,
        CancellationToken cancellationToken = default)
    {
        if (DocumentIdForm().Match(documentId) is not { Success: true } form
            || !MonthName.TryParse(form.Groups["month"].Value, out var month)
            || !long.TryParse(form.Groups["student"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var studentId))
        {
            return null;
        }

        await using var look = await WholeMonth.BeginAsync(connection, cancellationToken);
        var district = await District.LoadAsync(connection, districtId, cancellationToken);
        var latest = await SessionLogVersion.LatestAsync(look, districtId, month, cancellationToken);
        await foreach (var log in SessionLog.OfMonthAsync(look, district, month, ledger, studentId, reach, cancellationToken))
        {
            if (log.DocumentId == documentId)
            {
                return new(studentId, await SessionLogDocument.WriteAsync(log, SessionLogVersion.Number(log, latest.GetValueOrDefault(documentId))));
            }
        }

        return null;
    }

    /// <summary>An id, and nothing of the student.</summary>
    public override string ToString() => $"Preview of a session log of student {StudentId}";

    [GeneratedRegex("<style>(?<style>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleForm();

    [GeneratedRegex(@"^(?<month>\d{4}-\d{2})-(?<student>\d{1,18})-\d{1,18}-[A-Za-z0-9_~-]+$")]
    private static partial Regex DocumentIdForm();
}
