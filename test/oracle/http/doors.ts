import { assistanceCauses, holderCauses, serialCauses, type WhichCauses } from "./holder-causes.ts";
import { staffCauses } from "./staff-causes.ts";
import type { TimedAnswer, TimedClient } from "./timed-client.ts";
import { type Door, type Fields, noSession, type Session } from "./trial.ts";

/** Returns every way in. */
export function allDoors(which: WhichCauses): readonly Door[] {
  return [
    {
      name: "portal",
      causes: holderCauses(which),
      open: (client) => openForm(client, "/portal"),
      request: (session, { identifier = "", passcode = "" }) =>
        form("/portal/login", session, { csrf: session.csrf, identifier, passcode }),
      isRefusal: ({ headers }) => headers.get("location")?.[0] === "/portal?again=refused",
    },
    {
      name: "api",
      causes: holderCauses(which),
      open: async () => noSession,
      request: (_, { identifier = "", passcode = "" }) => ({
        method: "POST",
        path: "/api/v1/authenticate",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ identifier, passcode }),
      }),
      isRefusal: ({ status, body }) => status === 200 && body.includes('"refused"'),
    },
    {
      name: "validate",
      causes: holderCauses(which),
      open: async () => noSession,
      request: (session, { identifier = "", passcode = "" }) =>
        form("/validate/check", session, { user: identifier, pass: passcode }),
      isRefusal: isReject,
    },
    {
      name: "validate-serial",
      causes: serialCauses(which),
      open: async () => noSession,
      request: (session, { serial = "", passcode = "" }) =>
        form("/validate/check", session, { serial, pass: passcode }),
      isRefusal: isReject,
    },
    {
      name: "staff",
      causes: staffCauses,
      open: (client) => openForm(client, "/desk/login"),
      request: (session, { name = "", password = "", code = "" }) =>
        form("/desk/login", session, { csrf: session.csrf, name, password, code, to: "/desk" }),
      isRefusal: ({ status }) => status === 403,
    },
    {
      name: "assistance",
      causes: assistanceCauses,
      open: (client) => openForm(client, "/portal/assistance/request"),
      request: assistanceRequest,
      isRefusal: ({ status }) => status === 303,
    },
  ];
}

function isReject({ status, body }: TimedAnswer): boolean {
  return status === 200 && body.includes('"REJECT"');
}

/** Opens a page with a form, as a browser does. */
export async function openForm(client: TimedClient, path: string): Promise<Session> {
  const answer = await client.ask({ method: "GET", path, headers: {}, body: "" });
  const csrf = /name="csrf" value="([^"]+)"/u.exec(answer.body)?.[1];
  const cookies = answer.headers.get("set-cookie") ?? [];
  const cookie = cookies.map((each) => each.split(";", 1)[0]).join("; ");
  if (csrf === undefined || cookie === "") {
    throw new Error(`Cannot open ${path}: found no form, status ${answer.status}`);
  }
  return { csrf, cookie };
}

function form(path: string, { cookie }: Session, fields: Fields) {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    ...(cookie !== "" && { cookie, "sec-fetch-site": "same-origin" }),
  };
  return { method: "POST", path, headers, body: new URLSearchParams(fields).toString() } as const;
}

let source = 0;

/** Each request comes from another address: one may send few. */
function assistanceRequest({ cookie, csrf }: Session, fields: Fields) {
  const boundary = "----oracle";
  const whole: Fields = {
    csrf,
    ...{
      name: "Martin",
      firstName: "Camille",
      role: "",
      school: "Collège",
      email: "c@example.org",
    },
    ...{ phone: "", hours: "", subject: "Clé", description: "Mon code est refusé.", accounts: "" },
    ...{ keyNumber: "", ...fields },
  };
  const parts = Object.entries(whole).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  source += 1;
  const address = `10.${[source >> 16, source >> 8, source].map((part) => part & 255).join(".")}`;
  return {
    method: "POST",
    path: "/portal/assistance/request",
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      ...{ cookie, "sec-fetch-site": "same-origin", "x-forwarded-for": address },
    },
    body: `${parts.join("")}--${boundary}--\r\n`,
  } as const;
}
