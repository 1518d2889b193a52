import type { DeskSite } from "./desk-site.ts";

async function sendList(site: DeskSite, text: string): Promise<void> {
  await site.goTo("/desk/people/import");
  const file = { name: "agents.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await site.page.setInputFiles("#file", file);
  await site.send();
}

/** The pages of an import of the directory, each with the way there. */
export const peopleImportPages = [
  ["import of the directory", (site: DeskSite) => site.goTo("/desk/people/import")],
  [
    "preview of an import of the directory, with the brake",
    (site: DeskSite) =>
      sendList(site, "identifiant;nom;âge\njeanne.dupont;Durand;4\nluc;Petit;5\n"),
  ],
  [
    "list with faults for an import of the directory",
    (site: DeskSite) => sendList(site, "identifiant;courriel\njeanne.dupont;none\nluc;@\n"),
  ],
] as const;
