#ifndef JETON_VERSION_H
#define JETON_VERSION_H

/* Sixteen characters, as the bought boards answer: model, hardware and firmware version. By
   default the board says what it is; VERSION_COMPATIBLE is for programs that talk only to boards
   whose name they know. */

#if defined VERSION_COMPATIBLE
#define VERSION_TEXT "CFA633:h1.5,k1.7"
#elif defined DISPLAY_MAX7219
#define VERSION_TEXT "JETON8:h1.0,f1.0"
#else
#define VERSION_TEXT "JETON1:h1.0,f1.0"
#endif

enum { VERSION_SIZE = sizeof VERSION_TEXT - 1 };

_Static_assert(VERSION_SIZE == 16, "hw/PROTOCOL.md: the version has sixteen characters");

static const char version_text[] = VERSION_TEXT;

#endif
