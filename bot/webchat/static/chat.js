// Says so when a tap did not arrive. Everything else works without this file.
const offline = (shown) => {
  document.getElementById("offline").hidden = !shown;
  if (shown) window.scrollTo(0, 0);
};
document.addEventListener("htmx:error", () => offline(true));
document.addEventListener("htmx:before:response", (event) => {
  const away = [502, 503, 504].includes(event.detail.ctx.response.status);
  offline(away);
  if (away) event.preventDefault(); // what is on the screen stays
});
