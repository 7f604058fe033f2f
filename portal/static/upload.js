// Says how far a file has come, and takes one that is dropped beside its field. Without it the form
// is sent as any other: the browser says how far it is.
"use strict";
const formOf = (event) => event.target.closest && event.target.closest("form[data-upload]");
const pathOf = (address) => new URL(address).pathname;

// The answer in place of the page, with what it has to say in focus; what leads elsewhere is gone to.
function show(answer, address, form) {
  if (!answer || ![form.action, location.href].some((each) => pathOf(each) === pathOf(address))) {
    location.assign(address);
    return;
  }
  document.title = answer.title;
  document.body.replaceWith(document.adoptNode(answer.body));
  const first = document.querySelector("[role=alert], [role=status]:not(:empty), h1");
  first.tabIndex = -1;
  first.focus();
}

document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (!form || event.defaultPrevented || !form.querySelector("[type=file]").files.length) return;
  event.preventDefault();
  const place = form.querySelector("[data-progress]");
  const [bar, words] = place.children;
  const button = form.querySelector("button");
  const sending = new XMLHttpRequest();
  sending.open("POST", form.action);
  sending.responseType = "document";
  sending.upload.onprogress = (sent) => { bar.value = sent.loaded / sent.total; };
  sending.upload.onload = () => { words.textContent = words.dataset.checks; };
  sending.onload = () => show(sending.response, sending.responseURL, form);
  sending.onerror = () => {
    words.textContent = words.dataset.broke;
    button.disabled = false;
  };
  place.hidden = false;
  words.textContent = words.dataset.sends;
  sending.send(new FormData(form, event.submitter));
  button.disabled = true;
});

document.addEventListener("dragover", (event) => { if (formOf(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  const form = formOf(event), field = form && form.querySelector("[type=file]");
  if (!field || event.target === field || event.dataTransfer.files.length !== 1) return;
  event.preventDefault();
  field.files = event.dataTransfer.files;
  field.focus();
});
