// Keeps what is typed into a long form as a draft by itself, every twenty seconds and when the page
// is left. Without it there is the button.
"use strict";
const EVERY = 20000;
const form = document.querySelector("form[data-draft]");
const line = form.querySelector("[data-draft-line]");
let typed = false, sending = null;

async function keep() {
  if (!typed || sending) return;
  typed = false;
  sending = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set("draft", "keep");
  try {
    const answer = await fetch(location.href, {
      method: "POST", body, redirect: "manual", keepalive: true, signal: sending.signal,
    });
    if (answer.ok) line.textContent = line.dataset.words;
    else typed = true;
  } catch {
    typed = true; // without a connection it is tried again
  }
  sending = null;
}

form.addEventListener("input", () => { typed = true; });
form.addEventListener("submit", () => {
  typed = false;
  if (sending) sending.abort();
});
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
setInterval(keep, EVERY);
