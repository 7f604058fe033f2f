// Sends the room's form without leaving the page. While the connection is away the text stays here, and
// the same form is sent again until it arrives; the portal takes it once. Without it the browser sends it.
"use strict";
const AGAIN = 4000;
const formOf = () => document.querySelector("form[data-room]");
const state = () => document.querySelector("[data-away]");
const values = (form) => new Map([...new FormData(form)].filter(([name]) => !/^(csrf|once|kept)$/.test(name)));
let waits = null, pressed = null;

function bodyOf(form, pressed) {
  const body = new URLSearchParams(new FormData(form));
  if (pressed && pressed.name) body.append(pressed.name, pressed.value);
  return { body, address: form.action, typed: values(form) };
}

// What was typed, chosen or ticked while the form was on its way stays as it was left.
function putBack(sent, form, now) {
  let left = false;
  for (const name of new Set([...sent.keys(), ...now.keys()])) {
    const words = now.get(name);
    if (sent.get(name) === words) continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "hidden" || field.tagName === "BUTTON") continue;
      const ticks = /^(checkbox|radio)$/.test(field.type);
      if (ticks ? field.checked === (field.value === words) : field.value === (words || "")) continue;
      if (ticks) field.checked = field.value === words;
      else field.value = words || "";
      left = true;
    }
  }
  return left;
}

function show(answer) {
  const now = values(formOf()), at = document.activeElement && document.activeElement.id, sent = waits.typed;
  document.title = answer.title;
  document.body.replaceWith(document.adoptNode(answer.body));
  waits = null;
  const form = formOf(), said = document.querySelector("[role=alert], .summary");
  const left = form && putBack(sent, form, now), next = said ? null : pressed;
  pressed = null;
  const focus = said || (at && document.getElementById(at));
  if (focus) {
    if (said) said.tabIndex = -1;
    focus.focus();
  }
  if (left || (form && next)) send(bodyOf(form, next));
}

async function send(what) {
  waits = what;
  try {
    const answer = await fetch(what.address, { method: "POST", body: what.body });
    const path = new URL(answer.url).pathname;
    if (answer.redirected && path !== new URL(what.address).pathname) {
      waits = null;
      location.assign(answer.url);
    } else show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    state().textContent = state().dataset.away;
    setTimeout(() => waits === what && send(what), AGAIN);
  }
}

document.addEventListener("submit", (event) => {
  if (event.target !== formOf()) return;
  event.preventDefault();
  if (waits) pressed = event.submitter;
  else send(bodyOf(event.target, event.submitter));
});
document.addEventListener("keydown", (event) => {
  const child = document.querySelector("[data-child]");
  if (child && event.key === "Escape") child.textContent = "…";
});
addEventListener("beforeunload", (event) => waits && event.preventDefault());
