namespace MedicaidLogs.Core.Accounts;

/// <summary>Whose desk an account opens. An account has one role; the words are those of <c>ops.user_account.role</c>.</summary>
public static class UserRole
{
    public const string Clerk = "clerk";
    public const string Provider = "provider";
    public const string Finance = "finance";
    public const string Auditor = "auditor";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Clerk, Provider, Finance, Auditor, Admin];
}
