namespace MedicaidLogs.Web.Tests.Closing;

/// <summary>A page as a test has it before it: seen in both schemes and widths, nothing scrolls sideways, axe finds nothing.</summary>
internal static class Looks
{
    public static void At(Browser browser, string name)
    {
        foreach (var dark in new[] { true, false })
        {
            var scheme = dark ? "dark" : "light";
            browser.Show(Browser.NarrowestWidth, dark);
            Assert.Equal(0, browser.SidewaysScroll());
            browser.Show(Browser.PhoneWidth, dark);
            browser.Photograph($"{name}-{scheme}-{Browser.PhoneWidth}");
            browser.Show(Browser.DesktopWidth, dark);
            browser.Photograph($"{name}-{scheme}-{Browser.DesktopWidth}");
            Assert.Empty(browser.AxeFaults());
        }
    }
}
