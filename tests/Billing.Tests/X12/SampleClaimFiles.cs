namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>What each sample claim file (837P) comes to, or why it is refused. What is wrong inside the loops is not the tokenizer's to say.</summary>
/// <remarks>The totals were summed up a second time, by other means, from the files' text.</remarks>
internal static class SampleClaimFiles
{
    public static IReadOnlyDictionary<string, string> Told { get; } = new Dictionary<string, string>
    {
        ["imsweb__x12_ambiguous_loop.edi"] = "1 transaction, 1 claim of 500.00, 1 line of 12.25",
        ["imsweb__x12_bad_first_line.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        // The id of its PER is missing.
        ["imsweb__x12_bad_segment_identifier.edi"] = "refused X12_IN_SEGMENT_ID at byte 280",
        ["imsweb__x12_bad_valid_code.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_complex.edi"] = "2 transactions, 6 claims of 3000.00, 10 lines of 124.76",
        ["imsweb__x12_loop_errors1_exceeds_max_1_parent.edi"] = "1 transaction, 1 claim of 500.00, 1 line of 12.25",
        ["imsweb__x12_loop_errors2_exceeds_max_repeats_multiple_parents.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_loop_errors3_missing_loops.edi"] = "1 transaction, 1 claim of 500.00, 1 line of 12.25",
        ["imsweb__x12_missing_elements.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_missing_required_loop_in_one_repeat.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_missing_required_loops_mult_repeats.edi"] = "1 transaction, 5 claims of 2500.00, 5 lines of 61.25",
        ["imsweb__x12_multiple_gs.edi"] = "3 transactions, 6 claims of 3000.00, 6 lines of 73.50",
        ["imsweb__x12_multiple_isa.edi"] = "2 transactions, 4 claims of 2000.00, 4 lines of 49.00",
        ["imsweb__x12_multiple_st.edi"] = "2 transactions, 4 claims of 2000.00, 4 lines of 49.00",
        ["imsweb__x12_no_errors.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        // It begins with GS.
        ["imsweb__x12_no_isa_line.edi"] = "refused X12_IN_NOT_X12 at byte 0",
        ["imsweb__x12_segment_errors.edi"] = "1 transaction, 1 claim of 500.00, 1 line of 12.25",
        ["imsweb__x12_segments_out_of_order.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_valid_different_separators.edi"] = "1 transaction, 2 claims of 1000.00, 2 lines of 24.50",
        ["imsweb__x12_writer_test.edi"] = "1 transaction, 1 claim of 500.00, 1 line of 12.25",
        ["lfh__coordination-of-benefits.edi"] = "1 transaction, 1 claim of 79.04, 3 lines of 79.04",
        ["lfh__demo.ambulance.example5.edi"] = "1 transaction, 1 claim of 766.50, 4 lines of 766.50",
        ["lfh__demo.autoaccident.edi"] = "1 transaction, 1 claim of 185.00, 2 lines of 185.00",
        ["lfh__demo.cob.2ndary.example4.edi"] = "1 transaction, 1 claim of 145.50, 1 line of 145.50",
        ["lfh__demo.cob.example3.A.edi"] = "1 transaction, 1 claim of 79.04, 3 lines of 79.04",
        ["lfh__demo.cob.example3.B.edi"] = "1 transaction, 1 claim of 79.04, 3 lines of 79.04",
        ["lfh__demo.cob.example3.C.edi"] = "1 transaction, 1 claim of 79.04, 3 lines of 79.04",
        ["lfh__demo.cob.example4.edi"] = "1 transaction, 1 claim of 120.00, 1 line of 120.00",
        ["lfh__demo.drug.example10.1.edi"] = "1 transaction, 1 claim of 103.37, 2 lines of 103.37",
        ["lfh__demo.drug.example10.2.edi"] = "1 transaction, 1 claim of 2232.93, 6 lines of 2232.93",
        ["lfh__demo.drug.example10.3.edi"] = "1 transaction, 1 claim of 2232.93, 6 lines of 2232.93",
        ["lfh__demo.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["lfh__demo.example1.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["lfh__demo.example11.edi"] = "1 transaction, 1 claim of 28.75, 2 lines of 28.75",
        ["lfh__demo.example12.edi"] = "1 transaction, 1 claim of 252.71, 1 line of 252.71",
        ["lfh__demo.example2.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["lfh__demo.example7.edi"] = "1 transaction, 1 claim of 520.24, 2 lines of 520.24",
        ["lfh__demo.example8.edi"] = "1 transaction, 1 claim of 75.00, 1 line of 75.00",
        ["lfh__demo.example9.edi"] = "1 transaction, 1 claim of 827.00, 1 line of 827.00",
        ["lfh__dependent-commercial-insurance-01.edi"] = "1 transaction, 1 claim of 245.00, 6 lines of 245.00",
        ["lfh__dependent-commercial-insurance-02.edi"] = "1 transaction, 1 claim of 405.00, 4 lines of 405.00",
        ["lfh__dependent-commercial-insurance-03.edi"] = "1 transaction, 1 claim of 185.00, 2 lines of 185.00",
        ["lfh__patient-is-dependent.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["lfh__patient-is-subscriber.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["moov__sample.edi"] = "1 transaction, 8 claims of 1771.96, 11 lines of 1771.96",
        ["x12types__005010_837.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["x12types___837_test_1.edi"] = "1 transaction, 2 claims of 280.00, 2 lines of 280.00",
        ["x12types___837_test_16.edi"] = "1 transaction, 1 claim of 766.50, 4 lines of 766.50",
        ["x12types___837_test_2.edi"] = "1 transaction, 1 claim of 100.00, 4 lines of 100.00",
        ["x12types___837_test_3.edi"] = "1 transaction, 1 claim of 100.00, 1 line of 50.00",
    };
}
