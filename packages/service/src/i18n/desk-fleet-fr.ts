/** The health of the keys at the help desk, in French; the rules of `fr.ts` hold. */
export const deskFleetFr = {
  "fleet.title": "Santé des clés",
  "fleet.intro":
    "{count, plural, one {# clé en stock ou en service} other {# clés en stock ou en service}}. Dans l’ensemble, elles s’écartent de {rate} ppm : c’est l’effet de la température sur toutes.",
  "fleet.cut-short":
    "{count, plural, one {Seule la première clé est examinée.} other {Seules les # premières clés sont examinées.}}",
  "fleet.none": "Il n’y a pas encore de clé.",
  "fleet.findings": "Ce qui a été trouvé",
  "fleet.nothing-found": "Rien n’a été trouvé.",
  "fleet.finding-drifting": "Dérive comme aucun quartz sain",
  "fleet.finding-clock-set": "Horloge qui semble avoir été réglée",
  "fleet.finding-battery": "Pile proche de sa fin d’après son âge",
  "fleet.cure-drifting":
    "Remplacez la clé avant l’appel de son titulaire ; si tout un lot dérive, voyez le fournisseur.",
  "fleet.cure-clock-set":
    "Un quartz ne saute pas. Demandez au titulaire si la clé a été ouverte ou hors de ses mains ; dans le doute, remplacez-la.",
  "fleet.cure-battery":
    "Préparez une nouvelle clé, et remplacez celle-ci avant que son écran ne s’éteigne.",
  "fleet.finding-count": "{words} : {count, number}",
  "fleet.shown":
    "{count, plural, one {La première est affichée ; le fichier les contient toutes.} other {Les # premières sont affichées ; le fichier les contient toutes.}}",
  "fleet.next-code": "À qui le code suivant sera demandé",
  "fleet.next-code-intro":
    "Si une clé ne sert pas d’ici là, un seul code ne suffit plus, et le suivant est demandé aussi à son titulaire.",
  "fleet.next-code-now": "dès maintenant",
  "fleet.next-code-months": "{months, plural, one {dans le mois} other {dans les # mois}}",
  "fleet.next-code-later": "plus tard",
  "fleet.unheard": "sans code encore, ou clé à compteur",
  "fleet.batches": "Lots",
  "fleet.batches-intro":
    "Un lot est formé des clés dont les numéros ne diffèrent que par leurs trois derniers caractères. Où se trouvent leurs horloges, en secondes :",
  "fleet.batch": "Lot",
  "fleet.keys": "Clés",
  "fleet.rate-median": "Dérive médiane (ppm)",
  "fleet.drifting": "Qui dérivent",
  "fleet.verdict": "Verdict",
  "fleet.verdict-drifts": "dérive",
  "fleet.verdict-sound": "sain",
  "fleet.verdict-unknown": "pas encore mesuré",
  "fleet.chart":
    "{count, plural, one {Écarts des clés de # lot : la barre contient huit clés sur dix, le repère est la médiane.} other {Écarts des clés de # lots : chaque barre contient huit clés sur dix, son repère est la médiane.}}",
  "fleet.chart-batch": "{batch} : de {low} à {high} s, médiane {median} s",
  "fleet.offset": "Écart (s)",
  "fleet.offset-min": "Écart min (s)",
  "fleet.offset-max": "Écart max (s)",
  "fleet.rate-min": "Dérive min (ppm)",
  "fleet.rate-max": "Dérive max (ppm)",
  "fleet.rate": "Dérive (ppm)",
  "fleet.rate-since": "Dérive mesurée depuis",
  "fleet.passes-until": "Code suivant demandé à partir du",
  "fleet.first-seen": "Vue depuis",
  "fleet.battery-end": "Fin de la pile",
  "fleet.finding": "Constat",
  "fleet.interval": "{min} à {max}",
  "fleet.set-by": "{since}, de {seconds} s",
  "fleet.export": "Télécharger toutes les clés (CSV)",
} as const;
