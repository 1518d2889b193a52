/**
 * What holders read, in French: the language in which texts are written first. ICU messages; an
 * apostrophe is always ’, since ' has a meaning of its own there. Ordinary blanks stand before
 * : ; ? ! and inside « »; `translator` makes them no-break ones.
 */
export const fr = {
  "site.name": "Portail Jeton",
  "site.tagline": "Connexion par clé OTP",
  "site.skip": "Aller au contenu",
  "site.languages": "Langue du portail",
  "site.notice":
    "Ne communiquez jamais votre mot de passe, votre code PIN ni votre NUMEN, à qui que ce soit : ni par téléphone, ni par courriel. L’assistance ne vous les demandera pas.",
  "site.links": "Informations réglementaires",
  "site.accessibility": "Accessibilité",
  "site.accessibility-none": "Accessibilité : non conforme",
  "site.accessibility-partial": "Accessibilité : partiellement conforme",
  "site.accessibility-full": "Accessibilité : totalement conforme",
  "site.legal": "Mentions légales",
  "site.privacy": "Données personnelles",
  "site.error-title": "Erreur : {title}",
  "site.title": "{title} – {name}",

  "field.files-chosen": "Fichiers choisis",
  "field.show": "Afficher",
  "field.hide": "Masquer",
  "field.show-what": "Afficher la saisie : {field}",
  "field.hide-what": "Masquer la saisie : {field}",
  "field.sending": "Envoi en cours…",
  "field.missing":
    "Ce champ n’a pas été reçu. Remplissez-le, puis envoyez de nouveau le formulaire.",
  "field.empty": "Ce champ est vide : remplissez-le.",
  "field.repeated": "Ce champ a été reçu plusieurs fois. Remplissez-le une seule fois.",
  "field.control":
    "Ce champ contient un caractère invisible (tabulation, retour à la ligne…). Effacez-le et saisissez la valeur au clavier.",
  "field.too-long":
    "Ce champ accepte {max, plural, one {# caractère} other {# caractères}} au plus.",

  "login.title": "Connexion",
  "login.identifier": "Identifiant",
  "login.secret": "Mot de passe ou Passcode OTP",
  "login.secret-hint":
    "PASSCODE = votre code PIN, suivi sans espace des {digits} chiffres affichés par la clé. À la première connexion : les {digits} chiffres seuls.",
  "login.submit": "Valider",
  "login.once":
    "Jamais deux fois le même code : chaque code ne sert qu’une seule fois, même si la connexion a été refusée. Avant un nouvel essai, attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un).",
  "login.once-title": "Un code ne sert qu’une fois",
  "login.first-title": "Première connexion ?",
  "login.first-intro":
    "Saisissez votre identifiant et les {digits} chiffres seuls affichés par la clé : vous n’avez pas encore de code PIN. La mise en service de la clé se fait en quatre étapes :",
  "login.anywhere":
    "La clé fonctionne avec n’importe quel ordinateur : aucune configuration, rien à installer, rien à brancher.",
  "login.identifier-hint":
    "Votre identifiant de messagerie : ce qui précède @{domain} dans votre adresse professionnelle.",
  "login.warnings": "À savoir",
  "login.usual-title": "Vous avez déjà votre code PIN",
  "login.usual-intro":
    "Saisissez votre PASSCODE : votre code PIN suivi des {digits} chiffres affichés par la clé, sans espace.",
  "login.signed-out": "Vous êtes déconnecté.",
  "login.signed-out-hint":
    "Si vous utilisez un ordinateur partagé, fermez aussi toutes les fenêtres du navigateur.",

  "figure.pin": "Code PIN",
  "figure.code": "Code de la clé",
  "figure.passcode": "PASSCODE",
  "figure.caption":
    "Exemple : le code PIN {pin} suivi du code {code} donne le PASSCODE {passcode}.",

  "refused.title": "Connexion refusée",
  "refused.intro":
    "Ce qui a été saisi ne permet pas de vous connecter. Pour votre sécurité, la cause exacte n’est jamais indiquée. Avant un nouvel essai :",
  "refused.identifier": "Vérifiez votre identifiant.",
  "refused.wait":
    "Attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un) : chaque code ne sert qu’une seule fois, même si la connexion a été refusée.",
  "refused.passcode":
    "Saisissez votre code PIN, suivi sans espace des {digits} chiffres de la clé.",
  "refused.first": "À la première connexion, saisissez les {digits} chiffres seuls.",
  "refused.desk":
    "Après plusieurs refus, il faut jusqu’à trois codes qui se suivent : redonnez ici votre PASSCODE avec le code suivant, puis avec celui d’après. Si le refus persiste, adressez-vous à l’assistance.",

  "refused.help": "Que faire ?",

  "steps.label": "Mise en service de la clé",
  "steps.position": "Étape {step} sur {count}",
  "steps.done": "Étape terminée :",
  "steps.current": "Étape en cours :",
  "steps.next": "Étape à venir :",
  "steps.1": "Ouvrir le portail",
  "steps.2": "Donner l’identifiant et les {digits} chiffres",
  "steps.3": "Choisir le code PIN",
  "steps.4": "Attendre le code suivant, puis donner le PASSCODE",
  "steps.4-press": "Appuyer de nouveau sur le bouton de la clé, puis donner le PASSCODE",

  "pin.title": "Choisissez votre code PIN",
  "pin.intro":
    "Votre clé est reconnue. Choisissez maintenant un code PIN : vous seul le connaîtrez, et il vous sera demandé à chaque connexion.",
  "pin.again-note":
    "Vous avez saisi les {digits} chiffres seuls : la mise en service recommence à cette étape. Choisissez de nouveau votre code PIN.",
  "pin.usage-title": "À quoi servira-t-il ?",
  "pin.usage":
    "À chaque connexion, vous saisirez votre code PIN, suivi sans espace du code que la clé affiche à ce moment-là : c’est votre PASSCODE.",
  "pin.rules": "Règles du code PIN",
  "pin.rule-length":
    "de {min} à {max} caractères, chiffres, lettres ou signes : {min} chiffres suffisent ;",
  "pin.rule-alphabet":
    "ni espace, ni caractère invisible ; les majuscules et les minuscules comptent ;",
  "pin.rule-trivial":
    "ni caractère répété (7777), ni suite (4567, dcba), ni code très courant (1212) ;",
  "pin.rule-different": "saisi deux fois à l’identique.",
  "pin.rule-numen":
    "jamais votre NUMEN ni une partie de celui-ci, ni une date de naissance, ni un autre mot de passe ;",
  "pin.rule-remember":
    "Retenez-le bien : si vous l’oubliez, votre clé devient inutilisable jusqu’à ce que l’assistance intervienne. Personne, pas même l’assistance, ne peut le retrouver.",
  "pin.pin": "Code PIN",
  "pin.pin-again": "Code PIN, une seconde fois",
  "pin.submit": "Valider",
  "pin.problem-length": "Le code PIN doit avoir de {min} à {max} caractères.",
  "pin.problem-alphabet":
    "Le code PIN ne peut contenir ni espace ni caractère invisible. Choisissez des chiffres, des lettres ou des signes.",
  "pin.problem-trivial":
    "Ce code PIN est trop facile à deviner : caractère répété, suite ou code très courant. Choisissez-en un autre.",
  "pin.problem-different":
    "Les deux saisies sont différentes. Saisissez deux fois le même code PIN.",

  "confirm.title": "Attendez le code suivant",
  "confirm.intro":
    "Votre code PIN est noté. Il reste à le confirmer par votre premier PASSCODE, avec un nouveau code.",
  "confirm.wait":
    "{seconds, plural, one {Votre clé affichera un autre code dans environ # seconde.} other {Votre clé affichera un autre code dans environ # secondes.}}",
  "confirm.ready":
    "Votre clé doit maintenant afficher un autre code : vous pouvez saisir votre PASSCODE.",
  "confirm.progress": "Attente du code suivant",
  "confirm.remaining": "{seconds} s",
  "confirm.ready-short": "C’est prêt",
  "confirm.soon": "Encore environ {seconds} secondes avant le code suivant.",
  "confirm.press-title": "Appuyez de nouveau sur le bouton de votre clé",
  "confirm.press": "Appuyez de nouveau sur le bouton de votre clé : elle affiche un autre code.",
  "confirm.press-spent": "Le code que vous avez saisi avant a déjà servi : il sera refusé.",
  "confirm.press-spent-again":
    "Le code que vous venez de saisir a pu servir, lui aussi. Appuyez sur le bouton pour en voir un autre.",
  "confirm.spent":
    "Le premier code a déjà servi : il sera refusé. Attendez d’en voir un autre sur la clé.",
  "confirm.spent-again":
    "Le code que vous venez de saisir a pu servir, lui aussi. Attendez d’en voir un autre sur la clé.",
  "confirm.passcode": "PASSCODE",
  "confirm.passcode-hint":
    "Le code PIN que vous venez de choisir, suivi sans espace des {digits} chiffres du nouveau code.",
  "confirm.submit": "Valider",
  "confirm.figure-title": "Ce qu’il faut saisir",
  "confirm.help": "En cas de difficulté",
  "confirm.choose-again": "Choisir de nouveau le code PIN",
  "confirm.start-again": "Recommencer depuis le début",
  "confirm.refused-pin": "Vérifiez le code PIN que vous venez de choisir.",
  "confirm.refused-ways": "Si vous ne vous souvenez plus du code PIN choisi :",

  "home.title": "Vos applications",
  "home.signed-in": "Connecté en tant que",
  "home.sign-out": "Se déconnecter partout",
  "home.commissioned-title": "Votre clé est en service",
  "home.commissioned":
    "Désormais, connectez-vous avec votre PASSCODE : votre code PIN, suivi sans espace des chiffres affichés par la clé. Jamais deux fois le même code.",
  "home.intro": "Choisissez l’application à ouvrir.",
  "home.none": "Aucune application ne vous est attribuée pour le moment.",
  "home.missing-title": "Il manque une application ?",
  "home.missing":
    "L’accès aux applications dépend des droits attribués par votre établissement ou votre service, non de la clé. Adressez-vous à votre responsable ou à l’assistance.",

  "expired.title": "La mise en service a pris fin",
  "expired.text":
    "Le délai est dépassé, ou la mise en service a été recommencée ailleurs. Rien n’est perdu : votre clé n’a pas changé et le code PIN non confirmé est oublié.",
  "expired.cure":
    "Attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un), puis recommencez avec votre identifiant et les chiffres seuls.",

  "form.title": "Ce formulaire n’est plus valable",
  "form.text":
    "Il est resté ouvert trop longtemps, vient d’un autre site, ou votre navigateur refuse les cookies. Rien n’a été enregistré ni compté.",
  "form.cure":
    "Rouvrez la page de connexion et remplissez de nouveau le formulaire. Si cela se répète, autorisez les cookies de ce site.",

  "unusable.title": "Demande inutilisable",
  "unusable.encoding":
    "Le formulaire reçu n’est pas un texte UTF-8 correctement codé. Rien n’a été enregistré ni compté.",
  "unusable.unknown-field":
    "Le formulaire reçu contient un champ inconnu. Rien n’a été enregistré ni compté.",
  "unusable.media-type":
    "Le portail n’accepte que ses propres formulaires (application/x-www-form-urlencoded). Rien n’a été enregistré ni compté.",
  "unusable.too-large":
    "Le formulaire reçu est trop volumineux : {kibibytes} Kio au plus. Rien n’a été enregistré ni compté.",
  "unusable.cure": "Rouvrez la page de connexion et remplissez de nouveau le formulaire.",

  "not-found.title": "Page introuvable",
  "not-found.text": "Cette adresse ne mène à aucune page du portail.",
  "failure.title": "Le portail ne peut pas répondre",
  "failure.text":
    "Une panne empêche le portail de répondre ; elle ne vient pas de votre clé. Attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un), puis réessayez dans quelques minutes.",
  "outcome-unknown.title": "La réponse s’est perdue",
  "outcome-unknown.text":
    "Le portail ne peut pas dire si votre demande a été prise en compte ; votre clé n’est pas en cause. Un code que vous avez donné compte comme utilisé.",
  "outcome-unknown.cure":
    "Attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un), puis réessayez.",
  "arrival.title": "Ouverture du portail",
  "arrival.text": "Le portail s’ouvre dans un instant.",
  "arrival.continue": "Continuer",
  "go.login": "Aller à la page de connexion",
  "go.start-again": "Recommencer la mise en service",
} as const;
