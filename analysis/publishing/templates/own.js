// The sentences behind what was clicked. Everything from an article becomes text, never markup.
"use strict";
(() => {
  const book = JSON.parse(document.getElementById("evidence").textContent);
  const sheet = document.getElementById("sheet");
  const list = document.getElementById("list"), find = document.getElementById("find");
  const further = document.getElementById("further");
  const counted = sheet.querySelector(".counted");
  const STEP = 25;
  let chosen = [], shown = 0, key = "";

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Spans may overlap: the sentence is cut at every end, each piece with the classes over it.
  const marked = (text, spans) => {
    const line = make("p");
    const cuts = [...new Set([0, text.length, ...spans.flatMap(([a, b]) => [a, b])])];
    cuts.sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i++) {
      const over = spans.filter(([a, b]) => a <= cuts[i] && b >= cuts[i + 1]);
      const names = [...new Set(over.map(([, , name]) => "s-" + name))].join(" ");
      line.append(make("span", names, text.slice(cuts[i], cuts[i + 1])));
    }
    return line;
  };

  // Offsets count characters, as Python does; JavaScript counts units of UTF-16.
  const units = (text) => {
    const at = [0];
    for (const character of text) at.push(at[at.length - 1] + character.length);
    return at;
  };

  const item = (number) => {
    const [place, spans, note] = book.items[number];
    const [article, text] = book.texts[place];
    const [outlet, day, title, address] = book.articles[article];
    const at = units(text), entry = make("li");
    entry.append(marked(text, spans.map(([a, b, name]) => [at[a], at[b], name])));
    const source = make("p", "source", [outlet, day].join(" · ") + " · ");
    if (address) {
      const link = make("a", "", title || address);
      link.href = address;
      link.rel = "noopener noreferrer";
      source.append(link);
    } else source.append(title);
    if (note) source.append(" · " + note);
    entry.append(source);
    return entry;
  };

  const haystack = (number) => {
    const [place, , note] = book.items[number];
    const [article, text] = book.texts[place];
    return [text, note, ...book.articles[article]].join(" ").toLowerCase();
  };

  const more = () => {
    list.append(...chosen.slice(shown, shown + STEP).map(item));
    shown = Math.min(shown + STEP, chosen.length);
    further.hidden = shown >= chosen.length;
  };

  const fill = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = book.marks[key] || [];
    chosen = all.filter((n) => words.every((word) => haystack(n).includes(word)));
    const whole = book.counts[key] || 0;
    const drawn = all.length < whole ? `${all.length} of ${whole}, drawn by chance` : `${whole}`;
    counted.textContent = words.length
      ? `${chosen.length} of ${all.length} hold these words`
      : `Places in the text: ${drawn}`;
    list.replaceChildren();
    shown = 0;
    more();
  };

  // What was clicked: the figure with its interval and counts, or what its row of a table says.
  const figureOf = (button) => {
    const row = button.closest("tr")?.querySelector("td:has(.range)");
    const parts = button.querySelectorAll(".figure, .range, .n");
    return [...(parts.length ? parts : row && !button.matches(".cell") ? [row] : [])]
      .map((part) => part.textContent.replace(/\s+/g, " ").trim().replace(/,$/, "")).join(", ");
  };

  const open = (button) => {
    key = button.dataset.opens;
    document.getElementById("sheet-title").textContent = button.dataset.title;
    sheet.querySelector(".figure-said").textContent = figureOf(button);
    find.value = "";
    fill();
    sheet.showModal();
    sheet.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens]");
    if (button && button.dataset.opens) open(button);
    else if (event.target.closest(".close") || event.target === sheet) sheet.close();
    const all = event.target.closest("button.all");
    if (all) {
      const near = all.closest(".table, dl > div") || all.previousElementSibling;
      const rows = near.querySelectorAll(".more");
      for (const row of rows) row.hidden = false;
      rows[0].querySelector("button")?.focus();
      all.remove();
    }
  });
  further.addEventListener("click", more);
  find.addEventListener("input", fill);
  addEventListener("beforeprint", () => {
    for (const row of document.querySelectorAll(".more")) row.hidden = false;
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
})();
