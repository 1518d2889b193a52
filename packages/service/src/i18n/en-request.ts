import type { frRequest } from "./fr-request.ts";

/** The form that writes to the help desk, in English. */
export const enRequest: Readonly<Record<keyof typeof frRequest, string>> = {
  "request.title": "Write to the help desk",
  "request.intro": "All fields are required, except those marked “optional”.",
  "request.first": "Your trouble may have its answer already:",
  "request.first-link": "see the help pages",
  "request.never":
    "Write no PIN, password or PASSCODE here: the help desk does not need them. Hide them on a screenshot.",
  "request.who": "Who are you?",
  "request.where": "How can we answer you?",
  "request.what": "Your trouble",
  "request.optional": "(optional)",
  "request.name": "Last name",
  "request.firstName": "First name",
  "request.role": "Role",
  "request.role-hint": "For example: primary school teacher, bursar, head of department.",
  "request.school": "Department or school",
  "request.school-hint": "With the town, or the number of the school if you know it.",
  "request.email": "Work e-mail address",
  "request.email-hint": "Your academic address, such as firstname.lastname@example.fr",
  "request.phone": "Phone",
  "request.hours": "When can we call you?",
  "request.hours-hint": "For example: Monday and Thursday, from 12 to 2 p.m.",
  "request.subject": "Subject",
  "request.subject-hint": "In a few words. For example: login refused since Monday.",
  "request.subject-refused": "Log-in refused",
  "request.subject-pin": "PIN forgotten",
  "request.subject-lost": "Key lost, stolen or broken",
  "request.subject-blank": "The key’s display stays blank or cannot be read",
  "request.subject-first-use": "First log-in with a new key",
  "request.subject-identifier": "Identifier not known",
  "request.subject-application": "An application does not open",
  "request.description": "Description",
  "request.description-hint":
    "What you did, what happened, since when. Copy the error messages word by word.",
  "request.accounts": "Accounts concerned",
  "request.accounts-hint": "The identifier or identifiers with which the login fails.",
  "request.keyNumber": "Number of the key",
  "request.keyNumber-hint": "It is engraved on the back of the key.",
  "request.files": "Screenshots",
  "request.files-hint":
    "{files, plural, one {# file} other {# files}} at most, of {mebibytes} MiB each: PNG, JPEG or PDF.",
  "request.submit": "Send my request",
  "request.problems":
    "{count, plural, one {One field needs to be corrected} other {# fields need to be corrected}}",
  "request.problem-of": "{field}: {problem}",
  "request.files-again": "Choose your files again: the browser does not keep them.",
  "request.email-problem":
    "This address is not complete. Give it in the form firstname.lastname@example.fr",
  "request.file-empty": "“{name}” is empty. Choose another file.",
  "request.file-too-large": "“{name}” is too large. Choose a file of {mebibytes} MiB at most.",
  "request.file-unknown-type":
    "“{name}” is neither a PNG or JPEG picture nor a PDF. Save it in one of these formats.",
  "request.file-damaged": "“{name}” is incomplete or damaged. Save it again, then choose it.",
  "request.file-too-many-pixels":
    "“{name}” is too large a picture. Make it smaller, or keep only the part that matters.",
  "request.file-active-pdf":
    "“{name}” is a PDF that holds programs, files, links to files or a password. Make a screenshot of it.",
  "request.file-unreadable-pdf":
    "“{name}” is a PDF that cannot be checked. Make a screenshot of it.",
  "request.files-too-many": "Too many files. Choose {files} at most.",
  "request.too-large":
    "What was sent is too large: {mebibytes} MiB at most in all. Nothing was stored.",
  "request.unreadable": "The form received cannot be read. Nothing was stored.",
  "request.cure": "Open the form again and fill it in once more, with smaller files.",

  "request.busy-title": "The help desk cannot take your request now",
  "request.busy":
    "Many requests are arriving at the moment, or several have come from here already. Nothing was stored.",
  "request.busy-cure":
    "{minutes, plural, one {Try again in a minute.} other {Try again in # minutes.}} If it is urgent, phone the help desk.",
  "go.request": "Back to the form",

  "sent.title": "Your request is sent",
  "sent.number": "Number of your request",
  "sent.keep": "Note this number: the help desk will ask for it if you call.",
  "sent.next":
    "The help desk will answer to the e-mail address that you gave. It will ask for no PIN and no password.",
  "sent.another": "Back to assistance",
};
