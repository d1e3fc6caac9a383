/* A draft saves itself: every 20 seconds when something changed, and on leaving. The buttons work without it. */
"use strict";

(() => {
  const box = document.querySelector("[data-autosave]");
  const form = box && box.closest("form");
  if (!form) return;
  const SAVE_MS = 20000, HEARTBEAT_MS = 60000, IDLE_MS = 600000;
  const state = box.querySelector("[data-state]");
  const others = box.querySelector("[data-others]");
  const links = { autosave: box.dataset.autosave, presence: box.dataset.presence || "" };
  const NOT_SAVED = "保存していません。";
  const KEEP = "画面を閉じる前に、本文を控えておいてください。";
  const field = (name) => form.querySelector(`input[name="${name}"]`);

  const typed = () => {
    const data = new FormData(form);
    data.delete("files"); // files go along when a button is pressed
    data.delete("kept_files");
    return data;
  };
  const words = () => new URLSearchParams([...typed()].filter(([name]) => name !== "version" && name !== "csrfmiddlewaretoken")).toString();

  let saved = words(); // what the server has
  let busy = false, lastSaved = "", lastTyped = Date.now(), lastHeartbeat = Date.now();
  form.addEventListener("input", () => { lastTyped = Date.now(); });

  const say = (text, failed) => {
    if (state.textContent !== text) state.textContent = text;
    box.classList.toggle("is-failed", failed);
  };
  const fail = (reason) => say(`${reason}${lastSaved && `最後に保存したのは${lastSaved}です。`}`, true);
  const clock = () => new Date().toLocaleTimeString("ja-JP", { hour: "numeric", minute: "2-digit" });

  const REASONS = {
    401: "ログインの有効期限が切れたため、保存していません。「下書きを保存する」を押してログインすると、入力した内容から続けられます。",
    403: `この画面からは保存できなくなったため、${NOT_SAVED}「下書きを保存する」を押して確かめてください。${KEEP}`,
    404: `この下書きは削除されたか、見られなくなったため、${NOT_SAVED}${KEEP}`,
    413: `入力した内容が大きすぎるため、${NOT_SAVED}短くしてください。`,
  };

  /* The server's answer, or null after saying why there is none. */
  const ask = async (url, leaving) => {
    let answer;
    try {
      answer = await fetch(url, { method: "POST", body: typed(), keepalive: leaving, headers: { Accept: "application/json" } });
    } catch {
      fail(`通信できないため、${NOT_SAVED}つながり次第、もう一度保存します。`);
      return null;
    }
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.status === 409 && isJson) {
      say((await answer.json()).message, true);
      return null;
    }
    if (!answer.ok || !isJson) {
      fail(REASONS[answer.status] || `うまく保存できなかったため、${NOT_SAVED}少し待って、もう一度保存します。`);
      return null;
    }
    return answer.json();
  };

  const take = (answer) => {
    if (answer.version) field("version").value = answer.version;
    if (others && others.textContent !== (answer.others || "")) others.textContent = answer.others || "";
    if (!answer.edit || links.presence) return;
    Object.assign(links, { autosave: answer.autosave, presence: answer.presence });
    form.action = answer.edit; // from now on the buttons save this draft, and a reload opens it
    history.replaceState(null, "", answer.edit);
  };

  const save = async (leaving) => {
    if (busy || form.dataset.sent) return;
    const now = words();
    if (now === saved) return;
    busy = true;
    const answer = await ask(links.autosave, leaving);
    busy = false;
    if (!answer) return;
    take(answer);
    if (!answer.saved) return;
    saved = now;
    lastSaved = clock();
    say(answer.message, answer.message.includes("\n"));
  };

  /* A heartbeat: who else is editing, and has somebody saved since? */
  const sendHeartbeat = async () => {
    if (!links.presence || busy || form.dataset.sent) return;
    lastHeartbeat = Date.now();
    const answer = await ask(links.presence, false);
    if (!answer) return;
    if (answer.stale) say(answer.message, true);
    take(answer);
  };

  setInterval(() => {
    if (document.hidden && words() === saved) return;
    if (words() !== saved) save(false);
    else if (Date.now() - lastHeartbeat > HEARTBEAT_MS && Date.now() - lastTyped < IDLE_MS) sendHeartbeat();
  }, SAVE_MS);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("pagehide", () => save(true));
  addEventListener("pageshow", (event) => { if (event.persisted) sendHeartbeat(); });
  if (links.presence) sendHeartbeat();
})();
