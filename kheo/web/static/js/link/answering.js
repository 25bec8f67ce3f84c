// Looks for the answer while the office's machine is still reading what was sent.
const answers = document.getElementById("answers");

async function look() {
  if (!("reading" in answers.dataset)) return;
  try {
    const said = await fetch(window.location.href, { signal: AbortSignal.timeout(20000) });
    const fresh = new DOMParser().parseFromString(await said.text(), "text/html").getElementById("answers");
    if (fresh) {
      if (!("reading" in fresh.dataset)) delete answers.dataset.reading;
      if (fresh.innerHTML !== answers.innerHTML) answers.innerHTML = fresh.innerHTML;
    }
  } catch {
    // The next look may find the connection again.
  }
  setTimeout(look, 3000);
}

setTimeout(look, 1500);
