// Small tools: menus that close, copying, printing, and the time left of a paper.

const closeMenus = (except) =>
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(except)) menu.open = false;
  });

addEventListener("click", (event) => closeMenus(event.target));
addEventListener("focusin", (event) => closeMenus(event.target));
addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// <copy-text text="…"> around a button and a status line with data-done.
class CopyText extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", async () => {
      const status = this.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(this.getAttribute("text"));
        status.textContent = status.dataset.done;
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
  }
}

// <print-page> around a button.
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => print());
  }
}

const second = 1000;

// <time-left until now> counts down by the server's clock (both in epoch milliseconds) and says so aloud
// five minutes and one minute before the end. The server alone decides when time is up.
class TimeLeft extends HTMLElement {
  connectedCallback() {
    const until = Number(this.getAttribute("until"));
    const ahead = Date.now() - Number(this.getAttribute("now"));
    const clock = this.querySelector("time");
    const status = this.querySelector("[role=status]");
    let before = Infinity;
    const tick = () => {
      const left = Math.max(0, Math.ceil((until + ahead - Date.now()) / second));
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      if (before > 300 && left <= 300 && left > 60) status.textContent = status.dataset.five;
      if (before > 60 && left <= 60 && left > 0) status.textContent = status.dataset.one;
      before = left;
      if (left === 0) clearInterval(this.timer);
    };
    tick();
    this.timer = setInterval(tick, second);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("copy-text", CopyText);
customElements.define("print-page", PrintPage);
customElements.define("time-left", TimeLeft);
