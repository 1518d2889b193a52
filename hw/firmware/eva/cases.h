#ifndef JETON_CASES_H
#define JETON_CASES_H

/* The cases that EVA goes through one by one, where what is true of one value depends on another. */

extern int said_length; /* of the command that is being answered */
extern int said_case;   /* kinds of commands, and of places of a seed's part */
extern int sent_length; /* of the frame that is being sent */
extern int period_case; /* which bytes of the stored seed's period are zero */

void before_seed(void);

#endif
