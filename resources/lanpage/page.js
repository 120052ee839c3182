// Without this file every form of the page works by itself. With it the page stays true by itself: it asks every few
// seconds, says when it cannot, and what was pressed is sent until the command centre has answered. What is shown as
// done always comes from the command centre.
"use strict";

const LOOK_EVERY_MS = 4000, LOOK_WITHIN_MS = 3500, SEND_WITHIN_MS = 15000, PHOTO_WITHIN_MS = 70000, AGAIN_MS = 2000;
const LARGE_BYTES = 15000000;
const line = document.getElementById("line");
const unsent = new Map(); // what was pressed and is not answered yet, by address and value
let connected = true, looking = false, sending = false, clockBase = performance.now();

document.documentElement.classList.add("script");

const page = () => document.getElementById("page");
const filled = (words, name, value) => words.replace("{" + name + "}", value);

async function ask(address, options, withinMs) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), withinMs);
  try {
    return await fetch(address, {
      ...options, signal: stop.signal, headers: { "X-Part": "1" }, cache: "no-store", redirect: "error",
    });
  } finally {
    clearTimeout(timer);
  }
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("page");
  if (!fresh) return;
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

function tell(good) {
  const was = connected;
  connected = good;
  const parts = [];
  if (!connected && page().dataset.time) parts.push(filled(line.dataset.offline, "time", page().dataset.time));
  if (unsent.size && !connected) parts.push(filled(line.dataset.unsent, "count", unsent.size));
  line.classList.toggle("good", connected);
  if (parts.length) {
    line.textContent = "▲ " + parts.join(" · ");
    line.hidden = false;
  } else if (!was) {
    line.textContent = line.dataset.back;
    setTimeout(() => { if (connected) line.hidden = true; }, 3000);
  }
}

// For who hears the page: what was pressed has been replaced by its answer.
function say() {
  const told = page().querySelector(".notice") || [...page().querySelectorAll(".fact")].pop();
  document.getElementById("said").textContent = (told || page().querySelector("h1")).textContent.trim();
}

async function look() {
  const address = page().dataset.look;
  if (!address || looking || sending || document.hidden) return;
  looking = true;
  try {
    const answer = await ask(address, {}, LOOK_WITHIN_MS);
    const html = await answer.text();
    tell(answer.status !== 503 && answer.status !== 500);
    if (connected && answer.status !== 429 && !sending) show(html);
  } catch (error) {
    tell(false);
  } finally {
    looking = false;
  }
}

async function send() {
  if (sending) return;
  sending = true;
  while (unsent.size) {
    const [key, one] = unsent.entries().next().value;
    try {
      const answer = await ask(one.address, { method: "POST", body: one.body }, one.withinMs);
      const html = await answer.text();
      if (answer.status === 429 || answer.status === 500 || answer.status === 503) throw new Error("again");
      unsent.delete(key);
      tell(true);
      show(html);
      say();
    } catch (error) {
      tell(false);
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
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

window.addEventListener("offline", () => tell(false));
window.addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK_EVERY_MS);
setInterval(tick, 1000);
