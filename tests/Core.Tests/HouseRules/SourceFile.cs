using System.Text.RegularExpressions;
using MedicaidLogs.TestKit;

namespace MedicaidLogs.Core.Tests.HouseRules;

/// <summary>A file of our C#, its comments blanked so that they may name what code may not.</summary>
internal sealed partial record SourceFile(string Path, string Code)
{
    public static IEnumerable<SourceFile> Under(params string[] directories) =>
        from directory in directories
        from path in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, directory), "*.cs*", SearchOption.AllDirectories)
        where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)
        let relative = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        select new SourceFile(relative, Comment().Replace(File.ReadAllText(path), "$1"));

    /// <summary><c>path:line</c> of a match.</summary>
    public string At(Match match) => $"{Path}:{Code.AsSpan(0, match.Index).Count('\n') + 1}";

    [GeneratedRegex(@"(^|[ \t])//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
