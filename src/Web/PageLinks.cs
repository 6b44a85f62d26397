namespace MedicaidLogs.Web;

/// <summary>Links to the page before and after one of several.</summary>
/// <param name="AddressOf">The address of a page by its number, 1 and up.</param>
public sealed record PageLinks(int Number, int Pages, Func<int, string> AddressOf);

/// <summary>Links of a list that knows only how to go on: each page begins after the last row of the one before.</summary>
/// <param name="First">Null on the first page.</param>
/// <param name="Next">Null where nothing comes after.</param>
public sealed record MoreLinks(string? First, string? Next);
