/** What holders read about the codes that they print, in French; ICU messages as in `fr.ts`. */
export const frRecovery = {
  "home.recovery-codes":
    "{left, plural, =0 {Imprimer des codes de secours} one {Codes de secours (il en reste un)} other {Codes de secours (il en reste #)}}",
  "recovery.title": "Mes codes de secours",
  "recovery.intro":
    "Imprimez huit codes pour les jours où vous n’aurez pas votre clé. Chacun remplace une seule fois les chiffres de la clé, derrière votre code PIN.",
  "recovery.left":
    "{left, plural, =0 {Vous n’avez aucun code de secours utilisable.} one {Il vous reste un code de secours.} other {Il vous reste # codes de secours.}}",
  "recovery.replaces": "Une nouvelle liste met fin à la précédente : celle-ci ne servira plus.",
  "recovery.submit": "Obtenir une nouvelle liste",
  "recovery.refused-spare":
    "Il faut un code de la clé elle-même : ni code temporaire ni code de secours n’est accepté ici.",
  "recovery.use-title": "Comment s’en servir",
  "recovery.use":
    "À la connexion, donnez votre code PIN, suivi sans espace d’un code de la liste, chiffre final compris.",
  "recovery.use-once":
    "Un code sert une seule fois, même si le code PIN était faux : rayez-le dès que vous l’avez saisi.",
  "recovery.keep":
    "Gardez la liste à l’écart de la clé, et n’y notez pas votre code PIN. Si elle est perdue, obtenez-en une nouvelle.",
  "recovery.new-title": "Vos nouveaux codes de secours",
  "recovery.once":
    "Ils ne sont montrés qu’une fois : imprimez cette page ou recopiez-les maintenant.",
  "recovery.of": "Codes de secours de {holder}, clé n° {serial}",
  "recovery.kept": "J’ai gardé mes codes",
} as const;
