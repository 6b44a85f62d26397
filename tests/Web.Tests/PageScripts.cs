namespace MedicaidLogs.Web.Tests;

/// <summary>What a browser is asked about the page that is open. Lists of faults come back as JSON.</summary>
internal static class PageScripts
{
    /// <summary>WCAG 2.2 AA with all that came before it, and what axe calls good practice; of a part of the page, and its answer comes later.</summary>
    public const string Axe = """
        const [part, done] = arguments;
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        axe.run(part, { runOnly: tags, resultTypes: ['violations'], preload: false }).then(
            found => done(JSON.stringify(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | ')))),
            fault => done(JSON.stringify(['axe failed: ' + fault])));
        """;

    /// <summary>Where the page's forms are sent.</summary>
    public const string FormAddresses = """
        const forms = [...document.querySelectorAll('form[method=post]')].map(form => form.getAttribute('action') ?? '');
        const buttons = [...document.querySelectorAll('[formaction]')].map(button => button.getAttribute('formaction'));
        return JSON.stringify([...forms, ...buttons].map(address => new URL(address, location).href.slice(location.origin.length)));
        """;

    public const string SendEmpty = """
        const form = document.createElement('form');
        form.method = 'post';
        form.action = arguments[0];
        form.append(document.querySelector('[name=__RequestVerificationToken]').cloneNode());
        document.body.append(form);
        form.submit();
        """;

    public const string Unfold = """
        for (const fold of document.querySelectorAll('details:not([open], .menu)')) {
            fold.dataset.unfolded = '';
            fold.open = true;
        }
        """;

    public const string FoldAgain = """
        for (const fold of document.querySelectorAll('details[data-unfolded]')) {
            delete fold.dataset.unfolded;
            fold.open = false;
        }
        """;

    public const string Widest = """
        const seen = [...document.querySelectorAll('body *')].filter(part => part.checkVisibility());
        const right = part => part.getBoundingClientRect().right;
        const widest = seen.reduce((most, part) => right(part) > right(most) ? part : most);
        return widest.outerHTML.slice(0, 200);
        """;

    public const string FormFaults = """
        const faults = [];
        const headings = [...document.querySelectorAll('h1')].filter(heading => heading.checkVisibility());
        if (headings.length !== 1) faults.push(headings.length + ' headings h1');
        if (!document.title.split(' · ')[0].trim()) faults.push('no title');
        const ids = [...document.querySelectorAll('[id]')].map(part => part.id);
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
        if (twice.length > 0) faults.push('ids that stand twice: ' + [...new Set(twice)].join(' '));
        const lost = [...document.querySelectorAll('a[href^="#"]')].filter(link => !document.getElementById(link.hash.slice(1)));
        if (lost.length > 0) faults.push('links to no place: ' + lost.map(link => link.hash).join(' '));
        return JSON.stringify(faults);
        """;

    /// <summary>Watches where the focus comes; says how often Tab is to be pressed to go round the page once.</summary>
    /// <remarks>A date has up to six stops of its own. Of radio buttons one is a stop; the arrow keys go to the others.
    /// The first stop comes twice: on a busy machine the browser may not yet know there that keys are used, and shows no focus.</remarks>
    public const string BeginTabbing = """
        const acting = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable], [onclick], [role=button], [role=link], [role=tab]';
        const stops = [...document.querySelectorAll(acting + ', [tabindex]:not([tabindex="-1"])')]
            .filter(part => part.checkVisibility({ visibilityProperty: true }) && !part.disabled);
        const unseen = new Set();
        const left = new Set(stops);
        const come = event => {
            const part = event.target;
            left.delete(part);
            if (part.type === 'radio') {
                stops.filter(other => other.type === 'radio' && other.name === part.name && other.form === part.form).forEach(other => left.delete(other));
            }
            const style = getComputedStyle(part);
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) unseen.add(part); else unseen.delete(part);
        };
        document.addEventListener('focusin', come);
        window.tabbing = { left, unseen, come };
        document.activeElement?.blur();
        return stops.length + 5 * stops.filter(part => ['date', 'time', 'month'].includes(part.type)).length + 10;
        """;

    public const string EndTabbing = """
        const { left, unseen, come } = window.tabbing;
        document.removeEventListener('focusin', come);
        document.activeElement?.blur();
        const words = part => part.outerHTML.slice(0, 160);
        return JSON.stringify([
            ...[...left].map(part => 'Tab does not come to ' + words(part)),
            ...[...unseen].map(part => 'focus is not to be seen on ' + words(part))]);
        """;
}
