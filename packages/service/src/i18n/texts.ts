import { deskActsEn } from "./desk-acts-en.ts";
import { deskActsFr } from "./desk-acts-fr.ts";
import { deskEn } from "./desk-en.ts";
import { deskFr } from "./desk-fr.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

type Texts = typeof fr & typeof deskFr & typeof deskActsFr;

/** All texts in French, of portal and help desk. */
export const french: Texts = { ...fr, ...deskFr, ...deskActsFr };

/** All texts in English. */
export const english: Readonly<Record<keyof Texts, string>> = { ...en, ...deskEn, ...deskActsEn };
