using System.Text.Json;
using Deque.AxeCore.Commons;
using MedicaidLogs.TestKit;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Interactions;
using OpenQA.Selenium.Support.UI;

namespace MedicaidLogs.Web.Tests;

/// <summary>Headless Chromium with a fresh profile, and the few things that tests do with it.</summary>
public sealed class Browser : IDisposable
{
    public const int DesktopWidth = 1280;
    public const int PhoneWidth = 375;

    /// <summary>The width at which WCAG 2.2 (1.4.10) wants no sideways scroll.</summary>
    public const int NarrowestWidth = 320;

    private const string MenuSummaries = ".top .menu > summary";

    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(30);

    /// <summary>The driver asks twice a second by itself, and a test of many pages would sleep most of its time.</summary>
    private static readonly TimeSpan _askEvery = TimeSpan.FromMilliseconds(10);

    private readonly Uri _address;
    private readonly Func<string, Task<string>> _newSession;
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("medlogs-browser-");
    private readonly ChromeDriver _driver;

    /// <param name="newSession">The cookie of a new session of whoever has the e-mail address: <see cref="WebFixture.NewSessionAsync"/>.</param>
    public Browser(Uri address, Func<string, Task<string>> newSession)
    {
        (_address, _newSession) = (address, newSession);
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", $"--user-data-dir={_profile.FullName}");
        var service = ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver");
        service.SuppressInitialDiagnosticInformation = true;
        _driver = new ChromeDriver(service, options, TimeSpan.FromSeconds(60));
        _driver.ExecuteCdpCommand("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = true }); // one window of several has the focus, else
        Show(DesktopWidth, dark: false);
    }

    public string Path => new Uri(_driver.Url).PathAndQuery;

    public string Title => _driver.Title;

    /// <summary>All that a person can read on the page.</summary>
    public string Text => Find("body").Text;

    public void Dispose()
    {
        _driver.Quit();
        _driver.Dispose();
        _profile.Delete(recursive: true);
    }

    public void Show(int width, bool dark)
    {
        Widen(width);
        Darken(dark);
    }

    public void Widen(int width) => _driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new()
    {
        ["width"] = width,
        ["height"] = 900,
        ["deviceScaleFactor"] = 1,
        ["mobile"] = false,
    });

    public void Darken(bool dark) => _driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new()
    {
        ["features"] = new[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
    });

    /// <summary>As it is printed on paper of that width; <see cref="Show"/> ends it.</summary>
    public void ShowOnPaper(int width)
    {
        Widen(width);
        _driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["media"] = "print" });
    }

    public void Open(string path) => _driver.Navigate().GoToUrl(new Uri(_address, path));

    public void SignOut() => _driver.Manage().Cookies.DeleteAllCookies();

    /// <summary>Begins a session of the role's, without the pages and the password: what most tests are not about.</summary>
    public void SignIn(string role) => Resume(Task.Run(() => _newSession(WebFixture.EmailOf(role))).GetAwaiter().GetResult());

    /// <summary>As a person does it; it ends on the role's home.</summary>
    public void SignInByPassword(string role)
    {
        SignOut();
        Open("/account/sign-in");
        Type("Email", WebFixture.EmailOf(role));
        Type("Password", WebFixture.Password);
        Follow("main button");
    }

    public IWebElement Find(string css) => _driver.FindElement(By.CssSelector(css));

    public IReadOnlyList<string> TextsOf(string css) => [.. _driver.FindElements(By.CssSelector(css)).Select(element => element.Text)];

    /// <summary>Where links lead, as they are written.</summary>
    public IReadOnlyList<string> LinksOf(string css) =>
        [.. _driver.FindElements(By.CssSelector(css)).Select(element => element.GetDomAttribute("href") ?? "")];

    public void Click(string css)
    {
        try
        {
            Find(css).Click();
        }
        catch (StaleElementReferenceException)
        {
            Find(css).Click(); // a script put a newer one in its place between the two
        }
    }

    /// <summary>Clicks what leads to another page, and waits for that page.</summary>
    public void Follow(string css) => Leave(() => Click(css));

    /// <summary>Where the forms of the page that is open are sent: path and query.</summary>
    public IReadOnlyList<string> FormAddresses() => Lines(_driver.ExecuteScript(PageScripts.FormAddresses));

    /// <summary>Sends a form with nothing but the token of the page that is open, which has one.</summary>
    public void SendEmpty(string path) => Leave(() => _driver.ExecuteScript(PageScripts.SendEmpty, path));

    private void Leave(Action act)
    {
        _driver.ExecuteScript("document.documentElement.dataset.leaving = ''");
        act();
        var wait = Waiting();
        wait.IgnoreExceptionTypes(typeof(WebDriverException)); // between two pages there is none to ask
        wait.Until(driver => (bool)_driver.ExecuteScript(
            "return document.readyState === 'complete' && !('leaving' in document.documentElement.dataset)")!);
    }

    /// <summary>Waits until the page, which a script changes, has what the selector finds.</summary>
    public Task UntilAsync(string css) => Task.Run(() => Waiting().Until(driver => driver.FindElements(By.CssSelector(css)).Count > 0));

    /// <summary>Replaces what stands in the form's field of that name.</summary>
    public void Type(string name, string text)
    {
        var field = Find($"[name='{name}']");
        field.Clear();
        field.SendKeys(text);
    }

    /// <summary>Chooses files in the form's field of that name.</summary>
    public void Choose(string name, params IEnumerable<string> paths) => Find($"[name='{name}']").SendKeys(string.Join('\n', paths));

    /// <summary>Drops a file on what the selector finds, as from a folder's window.</summary>
    public void Drop(string css, string name, string content) => _driver.ExecuteScript(
        """
        const files = new DataTransfer();
        files.items.add(new File([arguments[2]], arguments[1]));
        for (const type of ['dragover', 'drop']) {
            arguments[0].dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }));
        }
        """, Find(css), name, content);

    /// <summary>Pixels by which the page is wider than the window.</summary>
    public long SidewaysScroll() =>
        (long)_driver.ExecuteScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth")!;

    /// <summary>What reaches furthest to the right, for whoever has to mend it.</summary>
    public string Widest() => (string)_driver.ExecuteScript(PageScripts.Widest)!;

    /// <summary>Goes on as whoever has the session: quicker than to type a password.</summary>
    /// <param name="cookie"><c>name=value</c>, as <see cref="WebFixture.NewSessionAsync"/> gives it.</param>
    public void Resume(string cookie)
    {
        SignOut();
        var (name, value) = (cookie.Split('=', 2)[0], cookie.Split('=', 2)[1]);
        _driver.ExecuteCdpCommand("Network.setCookie", new() { ["name"] = name, ["value"] = value, ["url"] = _address.ToString() });
    }

    public int Seen(string css) => _driver.FindElements(By.CssSelector(css)).Count(element => element.Displayed);

    /// <summary>How many menus are to be seen in the header.</summary>
    public int Menus => Seen(MenuSummaries);

    /// <summary>Clicks one of <see cref="Menus"/>.</summary>
    public void Toggle(int menu) => _driver.FindElements(By.CssSelector(MenuSummaries)).Where(summary => summary.Displayed).ElementAt(menu).Click();

    /// <summary>Opens all that folds on the page, but for menus, which lie over it.</summary>
    public void Unfold() => _driver.ExecuteScript(PageScripts.Unfold);

    public void FoldAgain() => _driver.ExecuteScript(PageScripts.FoldAgain);

    /// <summary>What axe holds against the page by WCAG 2.2 AA and good practice: one line for each rule, with the places.</summary>
    /// <param name="part">Of the page, as a CSS selector.</param>
    public IReadOnlyList<string> AxeFaults(string part = ":root")
    {
        if (_driver.ExecuteScript("return 'axe' in window") is false)
        {
            // Half a megabyte goes to the browser once. It is on every later page from the page's beginning on.
            _driver.ExecuteCdpCommand("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = _axe });
            _driver.ExecuteScript(_axe);
        }

        return Lines(_driver.ExecuteAsyncScript(PageScripts.Axe, part));
    }

    /// <summary>What is wrong with the page's form: its title, its one first heading, the ids on it.</summary>
    public IReadOnlyList<string> FormFaults() => Lines(_driver.ExecuteScript(PageScripts.FormFaults));

    /// <summary>What the Tab key does not come to, and where one cannot see that it has.</summary>
    public IReadOnlyList<string> TabFaults()
    {
        var stops = (long)_driver.ExecuteScript(PageScripts.BeginTabbing)!;
        new Actions(_driver).SendKeys(string.Concat(Enumerable.Repeat(Keys.Tab, (int)stops))).Perform();
        return Lines(_driver.ExecuteScript(PageScripts.EndTabbing));
    }

    private WebDriverWait Waiting() => new(_driver, _longestWait) { PollingInterval = _askEvery };

    private static string[] Lines(object? json) => JsonSerializer.Deserialize<string[]>((string?)json ?? "[]") ?? [];

    /// <summary>The whole page as a picture in <see cref="Looks.Folder"/>.</summary>
    public void Photograph(string name) => File.WriteAllBytes(
        System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(Repository.Root, Looks.Folder)).FullName, $"{name}.png"),
        Picture(wholePage: true));

    /// <summary>The window as a document's picture, where <c>MEDLOGS_UPDATE_SCREENSHOTS=1</c> asks for it.</summary>
    /// <param name="path">In the repository.</param>
    public void PhotographForDocument(string path)
    {
        if (Environment.GetEnvironmentVariable("MEDLOGS_UPDATE_SCREENSHOTS") == "1")
        {
            File.WriteAllBytes(System.IO.Path.Combine(Repository.Root, path), Picture(wholePage: false));
        }
    }

    /// <param name="wholePage">Also what is below the window's edge; compressed for speed, not for size.</param>
    private byte[] Picture(bool wholePage)
    {
        var picture = (Dictionary<string, object>)_driver.ExecuteCdpCommand(
            "Page.captureScreenshot", new() { ["captureBeyondViewport"] = wholePage, ["optimizeForSpeed"] = wholePage })!;
        return Convert.FromBase64String((string)picture["data"]);
    }
}
