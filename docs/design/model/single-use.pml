/*
 * Single use across failovers: a model in Promela, for the model checker Spin. README.md beside it
 * explains it to readers who have never seen Promela.
 *
 * One key. Two validators answer three requests. The environment lets time pass, replicates, and
 * fails over twice. Spin tries every order of their steps and every choice below.
 *
 * Each mutation takes one rule away: `spin -DNO_FLOOR -a single-use.pml`. Spin must then find an
 * error. The names of the mutations are those behind `#ifdef` and `#ifndef`.
 */

#ifndef REQUESTS
#define REQUESTS 3
#endif
#define FAILOVERS 2
#define WINDOW 1    /* at step `now` the codes of now - 1 to now + 1 pass */
#define LAST_NOW 1  /* time is step 0 or 1, so that only the codes of steps 1 and 2 matter */

mtype = { accepted, refused };
#define none 0

/* What one server has on its disk. The arrays are by attempt id, 0 or 1. */
typedef Disk {
  byte revision;    /* of the key's record */
  byte last;        /* lastStep: this step and those before it are spent */
  byte floor;       /* the same for all keys at once, raised after a failover */
  byte history;     /* the engine's history with which the floor was last compared */
  byte code[2];     /* the code that was presented with this attempt id */
  mtype answer[2]   /* what was decided; none: the attempt is not known */
};

Disk primary;
Disk standby;       /* or a backup: it is at any earlier moment */
byte engine = 0;    /* the history that the engine itself tells: system identifier and timeline */
byte now = 0;
byte requests = REQUESTS;

/* For the claims only; no validator reads these. */
bool isTold[3];                 /* by code: a decision "accepted" was told */
byte winner[3];                 /* by code: 1 + the attempt that was told "accepted" */
bool isTaken[6];                /* by attempt and code: a server wrote "accepted" */
mtype told[6];                  /* by attempt and code: the answer */

#ifdef NO_FLOOR
#define SET_WITHOUT_HISTORY
#endif

#define at(attempt, code) ((attempt) * 3 + (code))

inline copy(to, from) {
  to.revision = from.revision;
  to.last = from.last;
  to.floor = from.floor;
  to.history = from.history;
  to.code[0] = from.code[0];
  to.code[1] = from.code[1];
  to.answer[0] = from.answer[0];
  to.answer[1] = from.answer[1]
}

/* How a write on the primary ends for the validator that sent it. */
inline finishCommit() {
  if
#ifndef SYNCHRONOUS
  :: isKnown = true                           /* replication is asynchronous */
#endif
  :: copy(standby, primary); isKnown = true   /* the commit waited for the standby */
#ifndef PATIENT
  :: isKnown = false                          /* the wait was cancelled, or the connection broke */
#endif
  fi
}

/* The claims, checked with each answer. `-DLAW=2` checks those of law 2 only. */
#ifndef LAW
#define LAW 0
#endif

inline tell(answer_, isDecision) {
  printf("V%d tells attempt %d: %e\n", _pid + 1, attempt + 1, answer_);
  if
  :: answer_ == accepted ->
#if LAW == 0 || LAW == 12
    /* Law 12: "accepted" is true. */
    assert(isTaken[at(attempt, code)]);
#endif
#if LAW == 0 || LAW == 2
    /* Law 2: no step is accepted twice, neither for two attempts nor by two decisions. */
    assert(winner[code] == 0 || winner[code] == attempt + 1);
    assert(!(isDecision && isTold[code]));
#endif
    winner[code] = attempt + 1;
    isTold[code] = isTold[code] || isDecision
  :: else
  fi;
#if LAW == 0 || LAW == 11
  /* Law 11: one attempt, one answer. */
  assert(told[at(attempt, code)] == none || told[at(attempt, code)] == answer_);
#endif
  told[at(attempt, code)] = answer_
#ifdef WITNESS
  /* No claim: this error must be found, or the model accepts nothing after a failover. */
  ; assert(!(isDecision && answer_ == accepted && engine == FAILOVERS && isTold[3 - code]))
#endif
}

/* Forgets a request that was answered, so that equal states look equal to Spin. */
inline finish() {
  attempt = 0; code = 0; moment = 0; revision = 0; last = 0; history = 0;
  engineSeen = 0; decision = 0; isKnown = false
}

active [2] proctype Validator() {
  byte attempt, code;
  byte moment;                          /* by this validator's clock */
  byte revision, last, history;  /* as loaded */
  byte engineSeen;                      /* as the engine told in the same statement */
  mtype decision;
  bool isKnown;

end_idle:
  /* A request: any attempt id with any code. A retry is the same request once more. */
  atomic {
    requests > 0;
    requests--;
    select(attempt : 0 .. 1);
    select(code : 1 .. 2);
    printf("V%d is asked: attempt %d, code of step %d\n", _pid + 1, attempt + 1, code)
  }

load:
  moment = now;
  atomic {
    revision = primary.revision;
    last = primary.last;
    history = primary.history;
    engineSeen = engine;
    printf("V%d loads revision %d, lastStep %d; its clock said step %d\n", _pid + 1, revision,
      last, moment);
#ifndef NO_FLOOR
    if
    :: history != engineSeen -> goto raise
    :: else
    fi;
#endif
    if
#ifndef DECIDE_ANEW
    :: primary.answer[attempt] != none ->     /* this attempt was answered before */
      if
#ifndef UNBOUND_ANSWER
      :: primary.code[attempt] != code        /* the same id with other content is refused */
#endif
      :: else -> tell(primary.answer[attempt], false)
      fi;
      finish();
      goto end_idle
#endif
    :: else
    fi;
    decision = (code + WINDOW >= moment && code <= moment + WINDOW && code > last &&
      code > primary.floor -> accepted : refused)
  }

  /*
   * One compare-and-set, how it ends, and the answer. A slow answer is none of its own: the claims
   * do not depend on the order in which answers arrive.
   */
  atomic {
    if
    :: (primary.revision == revision
#ifndef SET_WITHOUT_HISTORY
#ifndef SET_WITHOUT_LOADED_HISTORY
      && history == engine
#endif
      && primary.history == engine
#endif
      ) ->
      primary.revision++;
      primary.last = (decision == accepted -> code : last);
      primary.code[attempt] = code;
      primary.answer[attempt] = decision;
      isTaken[at(attempt, code)] = isTaken[at(attempt, code)] || decision == accepted;
      printf("V%d writes revision %d with %e\n", _pid + 1, primary.revision, decision);
      finishCommit()
    :: else -> goto load                   /* a lost race */
#ifndef PATIENT
    :: isKnown = false                     /* the connection broke before the server wrote */
#endif
    fi;
    if
    :: isKnown -> tell(decision, true)
#ifdef UNKNOWN_IS_ACCEPTED
    :: else -> tell(decision, true)
#else
    :: else                                /* 503: "the outcome is not known, ask again" */
#endif
    fi;
    finish();
    goto end_idle
  }

raise:
#ifndef EARLY_CLOCK
  moment = now;     /* the clock is read after the failover was noticed */
#endif
  /* The new history and the floor, in one compare-and-set. Whoever loses it loads again. */
  atomic {
    if
    :: (primary.history == history
#ifndef RAISE_WITHOUT_ENGINE
      && engine == engineSeen
#endif
      ) ->
      primary.history = engine;
#ifdef NO_WINDOW
      primary.floor = (moment > primary.floor -> moment : primary.floor);
#else
      primary.floor = (moment + WINDOW > primary.floor -> moment + WINDOW : primary.floor);
#endif
      printf("V%d raises the floor to %d\n", _pid + 1, primary.floor);
      finishCommit()
    :: else
    fi;
    goto load
  }
}

/* A failover that loses what was stored of an attempt ends the promise of law 11 for it. */
inline forget(attempt_) {
  if
  :: primary.answer[attempt_] != standby.answer[attempt_] ||
    primary.code[attempt_] != standby.code[attempt_] ->
    told[at(attempt_, 1)] = none;
    told[at(attempt_, 2)] = none
  :: else
  fi
}

init {
  /* The environment. */
end_environment:
  do
  :: atomic { now < LAST_NOW -> now++; printf("TIME: step %d\n", now) }
  :: atomic { engine < FAILOVERS ->
      forget(0);
      forget(1);
      copy(primary, standby);
      engine++;
      printf("FAILOVER: the standby serves, with revision %d, lastStep %d\n",
        primary.revision, primary.last) }
  :: atomic { engine < FAILOVERS -> copy(standby, primary);
      printf("REPLICATED: revision %d\n", standby.revision) }
  od
}
