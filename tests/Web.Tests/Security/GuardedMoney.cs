using System.Text;
using Dapper;
using MedicaidLogs.Core.Ids;
using Npgsql;

namespace MedicaidLogs.Web.Tests.Security;

/// <summary>A claim of one student, a remittance that answers one of its lines and leaves the other unmatched, and a deposit.</summary>
/// <remarks>All bear one number, which is the student's, as does the claim file that <see cref="GuardedDistrict"/> has.</remarks>
public static class GuardedMoney
{
    private const string Insert = """
        insert into ops.stored_file (district_id, sha256, length_bytes) values (@districtId, sha256(@content), length(@content));
        insert into ops.stored_file_chunk (district_id, sha256, chunk_number, bytes) values (@districtId, sha256(@content), 0, @content);
        insert into billing.claim
            (district_id, claim_id, claim_run_id, transaction_number, claim_number, frequency, place, diagnoses, charge_cents, student_id, student_last_name,
             student_first_name, birth_date, sex, medicaid_id, street, city, state_code, postal_code)
        values (@districtId, @id, @id, 1, 'M' || @id, '1', '03', 'F802', 4000, @id, 'Student', 'Some', '2016-05-04', 'F', 'X', 'Street', 'City', 'NH', '03301');
        insert into billing.claim_line (district_id, claim_id, line_number, service_date, procedure, modifiers, place, minutes, units_milli, charge_cents)
        values (@districtId, @id, 1, '2026-09-08', '92507', '', '03', 30, 1000, 2000), (@districtId, @id, 2, '2026-09-10', '92507', '', '03', 30, 1000, 2000);
        insert into billing.response_file
            (district_id, response_file_id, file_name, sha256, received_at, received_by, status, finished_at)
        values (@districtId, @id, 'payment.835', sha256(@content), @at, 'command:test', 'posted', @at);
        insert into billing.remittance
            (district_id, remittance_id, response_file_id, segment, payer_name, payer_trace, trace_number, handling, method, paid_date, payee_id,
             payment_cents, claims, lines, charge_cents, adjusted_cents, paid_cents, provider_adjusted_cents, content_hash, posted_at)
        values (@districtId, @id, @id, 4, 'NH MEDICAID', '1', 'TRACE' || @id, 'I', 'ACH', '2026-10-20', '1234567893', 4000, 1, 2, 4000, 0, 4000, 0, sha256(@content), @at);
        insert into billing.remit_claim
            (district_id, remittance_id, claim_ordinal, segment, claim_number, status, charge_cents, paid_cents, patient_cents, adjusted_cents,
             payer_claim_number, member_id, forwarded_to, remarks)
        values (@districtId, @id, 1, 5, 'M' || @id, '1', 4000, 4000, 0, 0, 'P1', 'X', '', '');
        insert into billing.remit_line
            (district_id, remittance_id, claim_ordinal, line_ordinal, segment, line_control_number, service_date, procedure, modifiers, charge_cents,
             paid_cents, adjusted_cents, remarks, posted_claim_id, posted_line_number, posted_paid_cents, posted_adjusted_cents, posted_denied_cents, matched_by)
        values (@districtId, @id, 1, 1, 6, '', '2026-09-08', '92507', '', 2000, 2000, 0, '', @id, 1, 2000, 0, 0, 'line-number'),
               (@districtId, @id, 1, 2, 7, '', '2026-09-11', '92507', '', 2000, 2000, 0, '', null, null, null, null, null, null);
        insert into billing.unmatched_line (district_id, remittance_id, claim_ordinal, line_ordinal) values (@districtId, @id, 1, 2);
        insert into billing.bank_line (district_id, bank_line_id, banked_on, cents, trace_number, description, ordinal, entered_at, entered_by)
        values (@districtId, @id, '2026-10-21', 4000, 'TRACE' || @id, 'NH', 1, @at, 'command:test');
        insert into billing.deposit (district_id, remittance_id, bank_line_id, matched_by, matched_at, matched_who)
        values (@districtId, @id, @id, 'trace', @at, 'command:test');
        """;

    public static Task InsertAsync(NpgsqlConnection connection, DistrictId districtId, long id) =>
        connection.ExecuteAsync(Insert, new { districtId, id, content = Encoding.UTF8.GetBytes($"money {id}"), at = WebFixture.Now.AddDays(-18) });
}
