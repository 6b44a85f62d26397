namespace MedicaidLogs.Billing.Tests.X12;

/// <summary>What each sample file comes to, or why it is refused. Payments: charge - adjustments - provider's adjustments (PLB).</summary>
/// <remarks>The totals were summed up a second time, by other means, from the files' text.</remarks>
internal static class SampleResponses
{
    public static IReadOnlyDictionary<string, string> Told { get; } = new Dictionary<string, string>
    {
        ["cosyte__ta1.edi"] = "19 Accepted 000",

        // ISA13 is 286, IEA02 is 1.
        ["imsweb__x12_999_accepted.edi"] = "refused X12_IN_CONTROL_NUMBER IEA02 in segment 10",
        ["imsweb__x12_999_rejected.edi"] = "28 Rejected 0/1, 0028 Rejected NM@17",
        ["x12types___999_test_1.edi"] = "28 Accepted 1/1, 0028 Accepted",

        ["imsweb__x12_277CA_accepted.edi"] = "batch Accepted, 1 Accepted 125.00",
        // Its only claim is A7, its batch counts one accepted.
        ["imsweb__x12_277CA_rejected.edi"] = "batch Accepted, 1 Rejected 199.14, QTY*90 1 not 0, AMT*YU 19914 not 0",
        ["x12types___277_test_1.edi"] = "batch Accepted, 3 Accepted 200.50, 2 Rejected 165.00",
        // 005010X364: an answer to encounter data, no 277CA.
        ["x12types___277_test_2.edi"] = "refused X12_IN_KIND ST01 in segment 3",
        // 005010X364.
        ["x12types___277_test_3.edi"] = "refused X12_IN_KIND ST01 in segment 3",

        // SVC01 is put together by > although ISA16 is a colon: its procedure is not seen, its money is.
        ["lfh__cob-contractural-adjustment.edi"] = "pays 34.00; 541.00 - 507.00 - 0.00 of 1 claims, 1 lines",
        ["lfh__managed-care.edi"] = "pays 945.00; 2000.00 - 1055.00 - 0.00 of 2 claims, 2 lines",
        ["lfh__medicare-part-a.edi"] = "pays 150000.00; 226366.97 - 76368.24 - -1.27 of 2 claims, 0 lines",
        ["lfh__secondary-payment.edi"] = "pays 1222.00; 11075.14 - 9853.14 - 0.00 of 2 claims, 2 lines",
        // The procedure is an element instead of a component: what follows stands one late.
        ["lfh__tertiary-payment.edi"] = "pays 187.50; 1766.50 - 1579.00 - 0.00 of 1 claims, 1 lines, Line 1/1 off 21253.50, ClaimLines 1 off 22832.50",
        // Denied with a cent paid on its line; and pays less than nothing, twice.
        ["moov__sample1.edi"] = "pays -6173.50; 385.21 - 385.20 - 6173.50 of 1 claims, 1 lines, Claim 1 off 0.01, NegativePayment off -6173.50; pays -6173.40; 385.20 - 385.20 - 6173.40 of 1 claims, 1 lines, NegativePayment off -6173.40",
        // CLP04 is 4000.00, its line pays 2998.00.
        ["moov__sample2.edi"] = "pays 4000.00; 4199.68 - 1201.68 - 0.00 of 1 claims, 1 lines, Claim 1 off -1002.00",
        ["x12types___835_test_1.edi"] = "pays 34.00; 541.00 - 507.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_2.edi"] = "pays 1.57; 0.00 - -1.57 - 0.00 of 2 claims, 0 lines",
        ["x12types___835_test_3.edi"] = "pays 1481.99; 2424.47 - 942.48 - 0.00 of 2 claims, 0 lines",
        ["x12types___835_test_4.edi"] = "pays 0.00; 34.00 - 34.00 - 0.00 of 1 claims, 2 lines",
        ["x12types___835_test_6.edi"] = "pays 219.65; 269.92 - 46.28 - 3.99 of 3 claims, 3 lines",
        ["x12types___835_test_7.edi"] = "pays 0.00; 0.00 - 20.16 - -20.16 of 2 claims, 0 lines",
        ["x12types___835_test_8.edi"] = "pays 80.00; 400.00 - 320.00 - 0.00 of 1 claims, 3 lines",
        ["x12types___835_test_9.edi"] = "pays 132.00; 226.00 - 94.00 - 0.00 of 1 claims, 5 lines",
        ["x12types___835_test_10.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_11.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_12.edi"] = "pays 350.00; 500.00 - 150.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_13.edi"] = "pays 350.00; 500.00 - 150.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_14.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_15.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_16.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_17.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_18.edi"] = "pays 0.00; 500.00 - 500.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_19.edi"] = "pays 0.00; 500.00 - 500.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_20.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_21.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_22.edi"] = "pays 0.00; 500.00 - 500.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_23.edi"] = "pays 0.00; 500.00 - 500.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_24.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_25.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_26.edi"] = "pays 280.00; 500.00 - 220.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_27.edi"] = "pays 280.00; 500.00 - 220.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_28.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 0 lines",
        ["x12types___835_test_29.edi"] = "pays 100.00; 500.00 - 400.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_30.edi"] = "pays 120.03; 155.00 - 34.97 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_31.edi"] = "pays 35.06; 115.00 - 79.94 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_32.edi"] = "pays 2415.25; 3903.00 - 1487.75 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_33.edi"] = "pays 1100.00; 2000.00 - 900.00 - 0.00 of 2 claims, 2 lines",
        ["x12types___835_test_34.edi"] = "pays 11.06; 36.20 - 25.14 - 0.00 of 1 claims, 2 lines",
        ["x12types___835_test_35.edi"] = "pays 12.00; 25.00 - 13.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_36.edi"] = "pays 8.00; 25.00 - 17.00 - 0.00 of 1 claims, 1 lines",
        ["x12types___835_test_37.edi"] = "pays 810.80; 2819.00 - 2008.20 - 0.00 of 9 claims, 33 lines",
        ["x12types___835_test_38.edi"] = "pays 8000.00; 40000.00 - 32000.00 - 0.00 of 1 claims, 0 lines",
    };
}
