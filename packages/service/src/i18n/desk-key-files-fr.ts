/**
 * What the readers of key files find, in French; the rules of `fr.ts` hold. `findingWords` does not
 * compile when a code of theirs has no text.
 */
export const deskKeyFilesFr = {
  "found.KEY_FILE_MALFORMED":
    "Le fichier n’est pas ce qu’il prétend être : texte qui n’est pas en UTF-8, XML ou CSV abîmé, colonne ou élément qui manque. Vérifiez la forme choisie, ou demandez un nouveau fichier.",
  "found.KEY_FILE_COLUMNS":
    "Les colonnes ne disent pas de quoi dépendent les codes de ces clés. Nommez-les serial, seed (ou « seed hex », « seed base32 »), kind (totp, hotp ou ocra), suite, counter, algorithm, digits, periodSeconds, t0Seconds, holder, issuer, friendlyName, manufacturer ou model, une seule fois chacune, et supprimez les autres ; ou utilisez la commande « jeton keys import » avec une description des colonnes (--layout).",
  "found.KEY_FILE_KIND":
    "Le fichier n’a pas la forme choisie. Choisissez « reconnue au contenu », ou celle qu’il a.",
  "found.KEY_FILE_UNSUPPORTED":
    "Le fichier est entier, mais fait ou chiffré d’une façon qui n’est pas connue ici. Demandez-le sous une autre forme.",
  "found.KEY_FILE_LOCKED":
    "Le secret du fichier manque, n’est pas de la bonne sorte ou n’est pas le bon ; ou le fichier a été modifié. Donnez le mot de passe ou la clé qui vont avec lui.",
  "found.KEY_FILE_UNWRITABLE": "Cette forme de fichier ne peut pas contenir cette clé.",

  "found.seed-missing": "La clé n’a pas de graine dans ce fichier, ou seulement un renvoi.",
  "found.seed-empty": "La graine est vide.",
  "found.seed-malformed":
    "La graine n’est pas écrite comme le veut ce fichier : en hexadécimal (CSV, usersfile), base32 (otpauth) ou base64 (PSKC).",
  "found.seed-too-long": "La graine dépasse 1024 octets.",
  "found.counter-missing":
    "Cette clé compte ses codes (HOTP), mais le fichier ne dit pas son compteur. Sans lui, des codes déjà utilisés pourraient repasser.",
  "found.counter-unsupported": "Le compteur d’une clé doit être un nombre entier de 0 à 2^52.",
  "found.kind-unknown":
    "La sorte de clé n’est pas connue. Il faut une clé à horloge (TOTP), à compteur (HOTP) ou qui répond à des défis (OCRA).",
  "found.code-form-unsupported":
    "Les codes de cette clé ne sont pas de simples chiffres, ou portent un chiffre de contrôle.",
  "found.algorithm-unknown": "L’algorithme n’est pas connu. Il faut SHA-1, SHA-256 ou SHA-512.",
  "found.digits-unsupported": "Un code doit avoir de 6 à 10 chiffres.",
  "found.period-unsupported": "La période doit être de 15 à 86 400 secondes.",
  "found.suite-missing":
    "Cette clé répond à des défis (OCRA), mais le fichier ne dit pas sa suite.",
  "found.suite-unsupported":
    "La suite ne convient pas. Il en faut une comme OCRA-1:HOTP-SHA256-8:C-QN08 : 6 chiffres ou plus, soit un compteur (C), soit un pas de temps (T) de 15 s à un jour, sans PIN (P) ni session (S).",
  "found.suite-differs":
    "Le fichier dit ici autre chose que la suite de la clé. Corrigez ce qui est faux.",
  "found.number-malformed": "Ce n’est pas un nombre entier écrit en chiffres.",
  "found.date-malformed":
    "Ce n’est pas une date de 1970 à 9999, écrite comme 2026-01-31T00:00:00Z.",
  "found.name-malformed":
    "Le nom ne convient pas : de 1 à 256 caractères, sans caractère de commande.",
  "found.serial-missing": "La clé n’a pas de numéro dans ce fichier.",
  "found.serial-malformed":
    "Le numéro ne convient pas : de 1 à 64 lettres, chiffres ou signes ASCII, sans blanc.",
  "found.serial-repeated":
    "Une clé plus haut dans le fichier porte déjà ce numéro ; celle-là est gardée.",
  "found.field-repeated": "Ce champ est donné deux fois.",
  "found.field-missing": "Ce champ manque.",
  "found.line-malformed": "La ligne n’a pas le nombre de champs voulu.",
  "found.uri-malformed":
    "L’adresse n’est pas de la forme otpauth://totp/NOM?secret=…, ou un signe « % » y est abîmé.",
  "found.uri-escaped":
    "Les « & » de l’adresse ont été transformés pour une page web : remplacez chaque « &amp; » par « & », ou reprenez l’adresse d’origine.",
  "found.parameter-misspelt":
    "Ce paramètre semble décider des codes, sous un nom que le format ne connaît pas : algorithm, digits, period ou counter est attendu.",
  "found.spreadsheet-damage":
    "Un tableur a abîmé cette valeur. Rouvrez le fichier d’origine en important la colonne comme du texte, ou donnez le fichier du fabricant tel quel.",
  "found.mac-missing":
    "Rien ne protège la valeur chiffrée contre une modification : elle n’est pas prise, à moins de le permettre dans le formulaire.",
  "found.mac-wrong":
    "La valeur a été modifiée depuis que le fichier a été fait : elle n’est pas prise. Demandez un nouveau fichier.",
  "found.encryption-unsupported": "Le chiffrement n’est pas connu. Il faut AES-CBC.",
  "found.value-malformed":
    "La valeur ne peut pas être lue une fois déchiffrée, ou est trop grande.",

  "found.seed-short": "La graine est courte : moins de 16 octets (RFC 4226).",
  "found.seed-lower-case": "La graine est écrite en minuscules ; elle est prise.",
  "found.seed-padding-missing": "Les signes « = » manquent au bout de la graine ; elle est prise.",
  "found.seed-trailing-bits": "Des bits en trop au bout de la graine ont été laissés de côté.",
  "found.seed-blanks": "Des blancs ou des tirets coupent la graine ; elle est prise.",
  "found.seed-encoding-found":
    "L’en-tête ne dit pas comment les graines sont écrites ; elles ne peuvent l’être que d’une façon, qui est prise.",
  "found.algorithm-spelling": "L’algorithme est nommé autrement que d’habitude ; il est compris.",
  "found.algorithm-assumed": "L’algorithme n’est pas dit : SHA-1 est pris.",
  "found.export-incomplete":
    "Il manque des codes QR de l’export ; les clés de ceux qui sont là sont prises.",
  "found.names-lower-case":
    "Les noms des éléments sont en minuscules, comme les écrit privacyIDEA ; ils sont compris.",
  "found.digits-assumed": "Le nombre de chiffres n’est pas dit : 6 est pris.",
  "found.period-assumed": "La période n’est pas dite : 30 secondes sont prises.",
  "found.zone-assumed": "La date ne dit pas son fuseau : UTC est pris.",
  "found.issuer-differs":
    "L’émetteur n’est pas celui que dit l’étiquette ; celui du paramètre est pris.",
  "found.holder-missing": "Le titulaire n’est pas nommé.",
  "found.holder-with-colon": "Le nom du titulaire contient un deux-points.",
  "found.plus-as-blank": "Un « + » est pris pour un blanc.",
  "found.parameter-case": "Le nom du paramètre n’est pas en minuscules ; il est compris.",
  "found.parameter-unknown": "Le paramètre n’est pas connu ; il est laissé de côté.",
  "found.field-repeated-alike": "Ce champ est donné deux fois, avec la même valeur.",
  "found.field-ignored": "Ce champ ne sert pas ici ; il est laissé de côté.",
  "found.state-ignored":
    "Ce qu’un serveur a noté (écart, dernier code) n’est pas repris : ce code-là pourrait passer encore une fois ici.",
  "found.pin-ignored": "Un code PIN n’est jamais repris : le titulaire choisit le sien.",
  "found.policy-ignored": "Le fichier demande une règle que rien n’applique ici.",
  "found.serial-from-id": "Le numéro n’est pas donné : l’Id de la clé le remplace.",
  "found.serial-with-id":
    "Cet appareil a plusieurs clés : le numéro de chacune est celui de l’appareil, suivi de l’Id de la clé.",
  "found.key-name-missing":
    "Le fichier ne dit pas quelle clé l’ouvre : celle qui a été donnée est prise.",
  "found.integer-length": "Un nombre chiffré n’a pas 4 ou 8 octets ; il est compris.",
  "found.mac-unverified": "Rien ne protège la valeur chiffrée contre une modification.",
  "found.secret-unprotected": "La graine est en clair dans un fichier qui devrait la chiffrer.",
  "found.signature-unverified":
    "Le fichier est signé, mais la signature n’a pas été vérifiée : il doit venir par une voie sûre.",
  "found.columns-unmapped": "Des colonnes ne servent pas ici ; elles sont laissées de côté.",
} as const;
