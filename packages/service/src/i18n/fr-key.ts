/** What holders read about their key once it is theirs, in French; ICU messages as in `fr.ts`. */
export const frKey = {
  "nav.label": "Aide",
  "nav.assistance": "Assistance",
  "login.help-label": "En cas de difficulté",
  "login.forgotten": "Identifiant, code PIN ou mot de passe oublié ?",
  "login.new-key": "J’ai reçu une clé : la mettre en service",
  "login.out-of-step": "Ma clé est toujours refusée : la remettre à l’heure",

  "home.key-title": "Ma clé",
  "home.change-pin": "Changer mon code PIN",
  "home.pin-changed-title": "Votre code PIN est changé",
  "home.pin-changed":
    "Le nouveau code PIN est en vigueur dès maintenant ; l’ancien ne sert plus. Votre PASSCODE : le nouveau code PIN, suivi sans espace des chiffres affichés par la clé.",

  "change.title": "Changer mon code PIN",
  "change.label": "Changement du code PIN",
  "change.intro":
    "Le changement se fait en trois étapes et demande deux codes de votre clé, à une minute d’intervalle environ. Gardez-la à portée de main. Jusqu’à la dernière étape, votre code PIN actuel reste valable.",
  "change.step-1": "Donner le PASSCODE actuel",
  "change.step-2": "Choisir le nouveau code PIN",
  "change.step-3": "Attendre le code suivant, puis donner le nouveau PASSCODE",
  "change.step-3-press":
    "Appuyer de nouveau sur le bouton de la clé, puis donner le nouveau PASSCODE",
  "change.passcode": "PASSCODE actuel",
  "change.passcode-hint":
    "Votre code PIN actuel, suivi sans espace des {digits} chiffres que la clé affiche maintenant. Si vous venez de vous connecter avec ce code, attendez-en un autre.",
  "change.submit": "Continuer",
  "change.back": "Revenir à mes applications",
  "change.refused-pin": "Vérifiez votre code PIN actuel.",
  "change.forgotten":
    "Si vous avez oublié votre code PIN, il ne peut pas être changé ici : l’assistance l’effacera, et vous en choisirez un nouveau.",
  "change.forgotten-link": "J’ai oublié mon code PIN",

  "block.link": "Suspendre ma clé",
  "block.title": "Suspendre ma clé",
  "block.intro":
    "Votre clé est perdue ou volée, ou quelqu’un d’autre s’en sert ? Suspendez-la tout de suite, sans attendre l’assistance.",
  "block.nobody": "Plus personne ne peut se connecter avec cette clé, vous non plus.",
  "block.sessions": "Tous les ordinateurs où elle a servi sont déconnectés, celui-ci compris.",
  "block.back":
    "Vous ne pouvez pas la remettre en service vous-même : l’assistance le fait, ou vous en donne une autre.",
  "block.submit": "Suspendre ma clé maintenant",
  "block.done": "Votre clé est suspendue.",
  "block.done-next":
    "Plus personne ne peut s’en servir. Prévenez l’assistance : elle la remettra en service, ou vous en donnera une autre.",

  "new-pin.title": "Choisissez votre nouveau code PIN",
  "new-pin.intro":
    "Vous seul le connaîtrez. Il remplacera l’ancien lorsque vous l’aurez confirmé, à l’étape suivante.",
  "new-pin.pin": "Nouveau code PIN",
  "new-pin.pin-again": "Nouveau code PIN, une seconde fois",
  "new-pin.submit": "Valider",
  "new-pin.confirm-intro":
    "Votre nouveau code PIN est noté. Il reste à le confirmer par un PASSCODE fait du nouveau code PIN et d’un nouveau code.",
  "new-pin.confirm-spent":
    "Le code de la première étape a déjà servi : il sera refusé. Attendez d’en voir un autre sur la clé.",
  "new-pin.passcode": "Nouveau PASSCODE",
  "new-pin.confirm-submit": "Changer mon code PIN",
  "new-pin.keep": "Renoncer : garder mon code PIN actuel",

  "time.title-commissioning": "Temps pour terminer la mise en service",
  "time.title-change": "Temps pour terminer le changement",
  "time.until": "Vous avez jusqu’à {until} pour terminer.",
  "time.left": "Il vous reste {minutes} min {seconds} s.",
  "time.soon": "Il vous reste moins de {minutes} minutes. Vous pouvez demander plus de temps.",
  "time.over": "Le délai est dépassé : recommencez avec un autre code de la clé.",
  "time.renew": "Demander plus de temps",
  "time.renew-hint":
    "Le délai repart du début. Ce que vous avez saisi sur cette page est à resaisir.",
  "time.renewed": "Vous avez maintenant jusqu’à {until}.",
  "time.no-more":
    "Ce délai ne peut plus être prolongé. S’il ne suffit pas, recommencez avec un autre code de la clé : rien n’est perdu.",

  "resume.title": "Une mise en service est en cours",
  "resume.until": "Vous pouvez la reprendre où vous en étiez, jusqu’à {until}.",
  "resume.go": "Reprendre la mise en service",
  "resume.other":
    "Pour vous connecter avec un autre identifiant, ou tout recommencer, utilisez le formulaire ci-dessous.",
  "resume.change": "Reprendre le changement du code PIN en cours",

  "finished.title": "Votre clé est déjà en service",
  "finished.text":
    "La mise en service a été terminée dans une autre fenêtre, dans un autre navigateur ou sur un autre appareil. Le code PIN qui vaut est celui qui y a été confirmé : il n’est pas oublié, et il n’y a plus rien à faire ici.",
  "finished.cure":
    "Connectez-vous avec votre PASSCODE. Si ce n’est pas vous qui avez terminé la mise en service, prévenez l’assistance sans attendre.",

  "home.key-number": "N° de la clé",
  "home.key-state": "État",
  "home.logins-title": "Dernières connexions",
  "home.logins-intro":
    "Les dernières tentatives faites avec votre identifiant ou votre clé, refus compris (heure du serveur).",
  "home.login-accepted": "Connexion acceptée",
  "home.login-refused": "Connexion refusée",
  "home.login-changed": "Code PIN changé",
  "home.login-unknown": "Vous n’en reconnaissez pas une ?",

  "change-expired.title": "Le changement a pris fin",
  "change-expired.text":
    "Le délai est dépassé, ou la clé a changé d’état entre-temps. Rien n’est perdu : votre code PIN actuel reste valable.",
  "change-expired.cure":
    "Attendez que la clé affiche un autre code (appuyez sur son bouton si elle en a un), puis recommencez.",
  "go.change": "Recommencer le changement",

  "too-many.title": "Trop de demandes à la fois",
  "too-many.text":
    "Votre réseau a envoyé beaucoup de demandes au portail en peu de temps. Rien n’a été enregistré ni compté.",
  "too-many.cure":
    "{seconds, plural, one {Réessayez dans une seconde.} other {Réessayez dans # secondes.}}",

  "new-key.title": "Mettre une clé en service",
  "new-key.intro":
    "Pour votre première clé comme pour une clé de remplacement : quatre étapes, trois minutes. Gardez la clé à portée de main.",
  "new-key.code": "Code affiché par la clé",
  "new-key.code-hint":
    "Les {digits} chiffres seuls, sans code PIN. Si un code d’activation vous a été remis, saisissez-le d’abord, suivi sans espace des {digits} chiffres.",
  "new-key.submit": "Valider",
  "new-key.replaced-title": "Si elle remplace une autre clé",
  "new-key.replaced":
    "Une fois la nouvelle clé en service, l’ancienne ne sert plus, et son code PIN non plus : vous en choisissez un pour la nouvelle clé. Si l’ancienne a été perdue ou reprise, elle ne sert déjà plus. Vos applications et vos droits ne changent pas.",
  "new-key.old": "Rendez l’ancienne clé à votre service ; ne la jetez pas.",
  "new-key.not-title": "Si la clé n’est pas reconnue",
  "new-key.not":
    "Vérifiez que le numéro gravé au dos est bien celui qui vous a été communiqué, puis demandez à l’assistance si la clé vous est attribuée.",

  "step.title": "Remettre ma clé à l’heure",
  "step.label": "Remise à l’heure de la clé",
  "step.intro":
    "Une clé restée longtemps sans servir peut avancer ou retarder un peu. Deux codes qui se suivent suffisent à la retrouver : un PASSCODE maintenant, puis le code d’après.",
  "step.1": "Donner le PASSCODE",
  "step.2": "Attendre, ou appuyer sur le bouton de la clé, puis donner le code suivant",
  "step.first-submit": "Continuer",
  "step.next-title": "Attendez le code suivant",
  "step.next-intro":
    "Ne quittez pas votre clé des yeux. Dès que les chiffres changent, ou quand vous avez appuyé sur son bouton si elle en a un, donnez le nouveau PASSCODE. Si ce que vous venez de saisir était juste, la clé sera remise à l’heure et vous serez connecté.",
  "step.next-passcode": "PASSCODE suivant",
  "step.next-hint":
    "Votre code PIN, suivi sans espace des {digits} chiffres que la clé affiche après ceux que vous venez de donner.",
  "step.next-submit": "Remettre à l’heure et se connecter",
  "step.wait":
    "Les chiffres changent au plus tard au bout de {seconds} secondes, ceux d’une clé à bouton quand vous appuyez dessus. Sautez-en un au besoin, mais pas plus de deux.",
  "step.third":
    "Après plusieurs refus, il faut un troisième code : attendez-le, puis redonnez ici votre PASSCODE.",
  "step.again": "Recommencer depuis le début",
  "step.failed-desk":
    "Si le refus persiste, l’assistance peut remettre votre clé à l’heure par téléphone, avec deux codes que vous lui lirez, sans votre code PIN.",
} as const;
