/** The self-help pages, in French: each common trouble, what it means and what to do. */
export const frHelp = {
  "help.title": "Assistance",
  "help.intro":
    "La plupart des difficultés se règlent en une minute. Choisissez ce qui ressemble le plus à votre cas.",
  "help.group-login": "Je n’arrive pas à me connecter",
  "help.group-key": "Ma clé",
  "help.group-other": "Autres questions",
  "help.means": "Ce que cela veut dire",
  "help.do": "Ce qu’il faut faire",
  "help.all": "Toutes les pages d’aide",
  "help.still-title": "Cela n’a pas suffi ?",
  "help.still":
    "Écrivez à l’assistance. Plus votre demande est précise, plus la réponse sera rapide.",
  "help.still-link": "Écrire à l’assistance",
  "help.contact-title": "Joindre l’assistance",
  "help.contact-phone": "Par téléphone :",
  "help.contact-email": "Par courriel :",
  "help.contact-hours": "Horaires :",
  "help.never":
    "L’assistance ne vous demandera jamais votre code PIN ni votre mot de passe. Elle peut vous demander de lire deux codes affichés par la clé ; rien d’autre.",

  "help.refused.title": "« Connexion refusée » : le PASSCODE n’est pas accepté",
  "help.refused.short": "Connexion refusée",
  "help.refused.means":
    "Ce qui a été saisi ne convient pas. Le portail n’indique jamais la cause exacte, pour ne rien apprendre à qui aurait trouvé votre clé ou votre identifiant. Le plus souvent, le code avait déjà servi.",
  "help.refused.1":
    "Attendez que la clé affiche d’autres chiffres, ou appuyez sur son bouton si elle en a un : un code ne sert qu’une seule fois, même si la connexion a été refusée.",
  "help.refused.2": "Vérifiez votre identifiant, sans espace ni accent.",
  "help.refused.3":
    "Saisissez votre code PIN, suivi sans espace des chiffres de la clé, avant qu’ils ne changent.",
  "help.refused.4":
    "Si vous n’avez encore jamais choisi de code PIN, saisissez les chiffres de la clé seuls.",

  "help.locked.title": "Plusieurs refus de suite : d’autres codes, ou une attente",
  "help.locked.short": "Plusieurs refus de suite",
  "help.locked.means":
    "Des codes faux ne bloquent jamais votre clé : personne ne peut vous empêcher d’entrer en essayant des codes au hasard, et là où vous vous êtes déjà connecté, vous n’en remarquez rien. Ailleurs, après cinq codes faux, il faut deux codes qui se suivent ; après cent, il en faut trois. Un code PIN faux avec un code juste, c’est autre chose, car il faut avoir votre clé : à partir du troisième, chaque nouvel essai doit attendre un peu plus longtemps ; à partir du dixième, la clé attend un quart d’heure, puis davantage. Pendant l’attente, même un PASSCODE juste est refusé.",
  "help.locked.1":
    "Donnez votre PASSCODE. S’il est refusé, attendez le code suivant et donnez le nouveau PASSCODE dans la même fenêtre, jusqu’à trois fois.",
  "help.locked.2":
    "Si vous avez pu vous tromper de code PIN, attendez un quart d’heure sans faire d’essai, puis connectez-vous une fois, lentement, avec un nouveau code.",
  "help.locked.3":
    "Si le refus persiste, prévenez l’assistance : elle peut débloquer la clé. Si vous n’avez plus votre clé, signalez-le tout de suite.",

  "help.out-of-step.title": "La clé est toujours refusée alors que tout est juste",
  "help.out-of-step.short": "Toujours refusée, alors que tout est juste",
  "help.out-of-step.means":
    "Comme une montre, une clé peut avancer ou retarder, surtout si elle est restée longtemps sans servir. Deux codes qui se suivent suffisent au portail pour la retrouver.",
  "help.out-of-step.1": "Ouvrez la page « Remettre ma clé à l’heure » et donnez votre PASSCODE.",
  "help.out-of-step.2":
    "Attendez que les chiffres changent, ou appuyez sur le bouton si la clé en a un, puis donnez le PASSCODE suivant.",
  "help.out-of-step.3":
    "Si cela ne suffit pas, l’assistance peut le faire avec vous, par téléphone.",
  "help.out-of-step.go": "Remettre ma clé à l’heure",

  "help.identifier.title": "J’ai oublié mon identifiant",
  "help.identifier.short": "Identifiant oublié",
  "help.identifier.means":
    "L’identifiant est le nom sous lequel la clé vous a été attribuée ; c’est souvent celui de votre messagerie professionnelle, ou son début. Il n’est pas secret, mais le portail ne l’affiche pas à qui ne l’a pas.",
  "help.identifier.1": "Cherchez-le sur le courrier qui accompagnait la clé.",
  "help.identifier.2":
    "À défaut, demandez-le à votre responsable ou au secrétariat de votre établissement.",
  "help.identifier.3":
    "Sinon, écrivez à l’assistance depuis votre adresse professionnelle, en indiquant le numéro de la clé.",

  "help.pin.title": "J’ai oublié mon code PIN",
  "help.pin.short": "Code PIN oublié",
  "help.pin.means":
    "Votre code PIN n’est connu que de vous : personne ne peut vous le rendre. L’assistance peut l’effacer, et vous en choisissez alors un nouveau, comme à la première connexion.",
  "help.pin.1":
    "N’essayez pas au hasard : à partir du troisième code PIN faux, chacun allonge l’attente avant l’essai suivant.",
  "help.pin.2": "Demandez à l’assistance d’effacer votre code PIN. Donnez-lui le numéro de la clé.",
  "help.pin.3":
    "Reconnectez-vous ensuite avec les chiffres de la clé seuls, et choisissez un nouveau code PIN.",

  "help.password.title": "J’ai oublié mon mot de passe",
  "help.password.short": "Mot de passe oublié",
  "help.password.means":
    "Avec une clé, vous n’avez pas besoin de mot de passe ici : le PASSCODE le remplace. Un mot de passe ne sert sur ce portail qu’aux personnes qui n’ont pas de clé, si votre administration l’a prévu.",
  "help.password.1":
    "Si vous avez une clé, connectez-vous avec votre PASSCODE : code PIN, suivi sans espace des chiffres de la clé.",
  "help.password.2":
    "Sans clé, changez votre mot de passe là où vous l’avez choisi : ce portail ne le connaît pas.",
  "help.password.3":
    "Si une clé devait vous être remise, adressez-vous à votre responsable ou à l’assistance.",

  "help.display.title": "L’afficheur est vide, pâle ou illisible",
  "help.display.short": "Afficheur vide, pâle ou illisible",
  "help.display.means":
    "La pile s’use en cinq à dix ans ; le signe d’une pile annonce sa fin plusieurs semaines d’avance. Le froid pâlit aussi l’afficheur, pour un moment. Une clé ouverte ou mouillée ne se répare pas.",
  "help.display.1": "Pressez le bouton de la clé, si elle en a un : l’afficheur a pu s’éteindre.",
  "help.display.2": "Si la clé a pris froid, gardez-la quelques minutes à l’intérieur.",
  "help.display.3":
    "S’il manque un trait à un chiffre, ne devinez pas : après plusieurs codes faux, un seul code juste ne suffit plus.",
  "help.display.4":
    "Demandez une clé de remplacement dès que le signe de la pile apparaît, sans attendre la panne.",

  "help.lost.title": "J’ai perdu ma clé, ou elle a été volée",
  "help.lost.short": "Clé perdue ou volée",
  "help.lost.means":
    "Sans votre code PIN, votre clé ne permet à personne de se connecter. Signalez-la quand même aujourd’hui : elle sera retirée du service, et une autre vous sera remise.",
  "help.lost.1":
    "Prévenez l’assistance tout de suite, par téléphone si vous le pouvez, avec votre nom et le numéro de la clé si vous le connaissez.",
  "help.lost.2":
    "Si votre code PIN était écrit près de la clé, dites-le : c’est alors plus urgent.",
  "help.lost.3":
    "Si vous la retrouvez, ne l’utilisez pas : demandez à l’assistance de vous la réattribuer, ou rendez-la.",
  "help.lost.4":
    "Si vous l’avez seulement oubliée chez vous, dites-le : l’assistance peut vous donner un code temporaire. Vous taperez votre code PIN, directement suivi de ce code, à la place des chiffres. Si vous avez imprimé des codes de secours, l’un d’eux sert de même, sans attendre l’assistance.",

  "help.new.title": "J’ai reçu une clé : première connexion",
  "help.new.short": "J’ai reçu une clé",
  "help.new.means":
    "Une clé neuve n’a pas de code PIN : c’est vous qui le choisissez, une fois, en la mettant en service. Cela vaut aussi pour une clé de remplacement : l’ancien code PIN ne sert plus.",
  "help.new.1": "Ouvrez la page « Mettre une clé en service ».",
  "help.new.2": "Donnez votre identifiant et les chiffres de la clé seuls.",
  "help.new.3": "Choisissez un code PIN, que vous saisissez deux fois.",
  "help.new.4":
    "Attendez que les chiffres changent, ou appuyez sur le bouton si la clé en a un, puis donnez le PASSCODE : le code PIN, suivi sans espace des chiffres.",
  "help.new.go": "Mettre une clé en service",

  "help.application.title": "Je suis connecté, mais il manque une application",
  "help.application.short": "Il manque une application",
  "help.application.means":
    "La clé prouve qui vous êtes ; elle n’ouvre pas de droits. Les applications qui vous sont proposées dépendent de ce que votre établissement ou votre service vous a attribué.",
  "help.application.1":
    "Demandez l’application à votre responsable : c’est lui qui vous l’attribue.",
  "help.application.2":
    "Si vous venez de changer de poste, vos nouveaux droits peuvent n’apparaître que le lendemain.",
  "help.application.3":
    "Si l’application manque à tout votre service, écrivez à l’assistance en la nommant.",

  "help.fraud.title": "Quelqu’un m’a demandé mon code PIN",
  "help.fraud.short": "Message ou appel douteux",
  "help.fraud.means":
    "C’est une tentative de fraude, quel que soit le nom ou le titre de celui qui le demande. Personne n’a besoin de votre code PIN ni de votre mot de passe, pas même l’assistance, ni pour un dépannage, ni pour un contrôle.",
  "help.fraud.1": "Ne répondez pas et ne cliquez sur aucun lien. Raccrochez.",
  "help.fraud.2":
    "Si vous avez donné votre code PIN, changez-le tout de suite, depuis « Ma clé », une fois connecté.",
  "help.fraud.3":
    "Prévenez l’assistance, avec le message reçu ou le numéro qui vous a appelé : d’autres ont pu le recevoir.",

  "help.picture-code": "Dessin d’une clé OTP : son afficheur montre les six chiffres 5 6 7 8 9 0.",
  "help.picture-bars":
    "Dessin d’une clé OTP : sous les chiffres, il ne reste qu’un trait sur six, le code va changer.",
  "help.picture-battery": "Dessin d’une clé OTP : le signe d’une pile s’affiche près des chiffres.",
  "help.picture-blank": "Dessin d’une clé OTP dont l’afficheur est vide.",
  "help.caption-code": "Le code : les chiffres que la clé affiche à ce moment-là.",
  "help.caption-bars":
    "Les traits disparaissent un à un : au dernier, attendez plutôt le code suivant.",
  "help.caption-battery": "Le signe de la pile : demandez une clé de remplacement.",
  "help.caption-blank": "Afficheur vide : pressez le bouton, s’il y en a un.",
} as const;
