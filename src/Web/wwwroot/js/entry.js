// The keys of an entry's page, as its list of keys tells them. None works while one types in a field but Ctrl+Enter, which sends its form;
// single keys can be switched off (WCAG 2.2, 2.1.4). Without script all of it is there as links and buttons.
"use strict";
{
  const choice = document.getElementById("keys-on");
  const help = document.getElementById("keys");
  const find = (...selectors) => selectors.map(selector => document.querySelector(selector)).find(found => found);
  const click = selector => () => find(selector)?.click();
  const show = id => () => {
    const part = document.getElementById(id);
    if (part) {
      part.open = true;
      part.querySelector("textarea").focus();
    }
  };

  const keys = {
    j: click("a[rel=next]"),
    k: click("a[rel=prev]"),
    l: click("a[rel=up]"),
    e: () => find(...["reject", "not-billable", "warn"].map(weight => `.field.${weight} > :is(input, select, textarea)`), "#entry-form .field > :is(input, select, textarea)")?.focus(),
    s: click("#entry-form button.primary"),
    r: show("return"),
    n: show("not-billable"),
    "?": () => {
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  };

  document.getElementById("keys-choice").hidden = false;
  choice.checked = localStorage.getItem("entry-keys") !== "off";
  choice.addEventListener("change", () => localStorage.setItem("entry-keys", choice.checked ? "on" : "off"));
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.ctrlKey && event.key === "Enter") {
        typing.form?.querySelector("button.primary")?.click();
      }
    } else if (choice.checked && !event.ctrlKey && !event.altKey && !event.metaKey && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
}
