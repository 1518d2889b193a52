/** What holders read about a second key, in French; ICU messages as in `fr.ts`. */
export const frSecondKey = {
  "home.incoming-title": "Une nouvelle clé vous est envoyée",
  "home.incoming":
    "Elle porte le numéro {serial}. Continuez avec votre clé actuelle jusqu’à ce que vous ayez la nouvelle en main, puis mettez celle-ci en service : l’ancienne ne servira plus.",
  "home.incoming-link": "J’ai la nouvelle clé : la mettre en service",
  "new-key.refused":
    "Donnez les {digits} chiffres seuls de la nouvelle clé, après le code d’activation si vous en avez reçu un.",
  "new-key.refused-again":
    "Après plusieurs refus, donnez ici le code suivant, puis celui d’après. Si la clé est toujours refusée, adressez-vous à l’assistance.",
  "notice.second-key-subject": "Une nouvelle clé OTP vous est envoyée",
  "notice.second-key":
    "Une clé OTP dont le numéro se termine par {ending} vous a été attribuée et vous est envoyée ({moment}). Votre clé actuelle fonctionne jusqu’à ce que vous mettiez la nouvelle en service.",
  "notice.second-key-advice": "Si vous n’attendez pas de nouvelle clé :",
} as const;
