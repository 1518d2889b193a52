/** The import of the directory at the help desk, in French; the rules of `fr.ts` hold. */
export const deskPeopleImportFr = {
  "people-import.title": "Mettre à jour l’annuaire",
  "people-import.intro":
    "Une liste CSV de toutes les personnes met l’annuaire à jour. Vous voyez d’abord ce qui serait fait. Aucune connexion n’en dépend, et les clés restent telles quelles.",
  "people-import.hint":
    "Première ligne : les noms des colonnes, dont « identifiant » (ou login, uid) ; puis nom, prénom, courriel, téléphone, UAI, langue, groupes, dans n’importe quel ordre. {mebibytes} Mio au plus ; au-delà, la commande « jeton holders import ».",
  "people-import.keep-absent": "Garder dans l’annuaire les personnes que la liste ne nomme pas",
  "people-import.preview-title": "Aperçu de la mise à jour de l’annuaire",
  "people-import.done-title": "Compte rendu de la mise à jour de l’annuaire",
  "people-import.done": "L’annuaire est à jour",
  "people-import.added": "{count, plural, one {nouvelle personne} other {nouvelles personnes}}",
  "people-import.changed":
    "{count, plural, one {personne dont une donnée change} other {personnes dont une donnée change}}",
  "people-import.unchanged":
    "{count, plural, one {personne inchangée} other {personnes inchangées}}",
  "people-import.leaving":
    "{count, plural, one {personne absente de la liste, retirée de l’annuaire} other {personnes absentes de la liste, retirées de l’annuaire}}",
  "people-import.nothing": "La liste dit ce que l’annuaire contient déjà : il n’y a rien à faire.",
  "people-import.nobody": "La liste ne nomme personne. Rien n’a été changé.",
  "people-import.faults":
    "{count, plural, one {Une erreur dans la liste : corrigez-la, puis choisissez de nouveau le fichier. Rien n’a été changé, car une ligne illisible ressemble à une personne partie.} other {# erreurs dans la liste : corrigez-les, puis choisissez de nouveau le fichier. Rien n’a été changé, car une ligne illisible ressemble à une personne partie.}}",
  "people-import.faults-title": "Erreurs, ligne par ligne (en anglais)",
  "people-import.changed-meanwhile":
    "L’annuaire a changé depuis l’aperçu. Voici ce qui serait fait maintenant ; rien n’a encore été fait.",
  "people-import.delimiter": "Séparateur des colonnes",
  "people-import.delimiter-comma": "virgule",
  "people-import.delimiter-semicolon": "point-virgule",
  "people-import.delimiter-tab": "tabulation",
  "people-import.delimiter-bar": "barre verticale",
  "people-import.delimiter-other": "autre",
  "people-import.columns": "Colonnes reconnues",
  "people-import.passed-over": "Colonnes ignorées",
  "people-import.field-holder": "identifiant",
  "people-import.field-familyName": "nom de famille",
  "people-import.field-givenName": "prénom",
  "people-import.field-email": "adresse électronique",
  "people-import.field-phone": "téléphone",
  "people-import.field-school": "établissement ou service",
  "people-import.field-language": "langue",
  "people-import.field-groups": "groupes",
  "people-import.go-on": "Mettre l’annuaire à jour",
  "people-import.brake":
    "{leaving} personnes sur {before} ({percent} %) quitteraient l’annuaire : plus de {max} %, la mise à jour est donc arrêtée.",
  "people-import.brake-why":
    "La moitié d’un fichier ressemble au départ de la moitié des gens. Vérifiez que la liste est entière, ou recommencez en gardant les personnes absentes.",
  "people-import.brake-count": "Nombre de personnes qui partent vraiment",
  "people-import.brake-count-hint":
    "Si elles sont vraiment parties, saisissez leur nombre pour permettre la mise à jour.",
  "people-import.brake-refused":
    "Ce n’est pas le nombre de personnes qui quitteraient l’annuaire. Rien n’a été changé.",
  "people-import.leaving-title": "Quitteraient l’annuaire",
  "people-import.left-title": "Ont quitté l’annuaire",
  "people-import.keys-stay":
    "Leurs clés fonctionnent toujours : suspendez-les, ou reprenez-les, une par une.",
  "desk.nav-people-import": "Annuaire",
  "journal.event-directory-imported": "Annuaire mis à jour par une liste",
  "event.directory-imported": "Annuaire mis à jour par une liste",
} as const;
