/** What holders read about the browsers in which they are logged in, in French; ICU messages as in `fr.ts`. */
export const frSessions = {
  "sessions.title": "Sessions ouvertes",
  "sessions.intro":
    "Les navigateurs dans lesquels vous êtes connecté (heure du serveur). Si vous n’en reconnaissez pas un, déconnectez-le et prévenez l’assistance.",
  "sessions.browser": "{browser}, {system}",
  "sessions.browser-unknown": "Navigateur inconnu",
  "sessions.system-unknown": "système inconnu",
  "sessions.this-one": "Cette session-ci",
  "sessions.opened": "Ouverte le {at} {by}",
  "sessions.seen": "Utilisée en dernier le {at}, à cinq minutes près",
  "sessions.by-key": "avec la clé",
  "sessions.by-temporary-code": "avec un code temporaire",
  "sessions.by-recovery-code": "avec un code de secours",
  "sessions.by-password": "avec un mot de passe",
  "sessions.end": "Déconnecter",
  "sessions.end-others": "Déconnecter toutes les autres",
  "sessions.ended-title": "La session est déconnectée",
  "sessions.others-ended-title": "Toutes les autres sessions sont déconnectées",
  "sessions.ended":
    "Pour y continuer, il faudra se connecter de nouveau avec votre PASSCODE ou votre mot de passe. Une application déjà ouverte peut y rester connectée : déconnectez-vous d’elle aussi.",
} as const;
