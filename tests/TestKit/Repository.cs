namespace MedicaidLogs.TestKit;

/// <summary>The checkout that the tests run from.</summary>
public static class Repository
{
    /// <summary>The directory of MedicaidLogs.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? directory)
    {
        for (; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "MedicaidLogs.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No MedicaidLogs.sln above {AppContext.BaseDirectory}.");
    }
}
