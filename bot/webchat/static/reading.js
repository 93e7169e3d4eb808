// Reads the page aloud, with a voice that lives on this device alone: others send the text away.
const reader = document.getElementById("read");
const LINES =
  ".urgent h2, .urgent p, .notice, h1, .told, .help, .verbatim, .answers span:not(.face), .choice span";

const voiceOf = (language) =>
  speechSynthesis
    .getVoices()
    .find((voice) => voice.localService && voice.lang.split(/[-_]/)[0].toLowerCase() === language);
const languageOf = (element) => element.closest("[lang]").lang;
const silent = () => {
  speechSynthesis.cancel();
  reader.setAttribute("aria-pressed", "false");
};
const offer = () => {
  reader.hidden = !voiceOf(document.querySelector("main").lang);
};
const readAloud = () => {
  for (const line of document.querySelectorAll(`main :is(${LINES})`)) {
    const said = line.querySelector("[lang]") ?? line; // what a draft lacks is in Finnish
    const voice = voiceOf(languageOf(said));
    if (!voice) continue;
    const speech = new SpeechSynthesisUtterance(line.innerText);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.onend = () => speechSynthesis.pending || silent();
    speechSynthesis.speak(speech);
  }
};

if ("speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  reader.addEventListener("click", () => {
    const reads = reader.getAttribute("aria-pressed") === "true";
    silent();
    if (reads) return;
    reader.setAttribute("aria-pressed", "true");
    readAloud();
  });
  addEventListener("pagehide", silent);
  document.addEventListener("htmx:after:swap", () => {
    silent();
    offer();
  });
}
