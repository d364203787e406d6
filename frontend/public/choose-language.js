// Sends a visitor on to the language chosen before, else to the browser's own.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("backtalk.locale");
  } catch (refused) {
    // A browser that keeps nothing still has a language.
  }
  if (chosen !== "ko" && chosen !== "en") chosen = /^ko\b/i.test(navigator.language || "") ? "ko" : "en";
  // What a sign-in brought stands in the query.
  location.replace("/" + chosen + location.search + location.hash);
})();
