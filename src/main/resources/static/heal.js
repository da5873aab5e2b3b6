"use strict";

const told = (text) => { document.getElementById("told").textContent = text; };

// A page that somebody types into stays as it is.
const isBusy = () => document.activeElement && document.activeElement.matches("main input, main select");

async function refresh() {
  if (isBusy()) {
    return;
  }
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const id = document.activeElement ? document.activeElement.id : "";
    document.querySelector("main").replaceWith(page.querySelector("main"));
    if (id && document.getElementById(id)) {
      document.getElementById(id).focus();
    }
  }
}

async function act(button) {
  const reason = button.dataset.ask ? prompt(button.dataset.ask) : "";
  if (reason === null) {
    return;
  }
  const body = (button.dataset.body || "").replace('"?"', () => JSON.stringify(reason));
  const answer = await fetch(button.dataset.call, {
    method: button.dataset.method || "POST",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body || undefined,
  });
  const problem = answer.ok ? {} : await answer.json().catch(() => ({}));
  told(answer.ok ? "Done." : problem.detail || "Heal answered " + answer.status + ".");
  refresh();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && button.dataset.copy) {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
      .then(() => told("Copied."), () => told("The browser does not let pages copy here."));
  } else if (button && button.dataset.call) {
    act(button).catch(() => told("Heal does not answer."));
  }
});

if (document.querySelector("main [data-live]")) {
  new EventSource("/events").addEventListener("changed", () => refresh().catch(() => {}));
}
