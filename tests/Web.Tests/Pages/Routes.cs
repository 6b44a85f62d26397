using System.Text.RegularExpressions;
using MedicaidLogs.Web.Tests.Security;

namespace MedicaidLogs.Web.Tests.Pages;

/// <summary>The program's pages as tests open them, with the records of <see cref="Samples"/>.</summary>
internal static partial class Routes
{
    public static bool HaveSamples(Handler handler) => handler.Parameters.All(parameter => Samples.Of(parameter) is not null);

    public static string AddressOf(Handler handler) => handler.AddressWith(parameter => Samples.Of(parameter)!.Own);

    /// <summary>For a file: letters and dashes, of the route and of the handler's own name.</summary>
    public static string NameOf(Handler handler) =>
        NoLetters().Replace(string.Join('-', handler.Name.Split(' ').Skip(1).Prepend(handler.Route)), "-").Trim('-');

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NoLetters();
}
