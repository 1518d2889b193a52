/** What people wrote to the help desk, one after the other. */
export const ticketTexts = [
  {
    name: "Bernard",
    firstName: "Sophie",
    role: "Gestionnaire",
    school: "Lycée Ada Lovelace",
    email: "sophie.bernard@ac-exemple.fr",
    phone: "01 70 00 00 12",
    hours: "le matin",
    subject: "Première connexion",
    description: "J’ai reçu ma clé hier, que dois-je saisir ?",
    accounts: "",
    keyNumber: "N° 2604421-5",
  },
  {
    name: "Dupont",
    firstName: "Jeanne",
    role: "Principale adjointe",
    school: "Collège Jean Moulin",
    email: "jeanne.dupont@ac-exemple.fr",
    phone: "01 70 00 00 34",
    hours: "de 10 h à 12 h",
    subject: "Connexion refusée depuis ce matin",
    description:
      "« Connexion refusée : ce qui a été saisi ne permet pas de vous connecter. »\nTrois fois de suite, avec des codes différents.",
    accounts: "jeanne.dupont",
    keyNumber: "",
  },
] as const;

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const content = new Uint8Array(Buffer.from(png, "base64"));

/** A picture that came with a request. */
export const somePng = {
  name: 'écran "refusée".png',
  mediaType: "image/png",
  bytes: content.length,
  content,
} as const;

/** Who is in the directory: two who have keys, and one who has none. */
export const stagePeople = [
  {
    ...{ holder: "jeanne.dupont", familyName: "Dupont", givenName: "Jeanne" },
    ...{ email: "jeanne.dupont@ac-exemple.fr", phone: "04 72 00 00 00", school: "0692800X" },
    groups: ["examens", "vie scolaire"],
  },
  {
    ...{ holder: "karim.benali", familyName: "Benali", givenName: "Karim" },
    ...{ email: "karim.benali@ac-exemple.fr", school: "0692800X" },
  },
  {
    ...{ holder: "elodie.marchand-de-la-tour", familyName: "Marchand de la Tour" },
    ...{ givenName: "Élodie", email: "elodie.marchand-de-la-tour@ac-exemple.fr" },
    school: "Rectorat – division des examens et concours",
  },
] as const;
