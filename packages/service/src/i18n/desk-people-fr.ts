/** People of the directory at the help desk, in French; the rules of `fr.ts` hold. */
export const deskPeopleFr = {
  "person.title": "Dans l’annuaire",
  "person.identifier": "Identifiant",
  "person.name": "Nom",
  "person.email": "Adresse électronique",
  "person.phone": "Téléphone",
  "person.school": "Établissement ou service",
  "person.groups": "Groupes",
  "person.language": "Langue",
  "person.nothing": "L’annuaire ne contient que l’identifiant.",
  "person.absent":
    "Cet identifiant n’est pas, ou n’est plus, dans l’annuaire. La clé est restée telle quelle : vérifiez si son titulaire est parti.",
  "person.no-key": "Sans clé",
  "person.no-key-line": "Aucune clé n’est attribuée à cette personne.",
  "person.no-key-cure": "Choisissez une clé en stock, puis « Attribuer ».",
  "person.stock": "Clés en stock",
  "person.family-name": "Nom de famille",
  "person.given-name": "Prénom",

  "people.schools": "Établissements et services",
  "people.people": "Personnes",
  "people.no-school": "Sans établissement",
  "people.no-directory":
    "L’annuaire est vide : il se remplit par la commande « jeton holders import ».",
  "people.count": "{count, plural, one {# personne} other {# personnes}}",
  "people.cut-short":
    "{count, plural, one {Seule la première personne de l’annuaire est comptée.} other {Seules les # premières personnes de l’annuaire sont comptées.}}",
  "people.more": "Personnes suivantes",
} as const;
