/* Passkeys: what went wrong at the device is said on the page; allauth's scripts only log it. */
"use strict";

const WRONG = {
  NotAllowedError: "パスキーの操作が取り消されたか、時間切れになりました。もう一度操作してください。",
  InvalidStateError: "この端末のパスキーは、すでに登録されています。",
  SecurityError: "このアドレスでは、パスキーを使えません。ほかの方法でログインしてください。",
  NotSupportedError: "この端末では、選んだ方法のパスキーを使えません。チェックを外すか、ほかの方法を使ってください。",
};
const OTHERWISE = "パスキーを使えませんでした。もう一度操作するか、ほかの方法を使ってください。";

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-error");
  if (!place) return;
  event.preventDefault();
  const error = event.detail.exception;
  place.querySelector("p").textContent = (error && WRONG[error.name]) || OTHERWISE;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
});
