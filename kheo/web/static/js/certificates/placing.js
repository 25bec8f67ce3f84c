// Boxes over the picture of a design: dragged, or moved by arrow keys, they write into the number fields below it.
(() => {
  const stage = document.querySelector("[data-stage][data-trial]");
  const form = document.getElementById("design");
  const field = (number, name) => form.elements[`p-${number}-${name}`];
  const read = (input) => Number.parseFloat(input.value.replace(",", ".")) || 0;
  const pageOf = (name) => read(form.elements[name]) || Number(stage.dataset[name]);

  function lay(box) {
    const number = box.dataset.for;
    for (const [side, across] of [["left", "width"], ["top", "height"], ["width", "width"], ["height", "height"]]) {
      box.style[side] = `${(read(field(number, side)) / pageOf(across)) * 100}%`;
    }
    box.dataset.said = `${field(number, "left").value} × ${field(number, "top").value} mm`;
  }

  function move(box, left, top) {
    const number = box.dataset.for;
    for (const [name, wanted, size, across] of [["left", left, "width", "width"], ["top", top, "height", "height"]]) {
      const most = pageOf(across) - read(field(number, size));
      field(number, name).value = String(Math.round(Math.min(Math.max(0, wanted), Math.max(0, most)) * 100) / 100);
    }
    lay(box);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function begin(event) {
    const box = event.currentTarget, number = box.dataset.for, from = [read(field(number, "left")), read(field(number, "top"))];
    const scale = pageOf("width") / stage.clientWidth, start = [event.clientX, event.clientY];
    box.setPointerCapture(event.pointerId);
    const drag = (now) => move(box, ...from.map((was, axis) => Math.round((was + ([now.clientX, now.clientY][axis] - start[axis]) * scale) * 2) / 2));
    box.addEventListener("pointermove", drag);
    box.addEventListener("pointerup", () => box.removeEventListener("pointermove", drag), { once: true });
  }

  function press(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const box = event.currentTarget, far = event.shiftKey ? 5 : 0.5;
    move(box, read(field(box.dataset.for, "left")) + step[0] * far, read(field(box.dataset.for, "top")) + step[1] * far);
  }

  if (stage) {
    for (const place of document.querySelectorAll("[data-place]")) {
      const box = document.createElement("div"), number = place.dataset.place;
      Object.assign(box, { className: "stage-place", tabIndex: 0, role: "button" });
      Object.assign(box.dataset, { for: number, kind: field(number, "kind").value });
      box.setAttribute("aria-label", `Chỗ in ${place.querySelector("h3").textContent}`);
      box.setAttribute("aria-describedby", "stage-help");
      box.addEventListener("pointerdown", begin);
      box.addEventListener("keydown", press);
      box.addEventListener("dblclick", () => { place.open = true; place.scrollIntoView({ block: "center" }); });
      stage.append(box);
      lay(box);
    }
    form.addEventListener("input", () => document.querySelectorAll(".stage-place").forEach(lay));
  }
})();
