namespace MedicaidLogs.Core.Districts;

/// <summary>Something that workers delete once it is old, and that no audit asks for (docs/operations.md, "What is deleted").</summary>
/// <param name="Member">Of <c>keep_days</c> in a district's file.</param>
/// <param name="Words">What it is, in an office's words.</param>
/// <param name="UsualDays">How long it is kept where the district says nothing.</param>
/// <param name="LeastDays">No district keeps it for less.</param>
public sealed record Kept(string Member, string Words, int UsualDays, int LeastDays)
{
    /// <summary>Ten years: who wants more asks for what is not deleted at all.</summary>
    public const int MostDays = 3_660;

    public static readonly Kept SignIns = new("sign_ins", "Sign-ins, but each account’s last", 90, 30);
    public static readonly Kept Sheets = new("sheets", "Corrected spreadsheets that were looked at and never applied", 30, 7);
    public static readonly Kept LeftJobs = new("left_jobs", "Failed jobs that were left alone", 365, 30);
    public static readonly Kept Verifications = new("verifications", "What looks at the books found", 400, 365);
    public static readonly Kept PlaceFiles = new("place_files", "What was seen of partners’ files, once they left their place", 365, 90);

    public static IReadOnlyList<Kept> All { get; } = [SignIns, Sheets, LeftJobs, Verifications, PlaceFiles];
}
