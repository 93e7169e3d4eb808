// Leaves at once: empties the screen, takes this page's place in the history, goes elsewhere.
const away = document.getElementById("away");
const TWICE = 1500; // milliseconds in which Esc has to be pressed again
let escaped = -Infinity;

const leave = () => {
  document.body.replaceChildren();
  location.replace(away.href);
};

away.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  if (event.key === "Escape" && event.timeStamp - escaped < TWICE) leave();
  escaped = event.key === "Escape" ? event.timeStamp : -Infinity;
});
// A page that the browser kept in its memory is asked for anew: whoever was inside may have left.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.body.replaceChildren();
  location.reload();
});
