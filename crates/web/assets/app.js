// Sliders and progress; every page works without them.
"use strict";

// A form with data-live="URL" sends its fields there as they change. The answer is JSON,
// { "values": { name: text }, "says": text }: each element with data-value="name" shows its text.
for (const form of document.querySelectorAll("form[data-live]")) {
  const status = form.querySelector("[role=status]");
  let running = null;
  let waiting = 0;

  const solve = async () => {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const query = new URLSearchParams(new FormData(form));
      const response = await fetch(form.dataset.live + "?" + query, {
        headers: { accept: "application/json" },
        signal: mine.signal,
      });
      const answer = await response.json();
      for (const place of document.querySelectorAll("[data-value]")) {
        const text = answer.values?.[place.dataset.value];
        if (text !== undefined) place.textContent = text;
      }
      if (status) status.textContent = answer.says ?? [answer.title, answer.detail].filter(Boolean).join(" ");
    } catch (error) {
      if (error.name !== "AbortError" && status) status.textContent = form.dataset.liveLost ?? "";
    }
  };

  const show = (slider) => {
    const output = form.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
    if (output) output.textContent = Number(slider.value).toLocaleString(document.documentElement.lang);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "range") show(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(solve, 40);
  });
  form.querySelectorAll("input[type=range]").forEach(show);
}

// A form with data-live-part="ID" posts its fields as they change, and shows the part with that id of the page that
// comes back. What is open in the part stays open.
for (const form of document.querySelectorAll("form[data-live-part]")) {
  const part = () => document.getElementById(form.dataset.livePart);
  let running = null;
  let waiting = 0;

  const send = async () => {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const fields = new FormData(form);
      for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
      const response = await fetch(form.action, { method: "post", body: fields, signal: mine.signal });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(part().id);
      if (!fresh) throw new Error(response.statusText);
      const open = [...part().querySelectorAll("details")].map((details) => details.open);
      fresh.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? details.open));
      part().replaceChildren(...fresh.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") part().textContent = form.dataset.liveLost ?? "";
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, 250);
  });
}

// An element with data-progress="URL" asks there how far a job is. The answer is JSON,
// { "done": number, "of": number, "says": text, "finished": bool }; when finished the page is loaded again.
for (const job of document.querySelectorAll("[data-progress]")) {
  const bar = job.querySelector("progress");
  const status = job.querySelector("[role=status]");

  const ask = async () => {
    let pause = 1000;
    try {
      const response = await fetch(job.dataset.progress, { headers: { accept: "application/json" } });
      const answer = await response.json();
      if (!response.ok || answer.finished) return location.reload();
      bar.max = answer.of;
      bar.value = answer.done;
      if (status) status.textContent = answer.says;
      pause = 250;
    } catch {
      pause = 2000;
    }
    setTimeout(ask, pause);
  };
  ask();
}
