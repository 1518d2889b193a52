/** Texts of a ticket's answer and of its owner, in French; the rules of `fr.ts` hold. */
export const deskTicketsFr = {
  "ticket.answer": "Répondre par courriel",
  "ticket.answer-hint":
    "Envoyée à {email}, une adresse que personne n’a vérifiée. N’y écrivez ni code ni code PIN.",
  "ticket.answer-empty": "La réponse est vide : écrivez-la avant de l’envoyer.",
  "ticket.answer-too-long": "Une réponse a {max} caractères au plus : raccourcissez-la.",
  "ticket.answer-failed":
    "Le serveur de messagerie n’a pas pris la réponse, elle n’est pas partie : réessayez plus tard, ou appelez.",
  "ticket.answer-submit": "Envoyer la réponse",
  "ticket.answer-is-sent": "Réponse envoyée à {email}",
  "ticket.answer-is-sending":
    "Réponse à {email} : envoi en cours, ou interrompu avant la confirmation du serveur de messagerie",
  "ticket.answer-is-failed": "Réponse à {email} : non envoyée",
  "ticket.owner": "Suivie par",
  "ticket.owner-none": "personne",
  "ticket.take": "Je m’en occupe",
  "ticket.release": "Ne plus la suivre",
  "ticket.mail-subject": "Demande {number} : {subject}",
  "ticket.mail-footer":
    "Demande d’assistance {number}. Personne ne vous demandera jamais votre code PIN, un code de la clé ou votre PASSCODE.",
} as const;
