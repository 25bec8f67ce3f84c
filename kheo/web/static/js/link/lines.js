// Adds, moves and removes lines of a form on the spot; without it the same buttons ask the server.
const form = document.getElementById("form");
const lines = document.getElementById("lines");
const spare = document.getElementById("spare");
const all = () => [...lines.querySelectorAll(".draft-line")];

function renumber() {
  const found = all();
  found.forEach((line, index) => {
    const old = line.id.slice("line-".length);
    line.id = `line-${index}`;
    line.setAttribute("aria-labelledby", `n-${index}`);
    line.querySelector("[data-number]").textContent = index + 1;
    line.querySelector(".draft-line-number").id = `n-${index}`;
    for (const one of line.querySelectorAll("[name], [for], [aria-describedby], .help[id]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const said = one.getAttribute(name);
        if (said) one.setAttribute(name, said.replace(new RegExp(`^(f-|h-|)${old}-`), `$1${index}-`));
      }
    }
    for (const button of line.querySelectorAll("button[name=act]")) {
      button.value = button.value.replace(/-[^-]*$/, `-${index}`);
      button.ariaLabel = button.ariaLabel.replace(/dòng \d+/, `dòng ${index + 1}`);
      button.disabled = (button.value === "up-0") || (button.value === `down-${found.length - 1}`);
    }
  });
}

function act(verb, line) {
  const at = all().indexOf(line);
  let next = line;
  if (verb === "add") {
    lines.insertAdjacentHTML("beforeend", spare.innerHTML);
    next = all().at(-1);
  } else if (verb === "up") line.previousElementSibling.before(line);
  else if (verb === "down") line.nextElementSibling.after(line);
  else if (all().length > 1) {
    next = all()[at + 1] ?? all()[at - 1];
    line.remove();
  } else for (const one of line.querySelectorAll("input, textarea, select")) one.value = "";
  renumber();
  const again = verb === "up" || verb === "down" ? next.querySelector(`button[value^=${verb}]:not(:disabled)`) : null;
  (again ?? next.querySelector("input, textarea, select")).focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("submit", (event) => {
  const [verb] = (event.submitter?.value ?? "").split("-");
  if (!spare || event.submitter?.name !== "act" || !["add", "up", "down", "remove"].includes(verb)) return;
  event.preventDefault();
  const line = event.submitter.closest(".draft-line");
  const typed = line ? [...line.querySelectorAll("input, textarea")].some((one) => one.value.trim()) : false;
  if (verb === "remove" && typed && !window.confirm("Bỏ dòng này cùng những gì đã ghi trong đó?")) return;
  act(verb, line);
});
