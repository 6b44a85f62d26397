using MedicaidLogs.Core.Display;

namespace MedicaidLogs.Ingest.Minutes;

/// <summary>What a week promised and what was given of it, in minutes.</summary>
internal readonly record struct WeekBar(DateOnly From, long Promised, long Given);

/// <summary>A service's weeks as a small chart: an outline for what was promised, a filling for what was given.</summary>
internal static class WeekChart
{
    private const int Height = 52;
    private const int Label = 15;
    private const int Width = 360;
    private const int WidestBar = 26;
    private const int WidestLabel = 48;

    public static void Add(Html html, string title, IReadOnlyList<WeekBar> weeks)
    {
        var most = Math.Max(1, weeks.Max(week => Math.Max(week.Promised, week.Given)));
        var step = Math.Clamp(Width / weeks.Count, 3, WidestBar);
        html.Add($"<figure>\n<figcaption>{title} <small>up to {most} min</small></figcaption>\n");
        html.Add($"<svg viewBox=\"-1 -1 {Width + 2} {Height + Label + 1}\" role=\"img\" aria-label=\"{title}: {Spoken(weeks)}\">\n");
        var labelFrom = 0;
        for (var i = 0; i < weeks.Count; i++)
        {
            var (x, bar) = (i * step, Math.Max(2, step - 3));
            var (promised, given) = (Height * weeks[i].Promised / most, Height * weeks[i].Given / most);
            html.Add($"<rect class=\"given\" x=\"{x}\" y=\"{Height - given}\" width=\"{bar}\" height=\"{given}\"/>");
            html.Add($"<rect class=\"promised\" x=\"{x}\" y=\"{Height - promised}\" width=\"{bar}\" height=\"{promised}\"/>\n");
            if (x >= labelFrom && (i == 0 || weeks[i].From.Month != weeks[i - 1].From.Month))
            {
                labelFrom = x + WidestLabel;
                html.Add($"<text x=\"{x}\" y=\"{Height + Label - 2}\">{Show.Month(weeks[i].From)[..3]} {weeks[i].From.Day}</text>\n");
            }
        }

        html.Add($"</svg>\n</figure>\n");
    }

    private static string Spoken(IReadOnlyList<WeekBar> weeks) =>
        string.Join("; ", weeks.Select(week => $"week of {Show.Date(week.From)}, {Show.Count(week.Given)} of {Show.Count(week.Promised)} minutes"));
}
