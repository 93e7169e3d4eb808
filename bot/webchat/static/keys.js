// Number keys choose an answer, while the question or one of its answers has the focus: so a
// stray key elsewhere, or a word that is dictated, chooses nothing.
document.documentElement.classList.add("scripted");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (!document.activeElement.matches("h1, .answers button, .choice input")) return;
  document.querySelector(`main [aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click();
});
