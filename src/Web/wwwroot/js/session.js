// Warns two minutes before the session ends, and extends it at a word. Another window may have extended it: so it asks first.
"use strict";
{
  const warning = document.getElementById("session-warning");
  const warnSeconds = 120;
  const words = document.getElementById("session-words");
  const extend = document.getElementById("session-extend");

  const wait = (seconds, then) => setTimeout(then, Math.max(1, seconds) * 1000);

  const over = () => {
    words.textContent = words.dataset.over;
    extend.hidden = true;
    warning.hidden = false;
  };

  const learn = async request => {
    const answer = await fetch("/account/session", { redirect: "manual", ...request });
    if (!answer.ok) {
      over();
      return;
    }

    const { left } = await answer.json();
    warning.hidden = left > warnSeconds;
    wait(left > warnSeconds ? left - warnSeconds : left + 1, learn);
  };

  warning.addEventListener("submit", event => {
    event.preventDefault();
    learn({ method: "POST", body: new URLSearchParams(new FormData(warning)) });
  });
  wait(Number(warning.dataset.left) - warnSeconds, learn);
}
