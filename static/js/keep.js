// <keep-text> keeps what was typed in its form until the server has taken it, so that a session that
// ends loses nothing. The text stays in this tab (sessionStorage) and goes with it.
const prefix = "keep ";
const draft = "draft";
const sent = "sent";

const read = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};

const write = (key, value) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the form works as it would without.
  }
};

// What was sent and did not end at the sign-in page has arrived.
const settle = () => {
  const signedIn = document.body.hasAttribute("data-signed-in");
  for (const key of Object.keys(sessionStorage).filter((k) => k.startsWith(prefix))) {
    const kept = read(key);
    if (kept?.state !== sent) continue;
    if (signedIn) sessionStorage.removeItem(key);
    else write(key, { ...kept, state: draft });
  }
};

const typed = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email]";

class KeepText extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if (!form) return;
    const key = prefix + location.pathname + " " + form.getAttribute("action");
    const fields = () => [...form.querySelectorAll(typed)].filter((f) => f.name && !f.readOnly);
    const save = (state) => write(key, { state, text: Object.fromEntries(fields().map((f) => [f.name, f.value])) });
    const kept = read(key);
    for (const field of kept ? fields() : []) {
      if (field.value === "" && kept.text[field.name]) field.value = kept.text[field.name];
    }
    form.addEventListener("input", () => save(draft));
    form.addEventListener("submit", () => save(sent));
  }
}

settle();
customElements.define("keep-text", KeepText);
