/* err.h: the one way to fail.
 *
 * A function that can fail returns int: 0, or one of the negative codes below, and is marked
 * HR_CHECKED. The sentence is written once, where the fault happens, with the values, by hr_fail,
 * which returns the code. Callers pass it up (`goto out`), and only the commands print. hr_bug is
 * for the impossible: it names the place and aborts, in every build.
 *
 * Messages take git's form: what is wrong first, lower case, names in single quotes, no full stop
 * at the end. Thread-safety: a struct hr_err belongs to one thread; there is no global state. */
#ifndef HR_ERR_H
#define HR_ERR_H

#define HR_CHECKED __attribute__((warn_unused_result))
#define HR_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

enum hr_code {
    HR_OK = 0,
    HR_ENOMEM = -1,     /* memory ran out */
    HR_EUSAGE = -2,     /* wrong command line: exit status 2 */
    HR_ESCENARIO = -3,  /* scenario or data invalid: exit status 3 */
    HR_EWRITE = -4,     /* cannot write: exit status 4 */
    HR_ERANGE = -5,     /* a number outside what the method allows */
    HR_EIO = -6,        /* cannot read */
    HR_EINTERRUPT = -7, /* stopped by the user: exit status 130 */
    HR_EMODEL = -8,     /* a replicate broke an invariant or could not go on */
};

struct hr_err {
    int code;        /* HR_OK, or why it failed */
    char text[1024]; /* the sentence; ends in "..." if it was too long */
};

/* Writes the sentence and returns code. A NULL err only returns code. */
int hr_fail(struct hr_err *err, int code, const char *fmt, ...) HR_PRINTF(3, 4);

/* Says file:line and the sentence on stderr and aborts. Survives NDEBUG. */
#define hr_bug(...) hr_bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void hr_bug_at(const char *file, int line, const char *fmt, ...) HR_PRINTF(3, 4);

#endif
