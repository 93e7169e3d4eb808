// On a shared device: a talk that nobody touches asks whether somebody is there, then closes.
const ASKS = 90_000; // milliseconds without a touch
const CLOSES = 120_000;
const asking = document.getElementById("quiet");
let touched = Date.now();

for (const sign of ["pointerdown", "keydown", "input", "wheel"]) {
  addEventListener(sign, () => {
    touched = Date.now();
    asking.hidden = true;
  }, { capture: true, passive: true });
}
setInterval(() => {
  const where = document.querySelector("main")?.dataset.quiet;
  if (!where) return;
  const quiet = Date.now() - touched;
  asking.hidden = quiet < ASKS;
  if (quiet < CLOSES) return;
  document.body.replaceChildren();
  location.replace(where);
}, 1000);
