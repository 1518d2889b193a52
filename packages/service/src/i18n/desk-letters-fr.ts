/** The letter that goes with a key, in French; the rules of `fr.ts` hold. */
export const deskLettersFr = {
  "letters.title": "Lettres de remise",
  "letters.link": "Lettre de remise à imprimer",
  "letters.link-many": "Lettres de remise de ces clés",
  "letters.print":
    "Imprimez cette page avec votre navigateur (Ctrl + P) : une lettre par feuille, sans ce bandeau.",
  "letters.none": "Aucune lettre : une clé doit être attribuée, et pas encore mise en service.",
  "letters.left-out": "Sans lettre, car non attribuées ou déjà en service : {serials}",
  "letters.apart":
    "Elle contient le code d’activation : remettez-la par une autre voie que la clé.",
  "letter.title": "Votre clé OTP",
  "letter.greeting": "Bonjour,",
  "letter.intro":
    "Vous recevez une clé OTP : elle affiche un code de {digits} chiffres, qui change à chaque fois. Avec votre code PIN, il vous permet de vous connecter.",
  "letter.number": "N° de la clé (gravé au dos)",
  "letter.activation": "Code d’activation",
  "letter.activation-apart": "communiqué à part",
  "letter.until": "À mettre en service avant le",
  "letter.portal": "Adresse du portail",
  "letter.steps": "Première connexion : quatre étapes, trois minutes",
  "letter.step-1": "Ouvrez le portail à l’adresse ci-dessus.",
  "letter.step-2":
    "Donnez votre identifiant habituel et les {digits} chiffres seuls que la clé affiche.",
  "letter.step-2-activation":
    "Donnez votre identifiant habituel, puis le code d’activation suivi, sans espace, des {digits} chiffres que la clé affiche.",
  "letter.step-2-keypad":
    "Choisissez « Ma clé a un clavier », donnez votre identifiant habituel, tapez le défi sur la clé, puis donnez sa réponse.",
  "letter.step-3":
    "Choisissez votre code PIN, de 4 à 6 caractères : 4 chiffres suffisent. Jamais votre NUMEN, une date de naissance ou un autre mot de passe.",
  "letter.step-4":
    "Attendez que la clé affiche un autre code, puis donnez votre PASSCODE : le code PIN suivi, sans espace, des {digits} chiffres.",
  "letter.step-4-press":
    "Appuyez de nouveau sur le bouton de la clé, puis donnez votre PASSCODE : le code PIN suivi, sans espace, des {digits} chiffres.",
  "letter.step-4-keypad":
    "Tapez un nouveau défi sur la clé, puis donnez votre PASSCODE : le code PIN suivi, sans espace, de la réponse.",
  "letter.then": "Ensuite",
  "letter.then-passcode": "À chaque connexion : identifiant, puis PASSCODE.",
  "letter.then-once": "Jamais deux fois le même code : chaque code ne sert qu’une seule fois.",
  "letter.then-forgotten":
    "Si vous oubliez votre code PIN, la clé devient inutilisable jusqu’à ce que l’assistance l’efface.",
  "letter.then-lost": "Clé perdue ou volée : prévenez l’assistance sans attendre.",
  "letter.desk": "Assistance",
} as const;
