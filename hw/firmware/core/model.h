#ifndef JETON_MODEL_H
#define JETON_MODEL_H

/* What distinguishes the builds: the name that command 1 returns (sixteen characters: model, hardware
   and firmware version) and what a program expects of a board with that name (hw/PROTOCOL.md,
   "Models"). By default the board says what it is; MODEL_CFA631, MODEL_CFA633 and MODEL_CFA635 are for
   programs that talk only to boards whose name they know. */

#if defined MODEL_CFA631
#define MODEL_VERSION "CFA631:h1.0,v1.0"
#elif defined MODEL_CFA633
#define MODEL_VERSION "CFA633:h1.5,k1.7"
#elif defined MODEL_CFA635
#define MODEL_VERSION "CFA635:h1.0,v1.0"
#elif defined DISPLAY_MAX7219
#define MODEL_VERSION "JETON8:h1.0,f1.0"
#else
#define MODEL_VERSION "JETON1:h1.0,f1.0"
#endif

/* Two models have a KS0073. Its table of characters and its widths are theirs on eight digits as well. */
#if defined MODEL_CFA631 || defined MODEL_CFA635
#define MODEL_HAS_KS0073_TABLE
#ifndef DISPLAY_MAX7219
#define DISPLAY_KS0073
#endif
#define MODEL_READY "ready 115200 baud"
enum {
  MODEL_COLUMNS = 20,
  MODEL_CONTRAST_MAX = 254,
  MODEL_CONTRAST_MIDDLE = 120,
  MODEL_STARTS_FAST = 1,
  MODEL_BLOCK = 0xD6, /* the character that is all dark */
  MODEL_UNDERSCORE = 0xC4
};
#else
#define MODEL_READY "ready 19200 baud"
enum {
  MODEL_COLUMNS = 16,
  MODEL_CONTRAST_MAX = 50,
  MODEL_CONTRAST_MIDDLE = 16,
  MODEL_STARTS_FAST = 0,
  MODEL_BLOCK = 0xFF,
  MODEL_UNDERSCORE = '_'
};
#endif

#ifdef MODEL_CFA635
enum { MODEL_LINES = 4, MODEL_LAMPS = 8 };
#else
enum { MODEL_LINES = 2, MODEL_LAMPS = 0 };
#endif

/* Keys at the corners of the display; else six. */
#ifdef MODEL_CFA631
enum { MODEL_HAS_CORNER_KEYS = 1 };
#else
enum { MODEL_HAS_CORNER_KEYS = 0 };
#endif

enum { MODEL_VERSION_SIZE = sizeof MODEL_VERSION - 1 };

_Static_assert(MODEL_VERSION_SIZE == 16, "hw/PROTOCOL.md: the version has sixteen characters");

#endif
