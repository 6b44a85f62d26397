namespace MedicaidLogs.Web;

/// <summary>What a page says once after an action: "Saved. 2 findings cleared." It travels in a sealed cookie and names no person.</summary>
public static class Flash
{
    public const string Key = "flash";
}
