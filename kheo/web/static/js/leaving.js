// A form with typed text is not left by accident; a second press does not send it twice.
let typed = false;

document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) typed = true;
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  typed = false;
  if (event.target.method === "post") {
    for (const button of event.target.querySelectorAll("button:not([name])")) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  }
});

window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[method=post] button[disabled]")) button.disabled = false;
});

window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
