import { deskActsEn } from "./desk-acts-en.ts";
import { deskActsFr } from "./desk-acts-fr.ts";
import { deskBulkEn } from "./desk-bulk-en.ts";
import { deskBulkFr } from "./desk-bulk-fr.ts";
import { deskEn } from "./desk-en.ts";
import { deskFleetEn } from "./desk-fleet-en.ts";
import { deskFleetFr } from "./desk-fleet-fr.ts";
import { deskFr } from "./desk-fr.ts";
import { deskKeyFilesEn } from "./desk-key-files-en.ts";
import { deskKeyFilesFr } from "./desk-key-files-fr.ts";
import { deskLettersEn } from "./desk-letters-en.ts";
import { deskLettersFr } from "./desk-letters-fr.ts";
import { deskManyEn } from "./desk-many-en.ts";
import { deskManyFr } from "./desk-many-fr.ts";
import { deskPeopleEn } from "./desk-people-en.ts";
import { deskPeopleFr } from "./desk-people-fr.ts";
import { deskPeopleImportEn } from "./desk-people-import-en.ts";
import { deskPeopleImportFr } from "./desk-people-import-fr.ts";
import { deskScopeEn } from "./desk-scope-en.ts";
import { deskScopeFr } from "./desk-scope-fr.ts";
import { deskSecondKeyEn } from "./desk-second-key-en.ts";
import { deskSecondKeyFr } from "./desk-second-key-fr.ts";
import { deskSpareCodesEn } from "./desk-spare-codes-en.ts";
import { deskSpareCodesFr } from "./desk-spare-codes-fr.ts";
import { deskTicketsEn } from "./desk-tickets-en.ts";
import { deskTicketsFr } from "./desk-tickets-fr.ts";

type DeskTexts = typeof deskFr &
  typeof deskActsFr &
  typeof deskBulkFr &
  typeof deskFleetFr &
  typeof deskKeyFilesFr &
  typeof deskManyFr &
  typeof deskLettersFr &
  typeof deskPeopleFr &
  typeof deskScopeFr &
  typeof deskPeopleImportFr &
  typeof deskSecondKeyFr &
  typeof deskSpareCodesFr &
  typeof deskTicketsFr;

/** All texts of the help desk in French. */
export const frDesk: DeskTexts = {
  ...deskFr,
  ...deskActsFr,
  ...deskBulkFr,
  ...deskFleetFr,
  ...deskKeyFilesFr,
  ...deskManyFr,
  ...deskLettersFr,
  ...deskPeopleFr,
  ...deskScopeFr,
  ...deskPeopleImportFr,
  ...deskSecondKeyFr,
  ...deskSpareCodesFr,
  ...deskTicketsFr,
};

/** All texts of the help desk in English. */
export const enDesk: Readonly<Record<keyof DeskTexts, string>> = {
  ...deskEn,
  ...deskActsEn,
  ...deskBulkEn,
  ...deskFleetEn,
  ...deskKeyFilesEn,
  ...deskManyEn,
  ...deskLettersEn,
  ...deskPeopleEn,
  ...deskScopeEn,
  ...deskPeopleImportEn,
  ...deskSecondKeyEn,
  ...deskSpareCodesEn,
  ...deskTicketsEn,
};
