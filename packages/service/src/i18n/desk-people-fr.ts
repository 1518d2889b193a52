/** People of the directory at the help desk, in French; the rules of `fr.ts` hold. */
export const deskPeopleFr = {
  "person.title": "Dans l’annuaire",
  "person.identifier": "Identifiant",
  "person.name": "Nom",
  "person.email": "Adresse électronique",
  "person.phone": "Téléphone",
  "person.school": "Établissement ou service",
  "person.groups": "Groupes",
  "person.nothing": "L’annuaire ne contient que l’identifiant.",
  "person.absent":
    "Cet identifiant n’est pas, ou n’est plus, dans l’annuaire. La clé est restée telle quelle : vérifiez si son titulaire est parti.",
  "person.no-key": "Sans clé",
  "person.no-key-line": "Aucune clé n’est attribuée à cette personne.",
  "person.no-key-cure": "Choisissez une clé en stock, puis « Attribuer ».",
  "person.stock": "Clés en stock",
} as const;
