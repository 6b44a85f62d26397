using System.Globalization;

namespace MedicaidLogs.Web.Finance;

/// <summary>Which page of a list an address asks for.</summary>
public static class PageNumber
{
    /// <summary>Of a hundred rows each: more than any list has.</summary>
    private const int Most = 1_000_000;

    /// <summary>1 and up; the first where the address says nothing that can be read.</summary>
    public static int From(IQueryCollection query) =>
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, Most) : 1;
}
