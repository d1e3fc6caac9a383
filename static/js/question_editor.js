/* The editor of questions: its buttons rearrange without a new page. Without this file each is a page, as typed. */
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  const shown = form.querySelector("[data-editor]");
  if (!shown || !button || ["save", "next"].includes(button.value) || form.dataset.plain) return;
  event.preventDefault();
  event.stopImmediatePropagation(); /* the guard against double clicks is for what saves */
  if (form.dataset.waits) return;
  form.dataset.waits = "1";
  const data = new FormData(form, button);
  const answer = await fetch(button.formAction, { method: "POST", body: data }).catch(() => null);
  const page = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("[data-editor]");
  delete form.dataset.waits;
  if (!fresh) { /* logged out, no connection: as without a script */
    form.dataset.plain = "1";
    return form.requestSubmit(button);
  }
  shown.replaceWith(fresh);
  fresh.dispatchEvent(new Event("redrawn", { bubbles: true }));
  const place = new URL(button.formAction).hash;
  const target = (place && fresh.querySelector(place)) || fresh;
  target.scrollIntoView({ block: "nearest" });
  (target.querySelector("textarea, select, input:not([type=hidden])") || target).focus({ preventScroll: true });
}, true);
