namespace MedicaidLogs.Web;

/// <summary>Links to the page before and after one of several.</summary>
/// <param name="AddressOf">The address of a page by its number, 1 and up.</param>
public sealed record PageLinks(int Number, int Pages, Func<int, string> AddressOf);
