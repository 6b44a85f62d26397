// Files are dropped anywhere on their form and sent with a bar that shows how far they are. The server does the same without script: the
// answer is the page that a plain form would have led to.
"use strict";
{
  const swap = (html, address) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("main");
    document.getElementById("main").replaceWith(next);
    history.replaceState(null, "", address);
    begin();
    (next.querySelector("[role=alert]:not([hidden])") ?? next.querySelector("#sent") ?? next).scrollIntoView({ block: "nearest" });
  };

  const faultOf = (files, form) => {
    if (files.length > Number(form.dataset.mostFiles)) {
      return `Send at most ${form.dataset.mostFiles} files at once.`;
    }

    const most = Number(form.dataset.mostBytes);
    const large = [...files].find(file => file.size > most);
    return large ? `${large.name} is longer than ${most / 1048576} MiB, the most that one file may be. Split it.` : "";
  };

  const send = form => {
    const bar = document.getElementById("upload-bar");
    const words = document.getElementById("upload-words");
    const fault = document.getElementById("upload-fault");
    const button = form.querySelector("button.primary");
    const say = text => {
      fault.textContent = text;
      fault.hidden = text === "";
    };

    say(faultOf(form.elements.files.files, form));
    if (!fault.hidden) {
      return;
    }

    const request = new XMLHttpRequest();
    const over = () => {
      document.getElementById("upload-progress").hidden = true;
      button.disabled = false;
    };
    request.upload.addEventListener("progress", event => {
      const percent = Math.round(100 * event.loaded / event.total);
      bar.value = percent;
      words.textContent = percent < 100 ? `Sending: ${percent} %` : "Sent. It is being kept…";
    });
    request.addEventListener("load", () => {
      over();
      swap(request.responseText, request.responseURL);
    });
    request.addEventListener("error", () => {
      over();
      say("The files did not arrive. Look at your connection and send them again: what came in already is not taken twice.");
    });
    document.getElementById("upload-progress").hidden = false;
    button.disabled = true;
    request.open("POST", form.action);
    request.send(new FormData(form));
  };

  const begin = () => {
    const form = document.getElementById("upload");
    if (!form) {
      return; // the answer was a page that says why nothing came in
    }

    const over = (event, is) => {
      event.preventDefault();
      form.classList.toggle("dropping", is);
    };
    form.addEventListener("dragover", event => over(event, true));
    form.addEventListener("dragleave", event => over(event, false));
    form.addEventListener("drop", event => {
      over(event, false);
      if (event.dataTransfer.files.length > 0) {
        form.elements.files.files = event.dataTransfer.files;
      }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      send(form);
    });
  };

  begin();
}
