// The one script. Every page works without it; what follows only makes pages quicker and kinder.
import "./once.js";
import "./keep.js";
import "./talk.js";
import "./tools.js";

// htmx (seven times the size of all the rest) comes only to pages that use it, after they are shown.
// It starts itself only in a document that is complete, hence the load event.
const uses = "[hx-get], [hx-post]";

addEventListener("load", () => {
  if (document.querySelector(uses)) import("htmx.org/dist/htmx.min.js");
});
