/** The help desk's words on codes that stand in for a key's, in French; the rules of `fr.ts` hold. */
export const deskSpareCodesFr = {
  "act.issue-temporary-code": "Délivrer un code temporaire",
  "act.end-temporary-code": "Mettre fin au code temporaire",

  "act-does.issue-temporary-code":
    "Pour un titulaire qui n’a pas sa clé sous la main et connaît son code PIN : il donne son code PIN suivi d’un code temporaire, à la place des chiffres. Ses sessions ouvertes prennent fin. Le code temporaire ne remplace pas un code PIN oublié.",
  "act-does.end-temporary-code":
    "Le code temporaire ne passe plus, et les codes de la clé passent comme avant. Les sessions ouvertes prennent fin.",

  "act-field.hours": "Valable pendant (heures)",
  "act-field.uses": "Nombre d’utilisations",
  "act-field.uses-hint": "Une utilisation dont le code PIN est faux compte aussi.",
  "act-field.startsIn": "Commence dans (heures ; 0 : tout de suite)",
  "act-field.returning": "Si la clé réapparaît pendant ce temps",
  "act-field.returning-ends-code": "elle est acceptée, et met fin au code temporaire",
  "act-field.returning-after-end": "elle est refusée jusqu’à la fin du code temporaire",
  "act-field.returning-refused":
    "elle est refusée, même ensuite, jusqu’à ce que l’assistance mette fin au code temporaire (clé perdue ou volée)",

  "act-problem.hours": "Un nombre entier d’heures, {max} au plus (sept jours).",
  "act-problem.uses": "De 1 à {max} utilisations.",
  "act-problem.returning": "Choisissez ce que devient la clé.",

  "act-done.issue-temporary-code": "Code temporaire délivré",
  "act-done.end-temporary-code": "Code temporaire terminé",
  "act-say.issue-temporary-code":
    "Dites au titulaire : donnez votre identifiant, puis votre code PIN suivi de ce code, à la place des chiffres de la clé.",
  "act-say.end-temporary-code":
    "Dites au titulaire : attendez un nouveau code de la clé, puis donnez votre PASSCODE.",
  "act-say.end-temporary-code-counter":
    "Dites au titulaire : appuyez sur le bouton de la clé pour un nouveau code, puis donnez votre PASSCODE.",

  "temporary.title": "Code temporaire",
  "temporary.passes": "Passe du {from} au {until}.",
  "temporary.once":
    "Montré cette seule fois. Dictez-le à la personne dont vous avez vérifié l’identité, ou remettez-le en main propre ; jamais avec le code PIN.",

  "why.temporary-code":
    "Un code temporaire passe jusqu’au {until} ({uses, plural, one {encore une utilisation} other {encore # utilisations}}).",
  "why.temporary-code-to-come": "Un code temporaire passera du {from} au {until}.",
  "why.temporary-code-over":
    "Le code temporaire est terminé, et la clé reste refusée : il a été délivré pour une clé perdue ou volée.",
  "why.temporary-code-wanted":
    "Le code de la clé est juste, mais un code temporaire la remplace en ce moment.",
  "say.temporary-code":
    "« Donnez votre code PIN suivi du code temporaire, à la place des chiffres. » S’il est perdu, délivrez-en un autre : l’ancien ne passera plus.",
  "say.temporary-code-to-come": "« Le code temporaire ne passe pas encore. »",
  "say.temporary-code-over":
    "Si la clé est retrouvée, vérifiez l’identité de la personne, puis mettez fin au code temporaire. Sinon, remplacez la clé.",
  "say.temporary-code-wanted":
    "« Vous avez retrouvé votre clé ? » Vérifiez l’identité de la personne, puis mettez fin au code temporaire.",

  "why.recovery-code-used": "Le code de secours saisi avait déjà servi.",
  "say.recovery-code-used":
    "« Barrez ce code de votre liste et donnez-en un autre, derrière votre code PIN. » Si la personne ne l’a pas utilisé elle-même, quelqu’un a sa liste : qu’elle en imprime une nouvelle.",
  "key.recovery-codes": "Codes de secours",
  "key.recovery-codes-none": "aucun",
  "key.recovery-codes-left":
    "{left, plural, =0 {plus aucun} one {un utilisable} other {# utilisables}}, liste imprimée le {at}",

  "spare.temporary-code": "code temporaire",
  "spare.recovery-code": "code de secours",
  "event.recovery-codes-issued": "Codes de secours imprimés",

  "event.temporary-code-issued": "Code temporaire délivré",
  "event.temporary-code-ended": "Code temporaire terminé par l’assistance",
} as const;
