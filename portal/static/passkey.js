// Lets a browser answer for a passkey: the form carries the question, and its answer back to us.
"use strict";
const asked = { get: "parseRequestOptionsFromJSON", create: "parseCreationOptionsFromJSON" };
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const verb = form.dataset.passkey;
  const parse = window.PublicKeyCredential && PublicKeyCredential[asked[verb]];
  if (!parse) continue; // an older browser: the other way stands on the page
  form.hidden = false;
  const said = form.querySelector("[data-trouble]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.namedItem(form.dataset.answer).value) return;
    event.preventDefault();
    said.hidden = true;
    try {
      const publicKey = parse.call(PublicKeyCredential, JSON.parse(form.dataset.options));
      const found = await navigator.credentials[verb]({ publicKey });
      form.elements.namedItem(form.dataset.answer).value = JSON.stringify(found.toJSON());
      form.submit();
    } catch {
      said.hidden = false; // called off, or none there
    }
  });
}
