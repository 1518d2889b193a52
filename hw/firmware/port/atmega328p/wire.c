#include <avr/interrupt.h>
#include <avr/io.h>

#include "../../core/count.h"
#include "atmega328p.h"

/* A host has one command of 26 bytes outstanding. The longest pass of the loop, a code, takes 15 ms:
   what a noisy line brings meanwhile and does not fit (170 bytes at most) is counted. */
enum { RECEIVED_SIZE = 128, SENDING_SIZE = 64 };

/* Dividers with U2X: 19231 baud (+0.16 %) and 117647 baud (+2.1 %). */
enum { DIVIDER_19200 = 103, DIVIDER_115200 = 16 };

/* Two characters, one in the shift register and one behind it, take 1.04 ms at 19200 baud. The
   flag for "all sent" is not used: clearing it would disturb its register's other bits. */
enum { LEAVE_TICKS = 20 };

static volatile uint8_t received[RECEIVED_SIZE];
static volatile uint8_t received_in;
static uint8_t received_out;
static volatile uint8_t sending[SENDING_SIZE];
static uint8_t sending_in;
static volatile uint8_t sending_out;
static volatile uint16_t sent_at;
static volatile uint16_t overruns;
static volatile uint16_t malformed;

static uint16_t read_counter(const volatile uint16_t *counter);

void wire_start(void) {
  PORTD |= _BV(PORTD0); /* a pull-up: a wire that nobody drives is silent */
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00); /* 8N1 */
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

void board_wire_set_rate(board_rate_t rate) {
  UBRR0 = rate == BOARD_RATE_115200 ? DIVIDER_115200 : DIVIDER_19200;
}

bool board_wire_read(uint8_t *byte) {
  if (received_in == received_out) return false;
  *byte = received[received_out];
  received[received_out] = 0; /* it may have been of a seed */
  received_out = (uint8_t)((received_out + 1) % RECEIVED_SIZE);
  return true;
}

uint8_t board_wire_room(void) {
  const uint8_t used = (uint8_t)((uint8_t)(sending_in - sending_out) % SENDING_SIZE);
  return (uint8_t)(SENDING_SIZE - 1 - used);
}

void board_wire_write(const uint8_t *bytes, uint8_t size) {
  for (uint8_t index = 0; index < size; index++) {
    sending[sending_in] = bytes[index];
    sending_in = (uint8_t)((sending_in + 1) % SENDING_SIZE);
  }
  UCSR0B |= _BV(UDRIE0);
}

bool board_wire_is_idle(void) {
  if (sending_in != sending_out) return false;
  return (uint16_t)(board_ticks() - read_counter(&sent_at)) > LEAVE_TICKS;
}

uint16_t board_wire_overruns(void) {
  return read_counter(&overruns);
}

uint16_t board_wire_malformed(void) {
  return read_counter(&malformed);
}

bool wire_has_bytes(void) {
  return received_in != received_out;
}

ISR(USART_RX_vect) {
  const uint8_t state = UCSR0A; /* to be read before the byte, to which it belongs */
  const uint8_t byte = UDR0;
  if (state & _BV(DOR0)) count_u16((uint16_t *)&overruns);
  if (state & _BV(FE0)) {
    count_u16((uint16_t *)&malformed);
    return;
  }
  const uint8_t next = (uint8_t)((received_in + 1) % RECEIVED_SIZE);
  if (next == received_out) {
    count_u16((uint16_t *)&overruns);
    return;
  }
  received[received_in] = byte;
  received_in = next;
}

/* Always sends a byte: it is on only while there is one. */
ISR(USART_UDRE_vect) {
  UDR0 = sending[sending_out];
  sending_out = (uint8_t)((sending_out + 1) % SENDING_SIZE);
  sent_at = TCNT1;
  if (sending_out == sending_in) UCSR0B &= (uint8_t)~_BV(UDRIE0);
}

/* Two bytes that an interrupt may change between. */
static uint16_t read_counter(const volatile uint16_t *counter) {
  const uint8_t state = SREG;
  cli();
  const uint16_t value = *counter;
  SREG = state;
  return value;
}
