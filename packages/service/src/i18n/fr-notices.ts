/** What holders get by e-mail, in French; ICU messages as in `fr.ts`. */
export const frNotices = {
  "notice.greeting": "Bonjour,",
  "notice.in-service-subject": "Votre clé OTP est en service",
  "notice.in-service":
    "La clé OTP dont le numéro se termine par {ending} a été mise en service à votre nom ({moment}).",
  "notice.in-service-advice": "Si c’est bien vous, vous n’avez rien à faire. Sinon :",
  "notice.pin-changed-subject": "Le code PIN de votre clé OTP a été changé",
  "notice.pin-changed":
    "Le code PIN de la clé OTP dont le numéro se termine par {ending} a été changé ({moment}).",
  "notice.pin-changed-advice": "Si c’est bien vous, vous n’avez rien à faire. Sinon :",
  "notice.code-again-subject": "Un code de votre clé OTP a été donné une seconde fois",
  "notice.code-again":
    "Un code déjà utilisé de la clé OTP dont le numéro se termine par {ending} a été donné de nouveau, et refusé ({moment}).",
  "notice.code-again-advice":
    "Si vous avez saisi deux fois le même code, vous n’avez rien à faire : attendez le code suivant. Sinon, quelqu’un a pu voir ce que vous avez saisi :",
  "notice.locked-subject": "Votre clé OTP est bloquée pour un temps",
  "notice.locked":
    "La clé OTP dont le numéro se termine par {ending} est bloquée pour un temps : plusieurs fois, un code juste a été donné avec un code PIN faux ({moment}).",
  "notice.locked-advice":
    "Si c’est vous, attendez, puis recommencez avec le bon code PIN. Sinon, quelqu’un a votre clé ou ses codes :",
  "notice.suspended-subject": "Votre clé OTP est suspendue",
  "notice.suspended":
    "La clé OTP dont le numéro se termine par {ending} a été suspendue ({moment}) : elle ne permet plus de se connecter.",
  "notice.suspended-advice": "Pour qu’elle serve de nouveau, ou si vous ne l’avez pas demandé :",
  "notice.call": "appelez votre assistance.",
  "notice.call-number": "appelez l’assistance au {phone}.",
  "notice.footer":
    "Ce message est envoyé automatiquement et ne contient aucun lien. Personne ne vous demandera jamais votre code PIN, un code de la clé ou votre PASSCODE.",
} as const;
