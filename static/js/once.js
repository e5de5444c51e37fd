// A form that changes something is sent once, however often its button is pressed.
const slow = 10_000; // milliseconds after which it may be sent again, should no answer have come

const busy = (form, on) => {
  form.toggleAttribute("data-sent", on);
  form.toggleAttribute("aria-busy", false);
  if (on) form.setAttribute("aria-busy", "true");
};

const free = () => document.querySelectorAll("form[data-sent]").forEach((form) => busy(form, false));

addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    busy(form, true);
    setTimeout(busy, slow, form, false);
  },
  true,
);

addEventListener("pageshow", free);
document.addEventListener("htmx:afterRequest", free);
