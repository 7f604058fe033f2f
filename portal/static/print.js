// A button that prints the page, where scripts run; without it the browser's own menu does.
"use strict";
const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
