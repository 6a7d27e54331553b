// Shows the state of the sandbox, and sends what its buttons ask for. Texts are set as text, never as HTML: records and bodies can have anything in them.
"use strict";

const byId = id => document.getElementById(id);
const time = text => new Date(text).toLocaleTimeString();
const shown = new Map();
let records = "";

/** JSON with line breaks; anything else as it is. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Replaces the rows of a table if they have changed, so that the focus of the keyboard stays. */
function fill(table, rows) {
  const json = JSON.stringify(rows);
  if (shown.get(table) === json) {
    return;
  }

  shown.set(table, json);
  byId(table).tBodies[0].replaceChildren(...rows.map(cells => {
    const row = document.createElement("tr");
    row.append(...cells.map(cell => {
      const data = document.createElement("td");
      if (cell && cell.body !== undefined) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = cell.text;
        button.addEventListener("click", () => byId("body").textContent = pretty(cell.body));
        data.append(button);
      } else {
        data.textContent = cell && cell.text !== undefined ? cell.text : cell ?? "";
        data.className = cell?.state ?? "";
      }

      return data;
    }));
    return row;
  }));
}

const answer = (status, isOver) => ({
  text: status ? String(status) : isOver ? "no answer" : "none yet",
  state: status >= 200 && status < 300 ? "good" : status ? "bad" : "",
});

async function call(path, parameters, method) {
  const response = await fetch(`/page/${path}?${new URLSearchParams(parameters)}`, {
    method,
    headers: method === "POST" ? { "x-sandbox-page": "1" } : {},
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body?.error ?? `The sandbox has answered ${response.status}.`);
  }

  return body;
}

function say(text, isBad) {
  byId("message").textContent = text;
  byId("message").className = isBad ? "bad" : "";
}

async function showState() {
  const state = await call("state", {}, "GET");
  byId("address").textContent = state.address;
  byId("key").textContent = state.key;
  byId("ask").hidden = !state.packages;
  byId("webhooks").textContent = state.webhooks.length > 0
    ? `Events are sent to ${state.webhooks.join(", ")}.`
    : "Start the sandbox with --webhook and --secret to send events to your service.";
  byId("accounts").replaceChildren(...state.accounts.map(account => new Option(account, account)));
  fill("orders", state.orders.map(order => [
    time(order.at),
    order.id,
    order.account,
    order.package,
    order.candidate,
    order.status ?? "none yet",
  ]));
  fill("events", state.events.map(event => [
    time(event.at),
    { text: event.name, body: event.body },
    String(event.attempt),
    answer(event.status, event.isAnswered),
    event.url,
  ]));
  fill("requests", state.requests.map(request => [
    time(request.at),
    request.operation ?? "unknown",
    request.account,
    request.body ? { text: `${request.method} ${request.path}`, body: request.body } : `${request.method} ${request.path}`,
    answer(request.status),
  ]));
}

async function showRecords() {
  const account = byId("account").value;
  const found = await call("records", { account, type: byId("type").value }, "GET");
  fill("records", found.map(record => [record.id, record.text]));
  const packages = await call("records", { account, type: byId("kind").value === "check" ? "checks" : "packages" }, "GET");
  const options = JSON.stringify(packages);
  if (options !== records) {
    records = options;
    byId("package").replaceChildren(...packages.map(item => new Option(item.text ?? item.id, item.id)));
  }
}

async function attempt(action) {
  try {
    await action();
    await showState();
    await showRecords();
  } catch (error) {
    say(error.message, true);
  }
}

byId("order").addEventListener("submit", event => {
  event.preventDefault();
  attempt(async () => {
    // The packages may be those of the kind or the account before.
    await showRecords();
    const parameters = {
      account: byId("account").value,
      kind: byId("kind").value,
      package: byId("package").value,
      faults: event.submitter?.value ?? "None",
    };
    const order = await call("order", parameters, "POST");
    say(`Ordered: ${order.id}.`);
  });
});

byId("ask").addEventListener("click", () => attempt(async () => {
  const packages = await call("packages", { account: byId("account").value }, "POST");
  say(`The service has ${packages.length} packages.`);
}));

byId("reset").addEventListener("click", () => attempt(async () => {
  await call("reset", {}, "POST");
  say("The sandbox is as after its start.");
}));

for (const id of ["account", "kind", "type"]) {
  byId(id).addEventListener("change", () => attempt(async () => { }));
}

async function watch() {
  try {
    await showState();
  } catch {
    say("The sandbox does not answer.", true);
  }

  setTimeout(watch, 1000);
}

attempt(async () => { }).then(watch);
