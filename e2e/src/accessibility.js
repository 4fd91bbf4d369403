// Returns what keeps a person from reading this page; an empty list when nothing does.
const found = [];
const say = (what, element) => found.push(element ? `${what}: ${element.outerHTML.slice(0, 160)}` : what);
const all = (selector) => Array.from(document.querySelectorAll(selector));
const named = (element) =>
  (element.getAttribute("aria-label") ?? "").trim() ||
  (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join("").trim();
const spoken = (element) =>
  named(element) || element.textContent.trim() || Array.from(element.querySelectorAll("img")).some((image) => image.alt.trim());

if (!document.documentElement.lang) say("the page does not say its language");
if (!document.title.trim()) say("the page has no title");
if (!document.querySelector("meta[name=viewport]")) say("the page does not fit a phone");
if (all("h1").length !== 1) say(`the page has ${all("h1").length} first headings`);
if (all("main").length !== 1) say("the page does not have one main part");
if (!document.querySelector("a.skip[href='#main']")) say("the page has no link to skip to its content");

let last = 0;
for (const heading of all("h1, h2, h3, h4, h5, h6")) {
  const level = Number(heading.tagName[1]);
  if (level > last + 1) say(`a heading skips from ${last} to ${level}`, heading);
  if (!heading.textContent.trim()) say("a heading is empty", heading);
  last = level;
}

const ids = new Set();
for (const element of all("[id]")) {
  if (ids.has(element.id)) say(`the id ${element.id} is there twice`);
  ids.add(element.id);
}

for (const field of all("input:not([type=hidden]):not([type=submit]):not([hidden]), select, textarea")) {
  if (!field.labels?.length && !named(field)) say("a field has no label", field);
}
for (const element of all("a[href], button, summary")) if (!spoken(element)) say("a link or button has no text", element);
for (const link of all("a[href^='#']")) {
  if (!document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))) say("a link leads nowhere", link);
}
for (const image of all("img:not([alt])")) say("a picture has no text", image);
for (const drawing of all("svg")) {
  const hidden = drawing.closest("[aria-hidden=true]");
  if (!hidden && !named(drawing) && !drawing.querySelector(":scope > title")?.textContent.trim()) say("a drawing has no title", drawing);
}
for (const table of all("table")) {
  if (!table.querySelector("th")) say("a table has no headings", table);
  if (!table.querySelector("caption") && !named(table)) say("a table has no caption", table);
}
for (const bar of all("progress, meter")) if (!bar.labels?.length && !named(bar)) say("a bar has no label", bar);
for (const element of all("[aria-describedby], [aria-labelledby], [aria-controls]")) {
  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls"]) {
    for (const id of (element.getAttribute(name) ?? "").split(/\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) say(`${name} names ${id}, which is not there`, element);
    }
  }
}
for (const area of all(".scroll")) {
  if (area.scrollWidth > area.clientWidth + 1 && area.tabIndex !== 0) say("what scrolls cannot be reached by keyboard", area);
}
const page = document.documentElement;
if (page.scrollWidth > page.clientWidth + 1) {
  const wide = all("main *").find((element) => element.getBoundingClientRect().right > page.clientWidth + 1 && !element.closest(".scroll, .drawing, nav"));
  say(`the page is wider than the screen (${page.scrollWidth} > ${page.clientWidth})`, wide);
}
if (document.body.textContent.includes("⟨")) say("a message is missing");
return found;
