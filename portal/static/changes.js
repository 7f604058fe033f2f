// Looks every few seconds whether the list has changed, and renews it in place. What somebody points
// at or stands in does not move: it says how much has changed, and waits. Without it, one reloads.
"use strict";
const EVERY = 3500;
const news = document.querySelector("[data-mark]");
const show = document.querySelector("[data-show]");
const parts = (page) => [...page.querySelectorAll("[data-live]")];
const inUse = (part) => part.matches(":hover") || part.contains(document.activeElement);
const lines = (page) => parts(page).flatMap((part) => [...part.querySelectorAll("tbody tr, .duty")]);
// Every form has keys of its own, which say nothing about the case.
const plain = (part) => part.outerHTML.replace(/<input type="hidden"[^>]*>/g, "");
let mark = news.dataset.mark, fresh = null, asks = false;

async function read(address, type) {
  const answer = await fetch(address, { redirect: "manual", headers: { Accept: type } });
  // Whoever is signed out meanwhile does not go on reading.
  if (answer.type === "opaqueredirect" || answer.status === 403) location.reload();
  return answer.ok ? answer : null;
}

function renew() {
  parts(document).forEach((part, place) => {
    const other = parts(fresh)[place];
    if (plain(part) !== plain(other)) part.replaceWith(document.importNode(other, true));
  });
  news.textContent = news.dataset.done;
  show.hidden = true;
  fresh = null;
}

function offer() {
  const moved = parts(document).filter((part, place) => plain(part) !== plain(parts(fresh)[place]));
  if (!moved.length) fresh = null;
  else if (!moved.some(inUse)) renew();
  else {
    const before = new Set(lines(document).map(plain));
    const changed = lines(fresh).filter((line) => !before.has(plain(line))).length;
    const words = news.dataset.words.replace("#", Math.max(1, changed));
    if (news.textContent !== words) news.textContent = words;
    show.hidden = false;
  }
}

async function look() {
  if (asks || document.hidden) return;
  asks = true;
  try {
    const answer = await read(news.dataset.ask, "application/json");
    const now = answer && await answer.json();
    if (now && now.mark !== mark) {
      const page = await read(location.href, "text/html");
      if (page) {
        fresh = new DOMParser().parseFromString(await page.text(), "text/html");
        mark = fresh.querySelector("[data-mark]").dataset.mark;
      }
    }
    if (now) document.querySelector("[data-at]").textContent = now.at;
    if (fresh) offer();
  } catch { /* The portal is away: the time that stands there says since when. */ }
  asks = false;
}

document.querySelector("[data-auto]").hidden = false;
show.addEventListener("click", () => {
  renew();
  const head = document.querySelector("#page h2");
  head.tabIndex = -1;
  head.focus();
});
document.addEventListener("visibilitychange", look);
setInterval(look, EVERY);
const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
