/** The help desk's acts, findings and events in French; the rules of `fr.ts` hold. */
export const deskActsFr = {
  "act.assign": "Attribuer",
  "act.hand-over": "Remettre au titulaire",
  "act.clear-pin": "Effacer le code PIN",
  "act.unlock": "Débloquer",
  "act.resynchronise": "Resynchroniser",
  "act.suspend": "Suspendre",
  "act.resume": "Remettre en service",
  "act.lose": "Déclarer perdue",
  "act.replace": "Remplacer par une autre clé",
  "act.retire": "Retirer définitivement",

  "act-does.assign":
    "La clé sera attribuée à cette personne, qui la mettra en service elle-même : identifiant et chiffres seuls, puis choix du code PIN.",
  "act-does.hand-over":
    "Note que la clé est dans les mains de son titulaire, et ouvre la première utilisation.",
  "act-does.clear-pin":
    "Le code PIN est oublié. Le titulaire remettra la clé en service : identifiant et chiffres seuls, puis nouveau code PIN.",
  "act-does.unlock":
    "Les échecs sont oubliés et la clé est utilisable aussitôt. Le code PIN ne change pas.",
  "act-does.resynchronise":
    "Demandez au titulaire de lire le code affiché, puis, une minute plus tard, le code suivant. Les deux ne serviront plus ; le code d’après passera.",
  "act-does.resynchronise-counter":
    "Demandez au titulaire d’appuyer sur le bouton de la clé et de lire le code, puis d’appuyer de nouveau et de lire le suivant. Les deux ne serviront plus ; le code d’après passera.",
  "act-does.suspend":
    "La clé est refusée jusqu’à sa remise en service. Le code PIN et le titulaire restent.",
  "act-does.resume":
    "La clé est de nouveau acceptée comme avant, avec le même code PIN si elle en a un.",
  "act-does.lose":
    "La clé est refusée aussitôt et quitte son titulaire. Si elle est retrouvée, elle pourra être attribuée de nouveau.",
  "act-does.replace":
    "Cette clé est refusée aussitôt et quitte son titulaire ; l’autre, prise dans le stock, lui est attribuée. Il la mettra en service avec un nouveau code PIN.",
  "act-does.retire": "La clé est refusée pour toujours. Cela ne peut pas être annulé.",

  "act-check.identity":
    "Vérifiez d’abord l’identité de la personne : rappelez-la par un numéro connu de votre annuaire.",
  "act-check.possession":
    "Lire deux codes prouve que la personne tient la clé, non qu’elle en est le titulaire : vérifiez son identité.",

  "act-field.holder": "Identifiant du titulaire",
  "act-field.first": "Premier code",
  "act-field.second": "Code suivant",
  "act-field.second-hint": "Celui que la clé affiche juste après, une période plus tard.",
  "act-field.second-hint-counter":
    "Celui que la clé affiche quand on appuie de nouveau sur son bouton.",
  "act-field.new-serial": "N° de la nouvelle clé",
  "act-field.new-serial-hint": "Gravé au dos ; la clé doit être en stock.",
  "act-field.waits": "La clé n’est pas encore dans ses mains : la refuser jusqu’à la remise",
  "act-field.days": "Première utilisation ouverte pendant (jours)",
  "act-field.activation": "Exiger un code d’activation, donné par une autre voie que la clé",
  "act-field.new-state": "La clé rendue est",
  "act-field.fate-lost": "perdue",
  "act-field.fate-retired": "défectueuse : retirée définitivement",
  "act-field.reason": "Motif",
  "act-field.reason-optional": "Motif (facultatif)",
  "act-field.reason-hint": "Gardé avec l’action. N’y écrivez ni code ni code PIN.",

  "act-problem.holder": "Un identifiant a de 1 à 128 caractères, sans espace.",
  "act-problem.holder-outside":
    "D’après l’annuaire, cette personne n’est pas de vos établissements.",
  "act-problem.holder-taken":
    "Cette personne détient déjà une autre clé. Ouvrez-la pour la remplacer.",
  "act-problem.reason": "Donnez le motif en quelques mots.",
  "act-problem.reason-long": "Un motif a {max} caractères au plus : raccourcissez-le.",
  "act-problem.code": "Un code de cette clé a {digits} chiffres.",
  "act-problem.not-found":
    "Ces codes ne se suivent pas sur cette clé, ou ne sont pas les siens. Attendez le code suivant et lisez-en deux autres ; vérifiez le N° de la clé.",
  "act-problem.not-found-counter":
    "Ces codes ne se suivent pas sur cette clé, ne sont pas les siens, ou sont trop d’appuis en avance. Appuyez de nouveau sur le bouton et lisez deux autres codes ; vérifiez le N° de la clé.",
  "act-problem.used":
    "Ces codes ont déjà servi. Attendez le code suivant, puis lisez-en deux nouveaux.",
  "act-problem.used-counter":
    "Ces codes ont déjà servi. Appuyez de nouveau sur le bouton, et lisez les deux codes qui viennent alors.",
  "act-problem.spent":
    "L’horloge de la clé a reculé derrière des codes déjà utilisés. Remplacez la clé.",
  "act-problem.impossible":
    "Impossible dans l’état présent de la clé : {state}. La page de la clé offre ce qui est possible.",
  "act-problem.serial":
    "Aucune clé ne porte ce numéro. Vérifiez celui qui est gravé au dos de la clé.",
  "act-problem.days": "De 1 à {max} jours.",
  "act-problem.half-done":
    "L’ancienne clé est hors d’usage, mais la nouvelle vient d’être attribuée à quelqu’un d’autre. Attribuez une autre clé à ce titulaire.",
  "act-problem.not-in-stock":
    "Cette clé n’est ni en stock ni déclarée perdue. Prenez-en une autre.",
  "act-problem.title": "Rien n’a été fait",

  "act-done.assign": "Clé attribuée",
  "act-done.hand-over": "Clé remise",
  "act-done.clear-pin": "Code PIN effacé",
  "act-done.unlock": "Clé débloquée",
  "act-done.resynchronise": "Clé resynchronisée",
  "act-done.suspend": "Clé suspendue",
  "act-done.resume": "Clé remise en service",
  "act-done.lose": "Clé déclarée perdue",
  "act-done.replace": "Clé remplacée",
  "act-done.retire": "Clé retirée",
  "act-code.title": "Code d’activation",
  "act-code.text":
    "Montré cette seule fois. Donnez-le au titulaire par une autre voie que la clé : il le tapera devant les chiffres à la première connexion.",

  "act-say.assign":
    "Dites au titulaire : ouvrez le portail, donnez votre identifiant et les chiffres seuls, et suivez les quatre étapes.",
  "act-say.hand-over":
    "Dites au titulaire : ouvrez le portail, donnez votre identifiant et les chiffres seuls, et suivez les quatre étapes.",
  "act-say.clear-pin":
    "Dites au titulaire : attendez un nouveau code, donnez votre identifiant et les chiffres seuls, puis choisissez un nouveau code PIN.",
  "act-say.clear-pin-counter":
    "Dites au titulaire : appuyez sur le bouton de la clé pour un nouveau code, donnez votre identifiant et les chiffres seuls, puis choisissez un nouveau code PIN.",
  "act-say.unlock": "Dites au titulaire : attendez un nouveau code, puis donnez votre PASSCODE.",
  "act-say.unlock-counter":
    "Dites au titulaire : appuyez sur le bouton de la clé pour un nouveau code, puis donnez votre PASSCODE.",
  "act-say.resynchronise-counter":
    "Dites au titulaire : appuyez encore une fois sur le bouton, puis connectez-vous comme d’habitude avec ce code.",
  "act-say.resynchronise":
    "Dites au titulaire : attendez encore un nouveau code, puis connectez-vous comme d’habitude.",
  "act-say.suspend": "Dites au titulaire : la clé est refusée jusqu’à sa remise en service.",
  "act-say.resume": "Dites au titulaire : attendez un nouveau code, puis donnez votre PASSCODE.",
  "act-say.resume-counter":
    "Dites au titulaire : appuyez sur le bouton de la clé pour un nouveau code, puis donnez votre PASSCODE.",
  "act-say.lose": "La clé est refusée dès maintenant. Prévoyez une clé de remplacement.",
  "act-say.replace":
    "Dites au titulaire : avec la nouvelle clé, donnez votre identifiant et les chiffres seuls, et suivez les quatre étapes.",
  "act-say.retire": "La clé est refusée pour toujours ; elle peut être détruite.",
  "act-say.first-use":
    "Dites au titulaire : attendez un nouveau code, donnez votre identifiant et les chiffres seuls, et suivez les quatre étapes.",
  "act-say.first-use-counter":
    "Dites au titulaire : appuyez sur le bouton de la clé pour un nouveau code, donnez votre identifiant et les chiffres seuls, et suivez les quatre étapes.",
  "act-offset-none": "Son horloge est à l’heure.",
  "act-offset-counter-none": "Son compteur est là où on le croyait.",
  "act-offset": "Décalage de son horloge : {offset}.",
  "act-offset-counter":
    "On a appuyé {steps, plural, one {une fois} other {# fois}} sur son bouton sans se connecter.",

  "why.expired":
    "La clé n’est plus acceptée depuis le {at} : c’est la date de fin que donne son fabricant.",
  "why.not-yet":
    "La clé n’est acceptée qu’à partir du {at} : c’est la date de début que donne son fabricant.",
  "why.retired": "Cette clé est retirée : elle est refusée pour toujours.",
  "why.lost": "Cette clé est déclarée perdue : elle est refusée.",
  "why.in-stock": "Cette clé est en stock : elle n’est attribuée à personne.",
  "why.suspended": "Cette clé est suspendue : elle est refusée.",
  "why.blocked-until":
    "{failures, plural, one {Un code PIN faux} other {# codes PIN faux}} avec un code juste : la clé est {blocked}, sauf là où son titulaire s’est déjà connecté.",
  "why.never-used": "La clé n’a encore jamais servi.",
  "why.to-commission": "La clé attend que son titulaire la mette en service.",
  "why.not-handed-over": "La clé est attribuée, mais pas encore remise : elle est refusée.",
  "why.commissioning": "La mise en service est commencée mais pas terminée.",
  "why.accepted": "La dernière connexion a réussi : la clé fonctionne.",
  "why.in-order": "Rien ne s’oppose à une connexion.",
  "why.wrong-code": "Le code saisi n’est pas de cette clé à cette heure.",
  "why.wrong-code-counter": "Le code saisi n’est aucun des prochains de cette clé.",
  "why.wrong-code-far":
    "Le code saisi est bien de cette clé, mais {offset} : trop loin pour passer.",
  "why.wrong-make":
    "Le code saisi serait juste si la clé était réglée autrement ({algorithm}, {period} s) : elle a été importée avec de mauvais paramètres.",
  "why.spent-code": "Le code saisi avait déjà servi.",
  "why.wrong-pin":
    "{count, plural, one {Le code est juste, le code PIN est faux.} other {Le code est juste, le code PIN est faux, # fois de suite.}}",
  "why.pin-missing": "Les chiffres sont justes, mais le code PIN manquait devant.",
  "why.next-code-wanted":
    "Le code est juste. Le suivant passera : un second code de suite était nécessaire.",
  "why.blocked": "La tentative est venue trop tôt après des codes PIN faux.",
  "why.not-commissioned": "Un PASSCODE a été saisi, mais la clé n’a pas encore de code PIN.",
  "why.activation-wrong": "Le code d’activation manque ou est faux.",
  "why.first-use-expired": "Le délai de première utilisation est dépassé.",
  "why.out-of-service": "La clé n’était pas en service au moment de la tentative.",
  "why.transaction-unknown":
    "La mise en service, ou le changement du code PIN, avait expiré ou recommencé ailleurs.",
  "why.id-reused":
    "L’application a donné à cette tentative l’identifiant d’une autre, faite un instant avant.",
  "why.malformed": "Ce qui a été saisi n’était pas un PASSCODE.",

  "say.expired": "Une autre clé est nécessaire.",
  "say.not-yet":
    "« Cette clé servira à partir de cette date. » D’ici là, une autre clé est nécessaire.",
  "say.retired": "Une autre clé est nécessaire.",
  "say.lost": "Retrouvée, elle peut être attribuée de nouveau ; sinon il faut une autre clé.",
  "say.in-stock": "Attribuez-la à la personne qui l’a en main.",
  "say.suspended": "Voyez le motif dans l’histoire de la clé avant de la remettre en service.",
  "say.blocked-until":
    "« Avez-vous votre clé en main ? » Sinon, déclarez-la perdue. « Patientez jusque-là, puis attendez un nouveau code. » Ou débloquez, après avoir vérifié l’identité.",
  "say.blocked-until-counter":
    "« Avez-vous votre clé en main ? » Sinon, déclarez-la perdue. « Patientez jusque-là, puis appuyez sur le bouton pour un nouveau code. » Ou débloquez, après avoir vérifié l’identité.",
  "say.never-used":
    "« Ouvrez le portail, donnez votre identifiant et les chiffres seuls, sans rien devant. »",
  "say.to-commission":
    "« Attendez un nouveau code, donnez votre identifiant et les chiffres seuls, puis choisissez votre code PIN. »",
  "say.to-commission-counter":
    "« Appuyez sur le bouton pour un nouveau code, donnez votre identifiant et les chiffres seuls, puis choisissez votre code PIN. »",
  "say.not-handed-over":
    "Si la personne tient la clé, notez qu’elle lui est remise : la première utilisation s’ouvre.",
  "say.commissioning":
    "« Attendez un nouveau code et recommencez : identifiant et chiffres seuls, code PIN deux fois, puis le code suivant. »",
  "say.commissioning-counter":
    "« Appuyez sur le bouton pour un nouveau code et recommencez : identifiant et chiffres seuls, code PIN deux fois, puis appuyez pour le code suivant. »",
  "say.accepted":
    "Si une application manque, c’est une affaire de droits, non de clé : voyez avec le responsable.",
  "say.in-order": "« Attendez un nouveau code, puis donnez votre PASSCODE. »",
  "say.in-order-counter":
    "« Appuyez sur le bouton pour un nouveau code, puis donnez votre PASSCODE. »",
  "say.wrong-code":
    "« Quel numéro est gravé au dos de la clé ? » S’il est le bon, faites lire deux codes qui se suivent.",
  "say.wrong-code-far": "« Lisez-moi le code affiché, puis le suivant. »",
  "say.wrong-code-far-counter":
    "« Appuyez sur le bouton et lisez-moi le code ; appuyez de nouveau et lisez le suivant. »",
  "say.wrong-make": "Remplacez la clé et signalez le fichier d’import.",
  "say.spent-code":
    "« Chaque code ne sert qu’une fois, même refusé : attendez que la clé en affiche un autre. »",
  "say.spent-code-counter":
    "« Chaque code ne sert qu’une fois, même refusé : appuyez sur le bouton pour en voir un autre. »",
  "say.wrong-pin":
    "« Attendez un nouveau code, et saisissez lentement votre code PIN devant. » S’il est oublié, effacez-le : personne ne peut le retrouver.",
  "say.wrong-pin-counter":
    "« Appuyez sur le bouton pour un nouveau code, et saisissez lentement votre code PIN devant. » S’il est oublié, effacez-le : personne ne peut le retrouver.",
  "say.pin-missing":
    "« Tapez votre code PIN, suivi sans espace des chiffres de la clé. » S’il est oublié, effacez-le.",
  "say.next-code-wanted": "« Attendez le code suivant et connectez-vous encore une fois. »",
  "say.next-code-wanted-counter":
    "« Appuyez sur le bouton pour le code suivant et connectez-vous encore une fois. »",
  "say.blocked": "« Attendez un nouveau code, puis donnez votre PASSCODE. »",
  "say.blocked-counter":
    "« Appuyez sur le bouton pour un nouveau code, puis donnez votre PASSCODE. »",
  "say.not-commissioned": "« Donnez les chiffres seuls : vous choisirez votre code PIN ensuite. »",
  "say.activation-wrong": "« Tapez le code d’activation reçu, suivi des chiffres de la clé. »",
  "say.first-use-expired":
    "Si la personne tient bien la clé, notez de nouveau la remise : la première utilisation se rouvre.",
  "say.out-of-service": "« Attendez un nouveau code, puis réessayez. »",
  "say.out-of-service-counter": "« Appuyez sur le bouton pour un nouveau code, puis réessayez. »",
  "say.transaction-unknown": "« Attendez un nouveau code et recommencez depuis la première page. »",
  "say.transaction-unknown-counter":
    "« Appuyez sur le bouton pour un nouveau code et recommencez depuis la première page. »",
  "say.id-reused": "« Attendez un nouveau code, puis réessayez. »",
  "say.id-reused-counter": "« Appuyez sur le bouton pour un nouveau code, puis réessayez. »",
  "say.malformed": "« Tapez votre code PIN, suivi sans espace des chiffres de la clé. »",

  "offset.seconds": "{seconds, plural, one {# seconde} other {# secondes}} {direction}",
  "offset.minutes": "{minutes, plural, one {# minute} other {# minutes}} {direction}",
  "offset.hours": "{hours} h {minutes} min {direction}",
  "offset.presses": "{steps, plural, one {# appui} other {# appuis}} {direction}",

  "event.created": "Mise en stock",
  "event.accepted": "Connexion acceptée",
  "event.refused": "Connexion refusée",
  "event.first-code": "Premier code accepté",
  "event.pin-chosen": "Code PIN choisi, à confirmer",
  "event.commissioned": "Mise en service terminée",
  "event.pin-changed": "Code PIN changé par le titulaire",
  "event.signed-out": "Déconnexion du titulaire",
  "event.clock-set": "L’horloge de la clé a été réglée",
  "event.assigned": "Attribuée",
  "event.handed-over": "Remise au titulaire",
  "event.pin-cleared": "Code PIN effacé",
  "event.unlocked": "Débloquée",
  "event.resynchronised": "Resynchronisée",
  "event.resealed": "Scellée par une nouvelle clé maître",
  "event.suspended": "Suspendue",
  "event.resumed": "Remise en service",
  "event.lost": "Déclarée perdue",
  "event.retired": "Retirée",
  "event.exported": "Graine exportée vers un autre système",
  "event.by-holder": "titulaire",
  "event.by-system": "système",
} as const;
