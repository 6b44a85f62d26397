// The part of a page that workers change is looked at again every few seconds while they are at it. Without script a link does so.
"use strict";
{
  const lookAgainSeconds = 3;
  let looks = 100; // then the page is left alone: each look would keep the session from ending

  const lookAgain = async () => {
    const part = document.querySelector("[data-under-way=true]");
    if (!part || looks-- <= 0 || document.hidden || part.contains(document.activeElement)) {
      return;
    }

    const answer = await fetch(location.href, { redirect: "manual" });
    const next = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id) : null;
    if (next && !next.isEqualNode(part)) { // else a click on its way to this part would be lost
      part.replaceWith(next);
    }
  };

  setInterval(lookAgain, lookAgainSeconds * 1000);
}
