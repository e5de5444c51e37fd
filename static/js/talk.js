// Role-play: letters choose a reply, and the page opens at the newest line.

// <choice-keys> lets A, B, C … press the reply of that letter while focus is within the conversation
// (its nearest [data-talk], or itself), never from elsewhere on the page.
class ChoiceKeys extends HTMLElement {
  connectedCallback() {
    (this.closest("[data-talk]") ?? this).addEventListener("keydown", this);
  }

  disconnectedCallback() {
    (this.closest("[data-talk]") ?? this).removeEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const wanted = event.key.toUpperCase();
    const button = [...this.querySelectorAll("button.choice")].find((b) => b.dataset.key === wanted);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
}

const long = 0.5; // share of the window from which on a conversation is scrolled to its end

// <newest-line> scrolls to the newest line, and after an exchange moves focus there to have it read.
class NewestLine extends HTMLElement {
  connectedCallback() {
    const line = this.querySelector(".turn.new");
    if (!line) return;
    const swapped = document.readyState === "complete";
    if (swapped) {
      line.tabIndex = -1;
      line.focus({ preventScroll: true });
    }
    if (swapped || (!location.hash && this.scrollHeight > innerHeight * long)) line.scrollIntoView({ block: "start" });
  }
}

// <word-count> says how many words a reply has so far.
class WordCount extends HTMLElement {
  connectedCallback() {
    const area = this.querySelector("textarea");
    const out = this.querySelector("output");
    const count = () => (out.value = area.value.split(/\s+/).filter(Boolean).length);
    area.addEventListener("input", count);
    out.parentElement.hidden = false;
    count();
  }
}

customElements.define("word-count", WordCount);
customElements.define("choice-keys", ChoiceKeys);
customElements.define("newest-line", NewestLine);
