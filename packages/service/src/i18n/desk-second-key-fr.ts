/** The help desk's words on a second key of a holder, in French; the rules of `fr.ts` hold. */
export const deskSecondKeyFr = {
  "act.send-second-key": "Envoyer une deuxième clé",
  "act-does.send-second-key":
    "Une autre clé, prise dans le stock, est attribuée au même titulaire, qui garde celle-ci en attendant. Dès que la nouvelle est en service, celle-ci est retirée.",
  "act-problem.has-second-key":
    "Une deuxième clé est déjà en route vers cette personne : ouvrez-la pour la suivre ou la remplacer.",
  "act-done.send-second-key": "Deuxième clé attribuée",
  "act-say.send-second-key":
    "Dites au titulaire : continuez avec votre clé actuelle. Quand vous aurez la nouvelle, appelez-nous si elle attend sa remise, puis choisissez sur le portail « J’ai reçu une clé : la mettre en service ».",
  "key.incoming": "Deuxième clé en route :",
  "key.present": "En attendant, le titulaire utilise la clé",
  "state.incoming": "deuxième clé, en route",
  "keys.group-incoming": "Deuxièmes clés en route",
  "event.assigned-as-second": "Attribuée comme deuxième clé",
  "letter.second":
    "Cette clé remplace celle que vous utilisez. Continuez avec l’ancienne jusqu’à la dernière des quatre étapes ; elle ne servira plus ensuite.",
} as const;
