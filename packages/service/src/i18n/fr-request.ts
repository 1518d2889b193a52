/** The form that writes to the help desk, in French. */
export const frRequest = {
  "request.title": "Écrire à l’assistance",
  "request.intro":
    "Tous les champs sont obligatoires, sauf ceux qui portent la mention « facultatif ».",
  "request.first": "Votre difficulté a peut-être déjà sa réponse :",
  "request.first-link": "voir les pages d’aide",
  "request.never":
    "N’écrivez ici ni code PIN, ni mot de passe, ni PASSCODE : l’assistance n’en a pas besoin. Sur une capture d’écran, masquez-les.",
  "request.who": "Qui êtes-vous ?",
  "request.where": "Comment vous répondre ?",
  "request.what": "Votre difficulté",
  "request.optional": "(facultatif)",
  "request.name": "Nom",
  "request.firstName": "Prénom",
  "request.role": "Fonction",
  "request.role-hint": "Par exemple : professeure des écoles, gestionnaire, chef de service.",
  "request.school": "Service ou établissement",
  "request.school-hint": "Avec la commune, ou le numéro de l’établissement si vous le connaissez.",
  "request.email": "Adresse de messagerie professionnelle",
  "request.email-hint": "Votre adresse académique, sous la forme prenom.nom@exemple.fr",
  "request.phone": "Téléphone",
  "request.hours": "Quand peut-on vous appeler ?",
  "request.hours-hint": "Par exemple : lundi et jeudi, de 12 h à 14 h.",
  "request.subject": "Objet",
  "request.subject-hint": "En quelques mots. Par exemple : connexion refusée depuis lundi.",
  "request.subject-refused": "Connexion refusée",
  "request.subject-pin": "Code PIN oublié",
  "request.subject-lost": "Clé perdue, volée ou cassée",
  "request.subject-blank": "L’écran de la clé reste vide ou illisible",
  "request.subject-first-use": "Première connexion avec une nouvelle clé",
  "request.subject-identifier": "Identifiant inconnu",
  "request.subject-application": "Une application ne s’ouvre pas",
  "request.description": "Description",
  "request.description-hint":
    "Ce que vous avez fait, ce qui s’est passé, depuis quand. Recopiez les messages d’erreur mot pour mot.",
  "request.accounts": "Comptes concernés",
  "request.accounts-hint": "Le ou les identifiants avec lesquels la connexion échoue.",
  "request.keyNumber": "N° de la clé",
  "request.keyNumber-hint": "Il est gravé au dos de la clé.",
  "request.files": "Captures d’écran",
  "request.files-hint":
    "{files, plural, one {# fichier} other {# fichiers}} au plus, de {mebibytes} Mio chacun : PNG, JPEG ou PDF.",
  "request.submit": "Envoyer ma demande",
  "request.problems":
    "{count, plural, one {Un champ est à corriger} other {# champs sont à corriger}}",
  "request.problem-of": "{field} : {problem}",
  "request.files-again": "Choisissez de nouveau vos fichiers : le navigateur ne les garde pas.",
  "request.email-problem":
    "Cette adresse n’est pas complète. Saisissez-la sous la forme prenom.nom@exemple.fr",
  "request.file-empty": "« {name} » est vide. Choisissez un autre fichier.",
  "request.file-too-large":
    "« {name} » est trop volumineux. Choisissez un fichier de {mebibytes} Mio au plus.",
  "request.file-unknown-type":
    "« {name} » n’est ni une image PNG ou JPEG, ni un PDF. Enregistrez-le dans l’un de ces formats.",
  "request.file-damaged":
    "« {name} » est incomplet ou abîmé. Enregistrez-le de nouveau, puis choisissez-le.",
  "request.file-too-many-pixels":
    "« {name} » est une image trop grande. Réduisez-la, ou n’en gardez que la partie utile.",
  "request.file-active-pdf":
    "« {name} » est un PDF qui contient des programmes, des fichiers, des liens vers des fichiers ou un mot de passe. Faites-en une capture d’écran.",
  "request.file-unreadable-pdf":
    "« {name} » est un PDF qui ne peut pas être contrôlé. Faites-en une capture d’écran.",
  "request.files-too-many": "Trop de fichiers. Choisissez-en {files} au plus.",
  "request.too-large":
    "L’envoi est trop volumineux : {mebibytes} Mio au plus pour l’ensemble. Rien n’a été enregistré.",
  "request.unreadable": "Le formulaire reçu ne peut pas être lu. Rien n’a été enregistré.",
  "request.cure":
    "Rouvrez le formulaire et remplissez-le de nouveau, avec des fichiers plus petits.",

  "request.busy-title": "L’assistance ne peut pas recevoir votre demande maintenant",
  "request.busy":
    "Beaucoup de demandes arrivent en ce moment, ou plusieurs sont déjà parties d’ici. Rien n’a été enregistré.",
  "request.busy-cure":
    "{minutes, plural, one {Réessayez dans une minute.} other {Réessayez dans # minutes.}} Si c’est urgent, téléphonez à l’assistance.",
  "go.request": "Revenir au formulaire",

  "sent.title": "Votre demande est envoyée",
  "sent.number": "Numéro de votre demande",
  "sent.keep": "Notez ce numéro : l’assistance vous le demandera si vous l’appelez.",
  "sent.next":
    "L’assistance vous répondra à l’adresse de messagerie que vous avez indiquée. Elle ne vous demandera ni code PIN, ni mot de passe.",
  "sent.another": "Revenir à l’assistance",
} as const;
