#ifndef JETON_BOARD_H
#define JETON_BOARD_H

#include <stdbool.h>
#include <stdint.h>

/* What a board offers. port/atmega328p and port/host implement it; everything above is plain C. */

/* -- Time. One tick is 64 us (15625 Hz); the counter goes round every 4.19 s. */
uint16_t board_ticks(void);

/* Sleeps until the counter stands at `until` (at most half a round ahead), a byte has come or a key
   has moved; it may return early. */
void board_sleep_until(uint16_t until);

/* -- Watchdog and reset. The watchdog resets a board that has not fed it for two seconds. */
void board_feed_watchdog(void);
void board_reset(void);

/* Bits of MCUSR: 1 power-on, 2 external, 4 brown-out, 8 watchdog. 0: a boot loader took them. */
uint8_t board_reset_cause(void);
uint16_t board_reset_count(void); /* resets since the power came */

/* -- Wire: 8N1, with a buffer each way. */
typedef enum { BOARD_RATE_19200 = 0, BOARD_RATE_115200 = 1 } board_rate_t;

void board_wire_set_rate(board_rate_t rate);
bool board_wire_read(uint8_t *byte); /* false, and nothing written, when no byte waits */
uint8_t board_wire_room(void);       /* bytes that can be written now */
void board_wire_write(const uint8_t *bytes, uint8_t size); /* the caller has seen that there is room */
bool board_wire_is_idle(void);       /* everything written has left the board */
uint16_t board_wire_overruns(void);  /* bytes lost since the reset because nobody took them */
uint16_t board_wire_malformed(void); /* bytes without a stop bit, discarded */

/* -- EEPROM. A write takes 3.4 ms; until it is done, no address may be read or written. */
bool board_eeprom_is_busy(void);
uint8_t board_eeprom_read(uint16_t address);
void board_eeprom_write(uint16_t address, uint8_t value);

/* -- Keys: bit i is set while the contact of key i is closed, bounces and all. */
uint8_t board_keys(void);

/* -- Display. A build has one of the two; contrast is 0..50, backlight 0..100. */
void board_set_contrast(uint8_t contrast);
void board_set_backlight(uint8_t percent);
void board_set_led(bool is_on);
void board_set_lamps(uint8_t lamps); /* only a build with MODEL_LAMPS has some; bit i: lamp i */
void board_lcd_nibble(bool is_data, uint8_t nibble); /* HD44780, 4-bit bus */
void board_segments_write(uint8_t address, uint8_t value); /* MAX7219 register */

#endif
