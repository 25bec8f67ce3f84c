// Keeps what is typed: on this device at once, on the server a moment later, and says where it is.
const draft = document.getElementById("form");
const saved = document.getElementById("saved");
const kept = `kheo:${draft.dataset.draft}`;
const left = `${kept}:left`;
let timer = 0;
let saving = Promise.resolve();
let changes = 0;
let going = false;

const device = sessionStorage.getItem("kheo:device") ?? draft.elements.device.value;
sessionStorage.setItem("kheo:device", device);
draft.elements.device.value = device;

const entries = () => [...new FormData(draft)].filter(([name]) => name !== "csrfmiddlewaretoken");
const say = (words, tone = "soft") => { saved.textContent = words; saved.className = tone; };
const remains = () => JSON.parse(localStorage.getItem(left) ?? "[]");

async function post(fields) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", draft.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of fields) body.append(name, value);
  const answer = await fetch(draft.action, {
    method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(20000),
  });
  if (!answer.ok) throw new Error(answer.status >= 500 ? "busy" : "out");
  return answer.json();
}

function failed(error, again) {
  if (error.message === "out") {
    say("Phiên đã hết hoặc địa chỉ đã đổi. Chữ được giữ trên máy này; tải lại trang để nhận mã mới.", "wrong");
    return;
  }
  say("Mất kết nối. Chữ đang gõ được giữ trên máy này, sẽ tự lưu khi có mạng.", "wrong");
  clearTimeout(timer);
  timer = setTimeout(again, 5000);
}

async function save() {
  const upto = changes;
  try {
    const said = await post(entries());
    draft.elements.version.value = said.version;
    document.getElementById("weighed").innerHTML = said.standing;
    if (upto === changes) localStorage.removeItem(kept);
    say(said.saved, "good");
    if (said.overtook) window.location.assign(said.overtook);
  } catch (error) {
    failed(error, saveNow);
  }
}

// One saving at a time, each upon the version the one before gave.
function saveNow() {
  clearTimeout(timer);
  saving = saving.then(save);
  return saving;
}

function remember() {
  changes += 1;
  localStorage.setItem(kept, JSON.stringify(entries()));
  say("Đang ghi…");
  clearTimeout(timer);
  timer = setTimeout(saveNow, 1200);
}

// What a killed tab or a lost connection left behind goes to the server first, then the page shows it.
async function restore() {
  const waiting = remains();
  if (!waiting.length) return;
  try {
    const said = await post(waiting[0]);
    localStorage.setItem(left, JSON.stringify(waiting.slice(1)));
    if (said.version === Number(draft.elements.version.value) && waiting.length === 1) return;
    sessionStorage.setItem("kheo:restored", "1");
    window.location.replace(said.overtook || `${window.location.pathname}?edit=1`);
  } catch (error) {
    failed(error, restore);
  }
}

// A button that asks the server for something goes after what is typed, or not at all.
draft.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || going || button?.name !== "act") return;
  event.preventDefault();
  changes += 1;
  localStorage.setItem(kept, JSON.stringify(entries()));
  await saveNow();
  if (button.value === "save" || localStorage.getItem(kept)) return;
  going = true;
  draft.requestSubmit(button);
});

const exit = document.querySelector("[data-exit]");
exit.addEventListener("submit", async (event) => {
  if (!localStorage.getItem(kept)) return;
  event.preventDefault();
  await saveNow();
  if (localStorage.getItem(kept) && !window.confirm("Còn chữ chưa lưu được; thoát sẽ xóa khỏi máy này. Vẫn thoát?")) return;
  localStorage.removeItem(kept);
  exit.submit();
});

draft.addEventListener("input", remember);
draft.addEventListener("change", remember);
window.addEventListener("online", () => (remains().length ? restore() : saveNow()));
document.addEventListener("visibilitychange", () => { if (document.hidden && localStorage.getItem(kept)) saveNow(); });

if (localStorage.getItem(kept)) {
  localStorage.setItem(left, JSON.stringify([...remains(), JSON.parse(localStorage.getItem(kept))]));
  localStorage.removeItem(kept);
}
if (sessionStorage.getItem("kheo:restored")) {
  sessionStorage.removeItem("kheo:restored");
  say("Đã lấy lại phần chưa kịp lưu trên máy này, và đã lưu.", "good");
}
restore();
