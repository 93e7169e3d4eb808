// Shows the open step anew when it changed elsewhere: in another tab, or because a round opened.
// The server tells a mark; what it means is only known by asking for the page again.
const OWN = 4000; // milliseconds after a tap here in which a new mark is our own doing
let known = null;
let tapped = -Infinity;

const shown = () => document.querySelector("main[data-live]");
const writing = () => [...document.querySelectorAll("textarea")].some((area) => area.value.trim());
const refresh = async () => {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (!answer.ok || !main || !shown() || writing()) return;
  shown().replaceWith(main);
  window.htmx?.process(main);
  document.dispatchEvent(new Event("htmx:after:swap"));
};

if (shown()) {
  const changes = new EventSource("/chat/changes");
  changes.addEventListener("message", ({ data }) => {
    const news = known !== null && data !== known && performance.now() - tapped > OWN;
    known = data;
    document.documentElement.dataset.listens = "yes"; // from now on a change is noticed
    if (news && shown() && !writing()) refresh();
  });
  document.addEventListener("submit", () => { tapped = performance.now(); }, { capture: true });
  addEventListener("pagehide", () => changes.close());
}
