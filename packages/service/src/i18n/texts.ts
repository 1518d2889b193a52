import { deskActsEn } from "./desk-acts-en.ts";
import { deskActsFr } from "./desk-acts-fr.ts";
import { deskBulkEn } from "./desk-bulk-en.ts";
import { deskBulkFr } from "./desk-bulk-fr.ts";
import { deskEn } from "./desk-en.ts";
import { deskFr } from "./desk-fr.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

type Texts = typeof fr & typeof deskFr & typeof deskActsFr & typeof deskBulkFr;

/** All texts in French, of portal and help desk. */
export const french: Texts = { ...fr, ...deskFr, ...deskActsFr, ...deskBulkFr };

/** All texts in English. */
export const english: Readonly<Record<keyof Texts, string>> = {
  ...en,
  ...deskEn,
  ...deskActsEn,
  ...deskBulkEn,
};
