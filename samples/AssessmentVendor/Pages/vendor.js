// Shows changes of the orders as they happen. Without it, the page is up to date when it is loaded.
"use strict";

async function refresh() {
  try {
    const orders = document.getElementById("orders");
    const response = await fetch("/");
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.getElementById("orders");
      // Somebody who is about to complete an order must not lose what was typed.
      if (next.dataset.version !== orders.dataset.version && !orders.querySelector("form :focus")) {
        const focused = orders.querySelector(":focus");
        orders.replaceWith(next);
        document.getElementById(focused?.id)?.focus({ preventScroll: true });
      }
    }
  } catch {
    // The service restarts.
  }

  setTimeout(refresh, 1500);
}

setTimeout(refresh, 1500);
