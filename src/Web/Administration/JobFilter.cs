using System.Globalization;
using MedicaidLogs.Core.Jobs;
using Microsoft.AspNetCore.WebUtilities;

namespace MedicaidLogs.Web.Administration;

/// <summary>Which work the page lists.</summary>
/// <param name="Show">One of <see cref="Shown"/>.</param>
/// <param name="After">Goes on after this run; null: from the newest.</param>
public sealed record JobFilter(string Show, long? After)
{
    public const string Path = "/admin/jobs";

    private static readonly Dictionary<string, JobState[]> _states = new()
    {
        ["failed"] = [JobState.Failed],
        ["open"] = [JobState.Queued, JobState.Running],
        ["dismissed"] = [JobState.Dismissed],
        ["done"] = [JobState.Done],
    };

    public static IReadOnlyCollection<string> Shown => _states.Keys;

    public IReadOnlyList<JobState> States => _states[Show];

    public string Address => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["show"] = Show,
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>From an address; where it says nothing that is known, what failed.</summary>
    public static JobFilter From(IQueryCollection query)
    {
        var show = query["show"].ToString();
        return new(
            _states.ContainsKey(show) ? show : "failed",
            long.TryParse(query["after"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null);
    }
}
