// Without this file every form of the page works by itself. With it the page stays true by itself: it asks every few
// seconds, says when it cannot, and what was pressed is sent until the command centre has answered. What is shown as
// done always comes from the command centre.
"use strict";

const LOOK_EVERY_MS = 4000, LOOK_WITHIN_MS = 3500, SEND_WITHIN_MS = 15000, PHOTO_WITHIN_MS = 70000, AGAIN_MS = 2000;
const NOTICE_MS = 20000;
const LARGE_BYTES = 15000000;
const line = document.getElementById("line");
const unsent = new Map(); // what was pressed and is not answered yet, by address and value
let connected = true, stuck = false, looking = false, sending = false, noticeAt = 0, clockBase = performance.now();

document.documentElement.classList.add("script");

const page = () => document.getElementById("page");
const filled = (words, name, value) => words.replace("{" + name + "}", value);

// Status and text of the answer, all of it within its time.
async function ask(address, options, withinMs) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), withinMs);
  try {
    const answer = await fetch(address, {
      ...options, signal: stop.signal, headers: { "X-Part": "1" }, cache: "no-store", redirect: "error",
    });
    return { status: answer.status, html: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
}

function show(html, looked) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("page");
  // A bare sentence ends the page, unless something still waits to be sent from it.
  if (!fresh || (unsent.size && !fresh.dataset.look)) return;
  const notice = page().querySelector(".notice");
  // What was refused must be read: a look for news leaves it for a while.
  if (looked && notice && performance.now() - noticeAt < NOTICE_MS) fresh.prepend(notice);
  else if (fresh.querySelector(".notice")) noticeAt = performance.now();
  const held = document.activeElement, at = held && held.form ? held.form.action + "|" + held.value : "";
  page().replaceWith(fresh);
  clockBase = performance.now();
  for (const button of fresh.querySelectorAll("button")) {
    const key = button.form.action + "|" + button.value;
    if (unsent.has(key)) mark(button);
    if (key === at) button.focus({ preventScroll: true });
  }
}

function mark(button) {
  button.classList.add("sending");
  button.setAttribute("aria-disabled", "true");
  const what = button.querySelector(".small") || button;
  what.textContent = button.dataset.sending;
}

// `good`: the command centre answers. `failing`: what was pressed could not be stored yet.
function tell(good, failing) {
  const was = connected && !stuck;
  connected = good;
  stuck = failing && unsent.size > 0;
  const parts = [];
  if (!connected && page().dataset.time) parts.push(filled(line.dataset.offline, "time", page().dataset.time));
  if (stuck) parts.push(filled(line.dataset.unsent, "count", unsent.size));
  line.classList.toggle("good", !parts.length);
  if (parts.length) {
    line.textContent = "▲ " + parts.join(" · ");
    line.hidden = false;
  } else if (!was) {
    line.textContent = line.dataset.back;
    setTimeout(() => { if (connected && !stuck) line.hidden = true; }, 3000);
  }
}

// For who hears the page: what was pressed has been replaced by its answer.
function say() {
  const told = page().querySelector(".notice") || [...page().querySelectorAll(".fact")].pop();
  document.getElementById("said").textContent = (told || page().querySelector("h1")).textContent.trim();
}

// Whether nobody knows if it was stored: then it is asked again.
const unsure = (answer) => answer.status === 500 || answer.status === 503;

async function look() {
  const address = page().dataset.look;
  if (!address || looking || sending || document.hidden) return;
  looking = true;
  try {
    const answer = await ask(address, {}, LOOK_WITHIN_MS);
    tell(!unsure(answer), false);
    if (connected && answer.status !== 429 && !sending) show(answer.html, true);
  } catch (error) {
    tell(false, false);
  } finally {
    looking = false;
  }
}

async function send() {
  if (sending) return;
  sending = true;
  while (unsent.size) {
    const [key, one] = unsent.entries().next().value;
    let again = true;
    try {
      const answer = await ask(one.address, { method: "POST", body: one.body }, one.withinMs);
      again = answer.status === 429 || unsure(answer);
      if (!again) unsent.delete(key);
      tell(true, again);
      if (answer.status !== 429) show(answer.html, false);
      say();
    } catch (error) {
      tell(false, true);
    }
    if (again) await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
  sending = false;
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  event.preventDefault();
  if (!button || form.hasAttribute("data-photo")) return;
  const key = form.action + "|" + button.value;
  if (unsent.has(key)) return;
  const body = new URLSearchParams();
  if (button.name) body.set(button.name, button.value);
  unsent.set(key, { address: form.action, body, withinMs: SEND_WITHIN_MS });
  mark(button);
  send();
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || !form.hasAttribute("data-photo") || !event.target.files.length) return;
  const photo = event.target.files[0], body = new FormData();
  event.target.value = "";
  // One that is too large is cut so that the answer, not the network, says so.
  body.set("photo", photo.size > LARGE_BYTES ? photo.slice(0, LARGE_BYTES + 1) : photo, "photo");
  unsent.set(form.action + "|" + photo.name + photo.size + photo.lastModified, {
    address: form.action, body, withinMs: PHOTO_WITHIN_MS,
  });
  const label = form.querySelector("label");
  label.textContent = form.querySelector("button").dataset.sending;
  label.classList.add("sending");
  send();
});

function tick() {
  const clock = document.querySelector("[data-elapsed]");
  if (!clock) return;
  const seconds = Number(clock.dataset.elapsed) + Math.floor((performance.now() - clockBase) / 1000);
  clock.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
}

window.addEventListener("offline", () => tell(false, true));
window.addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK_EVERY_MS);
setInterval(tick, 1000);
