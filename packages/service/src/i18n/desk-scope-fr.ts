/** Whose keys somebody of the staff sees, in French; the rules of `fr.ts` hold. */
export const deskScopeFr = {
  "scope.own": "Vous voyez : {schools}",
  "scope.everybody": "tous",
  "scope.keys-hint":
    "Seules figurent ici les clés des personnes de vos établissements, d’après l’annuaire. Une clé en stock n’est d’aucun établissement : tapez son numéro entier dans la recherche pour l’attribuer.",
  "scope.fleet-hint": "Mesuré sur les clés de vos établissements seulement.",
  "scope.tickets-hint":
    "Seules figurent ici les demandes qui mènent à une personne de vos établissements, par le N° de sa clé ou par son compte.",
  "scope.no-key-cure":
    "Tapez dans la recherche le numéro entier d’une clé en stock, puis « Attribuer ».",
  "journal.scope": "Établissements",
  "journal.factor-some-key": "clé",
  "journal.event-scope-changed": "établissements changés",
  "event.scope-changed": "Établissements d’un membre du personnel changés",
} as const;
