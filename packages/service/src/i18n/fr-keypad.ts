/** What holders of keys with a keypad read, in French; ICU messages as in `fr.ts`. */
export const frKeypad = {
  "login.keypad": "Ma clé a un clavier",
  "keypad.title": "Se connecter avec une clé à clavier",
  "keypad.intro":
    "Donnez votre identifiant. Un nombre s’affiche ensuite, le défi : vous le tapez sur votre clé, et la clé affiche la réponse à saisir ici.",
  "keypad.submit": "Afficher le défi",
  "keypad.label": "Connexion avec une clé à clavier",
  "keypad.step-1": "Donner l’identifiant",
  "keypad.step-2": "Taper le défi sur la clé, puis donner la réponse",
  "keypad.none": "Ma clé n’a pas de clavier",
  "answer.title": "Répondez au défi",
  "answer.intro":
    "Ce défi est pour l’identifiant {identifier}. On y répond une seule fois, pendant cinq minutes.",
  "answer.other": "Un autre identifiant",
  "answer.passcode": "PASSCODE",
  "answer.passcode-hint":
    "Votre code PIN, suivi sans espace de la réponse de la clé. À la première connexion : la réponse seule.",
  "answer.refused-new":
    "On répond à un défi une seule fois, même si la connexion a été refusée : celui qui est affiché ici est nouveau.",
  "answer.refused-passcode": "Saisissez votre code PIN, suivi sans espace de la réponse au défi.",
  "answer.refused-first": "À la première connexion, saisissez la réponse seule.",
  "answer.refused-desk":
    "Si le refus persiste, répondez à deux défis l’un après l’autre, puis adressez-vous à l’assistance.",
  "challenge.label": "Défi",
  "challenge.type": "Tapez ce défi sur votre clé et validez sur la clé : elle affiche sa réponse.",
  "steps.2-keypad": "Donner l’identifiant et la réponse de la clé",
  "steps.4-keypad": "Répondre à un nouveau défi, puis donner le PASSCODE",
  "confirm.keypad-title": "Répondez à un nouveau défi",
  "confirm.keypad-hint":
    "Le code PIN que vous venez de choisir, suivi sans espace de la réponse à ce défi.",
  "change.step-3-keypad": "Répondre à un nouveau défi, puis donner le nouveau PASSCODE",
  "change.keypad-hint": "Votre code PIN actuel, suivi sans espace de la réponse à ce défi.",
} as const;
