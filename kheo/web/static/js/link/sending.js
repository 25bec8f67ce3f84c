// Sends officially and stays on the page until the answer is there: the page's key makes a second press the same.
const page = document.getElementById("form");
const told = document.getElementById("saved");

page.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.hasAttribute("data-sends")) return;
  event.preventDefault();
  button.disabled = true;
  told.textContent = "Đang gửi…";
  try {
    const answer = await fetch(button.formAction, {
      method: "POST", body: new FormData(page), headers: { Accept: "application/json" }, redirect: "manual",
      signal: AbortSignal.timeout(30000),
    });
    if (answer.status !== 200 && answer.status !== 409) throw new Error("no answer");
    const said = await answer.json();
    localStorage.removeItem(`kheo:${page.dataset.draft}`);
    window.location.assign(said.to);
  } catch {
    told.textContent = "Chưa rõ đã gửi được chưa. Khi có mạng, bấm gửi lần nữa; không bị gửi hai lần.";
    told.className = "wrong";
    button.disabled = false;
    told.focus();
  }
});
