// Draws a design anew a moment after anything in its form was changed; nothing is kept by that.
(() => {
  const stage = document.querySelector("[data-stage][data-trial]");
  const form = document.getElementById("design");
  const wrong = document.querySelector("[data-stage-error]");
  let later, asked = 0;

  async function draw() {
    const mine = ++asked;
    const answer = await fetch(stage.dataset.trial, { method: "POST", body: new FormData(form) });
    if (mine !== asked) return;
    wrong.hidden = answer.ok;
    if (!answer.ok) { wrong.textContent = await answer.text(); return; }
    const reader = new FileReader();
    reader.onload = () => { stage.querySelector("img").src = reader.result; };
    reader.readAsDataURL(await answer.blob());
  }

  form?.addEventListener("input", () => { clearTimeout(later); later = setTimeout(draw, 400); });
})();
