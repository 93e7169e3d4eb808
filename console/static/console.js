// What is nicer with JavaScript; every page works without it.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const words of document.querySelectorAll("[data-without-script]")) words.hidden = true;

for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const copied = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // pages on plain http have no clipboard
    }
    copied.hidden = false;
  });
}

// A form that is on its way is not sent twice.
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
