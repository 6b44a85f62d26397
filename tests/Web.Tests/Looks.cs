namespace MedicaidLogs.Web.Tests;

/// <summary>What every page must be, in any role and state: fit to be seen, read aloud, and worked with keys alone.</summary>
/// <remarks>
/// Each page is looked at twice: on a desk in light, on the narrowest screen in dark, with all that folds on it unfolded. Colours are tokens
/// of the scheme and do not depend on the width, so two looks stand for four. Pictures of all four are left in <see cref="Folder"/>.
/// </remarks>
public static class Looks
{
    /// <summary>Where pictures are left, in the repository.</summary>
    public const string Folder = "out/screenshots";

    /// <summary>A desk's width at 200 % zoom.</summary>
    private const int ZoomedWidth = Browser.DesktopWidth / 2;

    /// <summary>Pixels between the margins that Chromium prints with.</summary>
    private const int StandingPaper = 739;

    private const int LyingPaper = 979;

    /// <summary>At the page that is open. It stays as it was, at a desk's width in light.</summary>
    /// <param name="name">Of its pictures.</param>
    public static void At(Browser browser, string name)
    {
        var faults = FaultsOf(browser, name);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Of the page that is open.</summary>
    /// <param name="paper">It shows a sheet of paper, whose table is as wide as the sheet; WCAG 2.2 (1.4.10) lets it.</param>
    public static IReadOnlyList<string> FaultsOf(Browser browser, string name, bool paper = false)
    {
        foreach (var width in new[] { Browser.PhoneWidth, Browser.DesktopWidth })
        {
            browser.Widen(width);
            foreach (var dark in new[] { width == Browser.DesktopWidth, width != Browser.DesktopWidth }) // from light to dark and back once
            {
                browser.Darken(dark);
                browser.Photograph($"{name}-{(dark ? "dark" : "light")}-{width}");
            }
        }

        browser.Unfold();
        List<string> faults = [.. browser.FormFaults(), .. Named("light", browser.AxeFaults()), .. browser.TabFaults()];
        browser.Widen(ZoomedWidth);
        faults.AddRange(SidewaysFaults(browser, ZoomedWidth));
        browser.Show(Browser.NarrowestWidth, dark: true);
        faults.AddRange(paper ? [] : SidewaysFaults(browser, Browser.NarrowestWidth));
        faults.AddRange(Named("narrow and dark", browser.AxeFaults()));
        browser.FoldAgain();
        browser.Show(Browser.DesktopWidth, dark: false);
        return [.. faults.Select(fault => $"{name}: {fault}")];
    }

    /// <summary>The page that is open, on letter paper: nothing is cut off at its edge, and no control is on it.</summary>
    /// <param name="crosswise">The sheet lies, for a table of many columns.</param>
    public static void OnPaper(Browser browser, bool crosswise = false)
    {
        var paper = crosswise ? LyingPaper : StandingPaper;
        browser.ShowOnPaper(paper);
        string[] faults = [.. SidewaysFaults(browser, paper)];
        var controls = browser.Seen("button, .button, .filters, .desk, input[type=file]");
        browser.Show(Browser.DesktopWidth, dark: false);
        Assert.Empty(faults);
        Assert.Equal(0, controls);
    }

    /// <summary>Of the menus in the header of the page that is open, each opened on a desk and on the narrowest screen.</summary>
    public static IReadOnlyList<string> MenuFaultsOf(Browser browser, string name)
    {
        var faults = new List<string>();
        foreach (var width in new[] { Browser.DesktopWidth, Browser.NarrowestWidth })
        {
            browser.Show(width, dark: false);
            foreach (var menu in Enumerable.Range(0, browser.Menus))
            {
                browser.Toggle(menu);
                browser.Photograph($"{name}-menu-{menu}-{width}");
                faults.AddRange(SidewaysFaults(browser, width));
                faults.AddRange(browser.AxeFaults(".top .menu[open]"));
                browser.Toggle(menu);
            }
        }

        browser.Show(Browser.DesktopWidth, dark: false);
        return [.. faults.Select(fault => $"{name}, a menu opened: {fault}")];
    }

    private static IEnumerable<string> Named(string how, IEnumerable<string> faults) => faults.Select(fault => $"{how}: {fault}");

    private static IEnumerable<string> SidewaysFaults(Browser browser, int width) =>
        browser.SidewaysScroll() is > 0 and var pixels ? [$"at {width} px it is {pixels} px too wide: {browser.Widest()}"] : [];
}
