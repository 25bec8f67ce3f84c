// Asks before what cannot be undone, and sends a filter as soon as a choice in it changes.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

// An address says only what is filtered.
document.addEventListener("htmx:configRequest", (event) => {
  const typed = event.detail.formData;
  for (const [name, value] of [...typed.entries()]) {
    if (value === "" && event.detail.verb === "get") typed.delete(name);
  }
});
