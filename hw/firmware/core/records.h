#ifndef JETON_RECORDS_H
#define JETON_RECORDS_H

#include "store.h"

/* Whether each value of a record lies in the range that this build's own commands hold it to. A right
   CRC does not say so: another model, another program or a programmer at the pins may have written it. */
bool record_is_sound(store_record_t record, const uint8_t *bytes);

#endif
