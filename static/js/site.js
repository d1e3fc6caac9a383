/* Comforts only: every page works without this file. */
"use strict";

/* Counter of a text: the limit is said, never cut silently while pasting. A line shows it when it gets near. */
const number = new Intl.NumberFormat("ja-JP");
const watchLength = (field, counter, limit, near) => {
  const count = () => {
    const left = limit - [...field.value.replace(/\r\n/g, "\n")].length;
    counter.hidden = left > near;
    counter.classList.toggle("is-over", left < 0);
    counter.textContent = left < 0
      ? `${number.format(-left)}文字超えています（${number.format(limit)}文字まで）`
      : `残り${number.format(left)}文字`;
  };
  field.removeAttribute("maxlength");
  field.addEventListener("input", count);
  count();
};
for (const counter of document.querySelectorAll("[data-counter]")) {
  const field = document.getElementById(counter.dataset.counter);
  if (field) watchLength(field, counter, Number(counter.dataset.limit), Infinity);
}
const watchLines = (root) => {
  for (const field of root.querySelectorAll("input[data-max-length]")) {
    const counter = document.createElement("p");
    counter.className = "field__counter";
    field.after(counter);
    const limit = Number(field.dataset.maxLength);
    watchLength(field, counter, limit, Math.ceil(limit / 5));
  }
};
watchLines(document);
addEventListener("redrawn", (event) => watchLines(event.target)); /* a part of a page came anew */

/* The other calendar beside a typed date: 令和8年4月1日 <-> 2026年4月1日(水). */
const ERAS = [["令和", "R", 2019, "2019-05-01"], ["平成", "H", 1989, "1989-01-08"], ["昭和", "S", 1926, "1926-12-25"]];
const ofYear = ([, month, day], meant) => { /* 12/25, as YearOf of the field says */
  const now = new Date(Date.now() + 324e5).toISOString().slice(0, 10); /* today in Tokyo */
  const far = (iso) => Math.abs(Date.parse(iso) - Date.parse(now));
  const days = [-1, 0, 1].map((years) => readDate(`${Number(now.slice(0, 4)) + years}/${month}/${day}`)).filter((read) => read
    && (meant === "next" ? read.iso >= now : meant === "last" ? read.iso <= now : true)).sort((a, b) => far(a.iso) - far(b.iso));
  const unclear = meant === "nearest" && days[1] && far(days[1].iso) - far(days[0].iso) < 60 * 864e5;
  return unclear ? null : days[0] || null;
};
const readDate = (typed, meant) => {
  const text = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase().replace(/元年/, "1年");
  const found = text.match(/^(令和|平成|昭和|R|H|S)?\.?(\d{1,4})[年./-](\d{1,2})[月./-](\d{1,2})日?/);
  const short = meant && text.match(/^(\d{1,2})[月/](\d{1,2})日?$/);
  if (!found) return short ? ofYear(short, meant) : null;
  const era = ERAS.find(([name, letter]) => found[1] === name || found[1] === letter);
  if (!era && found[2].length !== 4) return null;
  const year = Number(found[2]) + (era ? era[2] - 1 : 0);
  const iso = `${year}-${found[3].padStart(2, "0")}-${found[4].padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.valueOf()) || date.toISOString().slice(0, 10) !== iso ? null : { iso, date, year };
};
const bothCalendars = ({ iso, date, year }) => {
  const [, month, day] = iso.split("-").map(Number);
  const era = ERAS.find(([, , , first]) => iso >= first);
  const eraYear = era && (year - era[2] + 1 === 1 ? "元" : year - era[2] + 1);
  return `${era ? `${era[0]}${eraYear}年` : `${year}年`}${month}月${day}日(${"日月火水木金土"[date.getUTCDay()]})${era ? ` ${year}年` : ""}`;
};
for (const field of document.querySelectorAll(".field--date")) {
  const input = field.querySelector("input");
  const echo = field.querySelector("[data-echo]");
  if (!input || !echo) continue;
  const show = () => {
    const read = readDate(input.value, echo.dataset.year);
    echo.textContent = read ? bothCalendars(read) : "";
  };
  input.addEventListener("input", show);
  show();
}

/* The buttons that tick many boxes tick them here; without us, and where lines are written, the server does. */
for (const button of document.querySelectorAll("[data-boxes]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const values = button.dataset.boxes.split(" ");
    const none = !button.dataset.boxes;
    for (const box of button.closest("fieldset").querySelectorAll("input[type=checkbox]")) {
      box.checked = !none && (box.checked || values[0] === "*" || values.includes(box.value));
    }
    button.form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/* Files: what was chosen and how much room is left. */
for (const room of document.querySelectorAll("[data-room]")) {
  const input = document.getElementById(room.dataset.room);
  if (!input) continue;
  input.addEventListener("change", () => {
    const used = [...input.files].reduce((sum, file) => sum + file.size, 0);
    const left = Number(room.dataset.maxTotal) - used;
    const mega = (bytes) => (bytes / 1048576).toFixed(1);
    const kept = input.form.querySelector("[name$=kept_files]:checked");
    room.classList.toggle("is-over", left < 0);
    room.textContent = !input.files.length ? "" : left < 0
      ? `合計が${mega(-left)} MB超えています。ファイルを減らしてください。`
      : `${input.files.length}件、合計${mega(used)} MB` + (kept ? "（添付済みを除く）" : `（残り${mega(left)} MB）`);
  });
}

/* A double click posts once. The buttons are disabled a tick later, so that their own value still goes along. */
const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true")));
    setTimeout(release, 10000, form); // a download leaves the page where it is
  });
}

/* Back gives the text of a form back, but a new token: the page keeps its own, so that the text is posted once. */
const tokens = [...document.querySelectorAll('input[name$="idempotency_key"]')];
if (tokens.length) {
  const nameOf = (token) => `${token.form && token.form.action} ${token.name}`;
  const kept = (history.state && history.state.tokens) || {};
  for (const token of tokens) token.value = kept[nameOf(token)] || token.value;
  history.replaceState({ ...history.state, tokens: Object.fromEntries(tokens.map((token) => [nameOf(token), token.value])) }, "");
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

/* An open menu closes by Escape and by a click elsewhere. */
const menus = document.querySelectorAll(".menu, .account, .acts-menu");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus.forEach((menu) => {
    if (!menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
addEventListener("click", (event) => menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

/* The page of what the worker makes: how far it is, every two seconds; its end is read out once. */
const followProgress = async () => {
  const shown = document.querySelector('[data-progress="running"]');
  if (!shown) return;
  const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("[data-progress]");
  if (fresh?.dataset.progress === "running") {
    const count = fresh.querySelector("[data-count]");
    if (count) shown.querySelector("[data-count]")?.replaceChildren(...count.childNodes);
  } else if (fresh) {
    shown.replaceChildren(...fresh.childNodes);
    shown.dataset.progress = "";
  } else if (page) {
    location.reload();
  }
  setTimeout(followProgress, 2000);
};
setTimeout(followProgress, 2000);

/* A list is narrowed while its field is typed into, by names and readings (data-reading); without us by the server. */
const plainName = (text) => text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96)).replace(/\s/g, "");
for (const field of document.querySelectorAll("[data-narrows]")) {
  const groups = [...document.getElementById(field.dataset.narrows).children];
  const said = document.querySelector(`[data-narrowed="${field.dataset.narrows}"]`);
  const rows = groups.flatMap((group) => {
    const head = group.querySelector("h3").firstChild.textContent;
    return [...group.querySelectorAll("li")].map((item) => [item, [head + item.textContent, item.dataset.reading].map(plainName)]);
  });
  field.addEventListener("input", () => {
    const asked = plainName(field.value);
    let found = 0;
    for (const [item, names] of rows) {
      item.hidden = !names.some((name) => name.includes(asked));
      found += !item.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    said.textContent = asked ? `「${field.value}」に当てはまる自治体は${found}団体です。` : "";
  });
}
