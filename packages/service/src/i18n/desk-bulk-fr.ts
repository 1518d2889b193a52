/** Imports and assignment by lists at the help desk, in French; the rules of `fr.ts` hold. */
export const deskBulkFr = {
  "bulk.import-title": "Importer des clés",
  "bulk.import-intro":
    "Un fichier du fabricant met ses clés en stock. Vous verrez d’abord ce qui serait fait ; les graines ne sont jamais montrées.",
  "bulk.import-hint":
    "{mebibytes} Mio au plus ; au-delà, et pour d’autres formes de CSV, utilisez la commande « jeton keys import ».",
  "bulk.import-preview": "Aperçu de l’import",
  "bulk.import-done": "Rapport de l’import",
  "bulk.import-go-on":
    "{count, plural, one {Mettre en stock # clé} other {Mettre en stock # clés}}",
  "bulk.assign-many-title": "Attribuer en nombre",
  "bulk.assign-many-intro":
    "Une liste CSV attribue des clés en stock à leurs titulaires. Vous verrez d’abord ce qui serait fait.",
  "bulk.assign-many-hint":
    "Première ligne : « serial » (ou « N° de la clé ») et « identifiant ». Virgules ou points-virgules, {mebibytes} Mio au plus.",
  "bulk.assign-many-preview": "Aperçu de l’attribution",
  "bulk.assign-many-done": "Rapport de l’attribution",
  "bulk.assign-many-go-on": "{count, plural, one {Attribuer # clé} other {Attribuer # clés}}",
  "bulk.kind": "Forme du fichier",
  "bulk.kind-found": "Reconnue au contenu",
  "bulk.kind-pskc": "PSKC (RFC 6030, XML)",
  "bulk.kind-otpauth": "Adresses otpauth://, une par ligne",
  "bulk.kind-usersfile": "OATH usersfile",
  "bulk.kind-authenticator": "Export d’une application (Google, Aegis, 2FAS, andOTP)",
  "bulk.kind-csv":
    "CSV avec les colonnes serial et « seed hex », et kind et counter pour les clés à bouton",
  "bulk.file": "Fichier",
  "bulk.secret": "Mot de passe ou clé du fichier",
  "bulk.secret-hint": "Laissez vide si le fichier n’est pas chiffré.",
  "bulk.without-mac":
    "Prendre aussi les graines d’un fichier PSKC que rien ne protège contre une modification (sans MAC)",
  "bulk.assign": "Attribuer les clés aux titulaires que nomme le fichier",
  "bulk.waits": "Les clés attribuées attendent leur remise avant de pouvoir servir",
  "bulk.preview": "Voir l’aperçu",
  "bulk.go-on-hint": "Rien n’est encore fait. L’aperçu attend dix minutes.",
  "bulk.again": "Un autre fichier",
  "bulk.done": "{count, plural, one {# clé traitée} other {# clés traitées}}",
  "bulk.problems": "Clés inutilisables dans le fichier",
  "bulk.warnings": "À savoir",
  "bulk.rows": "Clé par clé, ce qui demande un regard d’abord",
  "bulk.codes-from": "{words}, prochain compteur {counter}",
  "bulk.fate": "Résultat",
  "bulk.more": "{count, plural, one {et # autre} other {et # autres}}",
  "bulk.empty": "Choisissez un fichier qui n’est pas vide.",
  "bulk.too-large": "Le fichier dépasse {mebibytes} Mio.",
  "bulk.gone": "L’aperçu a expiré ou a déjà servi. Choisissez de nouveau le fichier.",
  "bulk.unknown-kind": "Choisissez la forme du fichier dans la liste.",
  "bulk.unusable": "Le fichier ne peut pas être lu. En détail :",

  "finding.at": "{place} – {text}",
  "finding.line": "ligne {line}",
  "finding.value": "{text} Trouvé : « {value} ».",
  "finding.times": "{text} (× {count})",
  "finding.detail": "Message technique du lecteur de fichiers, en anglais",

  "fate.added": "{count, plural, one {clé mise en stock} other {clés mises en stock}}",
  "fate.added-and-assigned":
    "{count, plural, one {clé mise en stock et attribuée} other {clés mises en stock et attribuées}}",
  "fate.already-there":
    "{count, plural, one {clé déjà là, inchangée} other {clés déjà là, inchangées}}",
  "fate.serial-missing": "{count, plural, one {clé sans numéro} other {clés sans numéro}}",
  "fate.serial-reserved":
    "{count, plural, one {numéro réservé au service} other {numéros réservés au service}}",
  "fate.added-holder-unusable":
    "{count, plural, one {clé en stock, l’identifiant ne convient pas} other {clés en stock, les identifiants ne conviennent pas}}",
  "fate.added-holder-taken":
    "{count, plural, one {clé en stock, le titulaire a déjà une clé} other {clés en stock, les titulaires ont déjà une clé}}",
  "fate.assigned": "{count, plural, one {clé attribuée} other {clés attribuées}}",
  "fate.unknown-key": "{count, plural, one {clé inconnue} other {clés inconnues}}",
  "fate.not-in-stock": "{count, plural, one {clé pas en stock} other {clés pas en stock}}",
  "fate.identifier-unusable":
    "{count, plural, one {identifiant qui ne convient pas} other {identifiants qui ne conviennent pas}}",
  "fate.holder-outside":
    "{count, plural, one {personne qui n’est pas de vos établissements} other {personnes qui ne sont pas de vos établissements}}",
  "fate.holder-taken":
    "{count, plural, one {titulaire qui a déjà une clé} other {titulaires qui ont déjà une clé}}",
  "fate.unreadable": "{count, plural, one {clé illisible} other {clés illisibles}}",
} as const;
