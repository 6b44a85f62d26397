using System.CommandLine;
using MedicaidLogs.Core.Districts;

namespace MedicaidLogs.Worker.Commands;

/// <summary>Where files are put; those of a month: <c>out/DISTRICT/MONTH/</c>.</summary>
public static class OutputFolder
{
    public static Option<string> Option() => new("--out") { Description = "The folder for files.", DefaultValueFactory = _ => "out" };

    public static string Of(ParseResult parsed, Option<string> option, District district, DateOnly month) =>
        Path.Combine(parsed.GetRequiredValue(option), district.Code, MonthName.Of(month));

    /// <summary>Where a month's claim files are put; the folder is the month's.</summary>
    public static string Claims(string folder) => Path.Combine(folder, "claims");

    /// <summary>For what is not of one month: <c>out/DISTRICT/NAME/</c>.</summary>
    public static string Of(ParseResult parsed, Option<string> option, District district, string name) =>
        Path.Combine(parsed.GetRequiredValue(option), district.Code, name);

    /// <summary>Writes a file under a temporary name and renames it: whoever looks sees the whole file or none.</summary>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".part";
        await using (var file = File.Create(partial))
        {
            await write(file);
        }

        File.Move(partial, path, overwrite: true);
    }
}
