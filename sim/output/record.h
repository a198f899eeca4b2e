/* record.h: run.json, the record of a run: what was run, with what, what came out and how sure the
 * figures are.
 *
 * Everything in it is the same for equal runs except the last member, "execution" (time, seconds,
 * threads, command line).
 *
 * "settings" holds every key of the scenario file that was given, by the user, by England's file or
 * by default, with the names, order and units of scenario files: it is a walk over the rows of
 * field.h. A key that was left out is not there; a number that --publish hides is null. A list is
 * an array of objects. An uncertain number is the name of a member of "quantities", where it stands
 * in full, money in pounds. What CSV tables hold is there only where a key can say it too; their
 * SHA-256 is among the input files. */
#ifndef RECORD_H
#define RECORD_H

#include "bytes.h"
#include "engine.h"
#include "folder.h"
#include "json_build.h"
#include "suppress.h"

/* sha256 "": left out (suppress.h). */
struct record_file {  /* something the run read */
    const char *name; /* borrowed; in inputs/ (input_names.h) */
    char sha256[DIGEST_HEX];
};

/* What was asked for beside the file and --set: with the inputs, all that makes a run. */
struct record_options {
    double simulations, seed; /* NAN: the file's */
    double precision_gbp_m;   /* 0: all simulations */
    size_t n_compared;
    bool each, real, plain_charts;
    const char *charts;   /* borrowed; "none", "svg", "all" */
    double small_numbers; /* --publish; at most 1: nothing is left out */
};

struct record { /* everything borrowed */
    const struct results *results;
    const char *scenario_file;            /* its name among the inputs */
    const struct record_options *options; /* NULL: not said */
    const struct record_file *input;
    size_t n_input;
    const char *const *override;
    size_t n_override;           /* "path=value" of each --set */
    const struct folder *folder; /* its list of files is recorded */
    const char *const *note;
    size_t n_note;                   /* what is said beside the plan's own notes */
    const struct suppress *suppress; /* small numbers left out; NULL: none */
    /* execution: may differ between equal runs */
    const char *started; /* "2026-07-05T09:30:00Z" */
    double seconds;
    unsigned n_thread;
    const char *const *argument;
    size_t n_argument; /* the command line */
};

/* The text of run.json; owned by the caller (free). */
HR_CHECKED int record_text(const struct record *self, char **text, struct hr_err *err);

/* Its last member, "execution", put into root: of self, what the struct lists last. */
void record_execution(struct json_build *build, json_t *root, const struct record *self);

/* Its member "settings", put into root. suppress: NULL when nothing is left out; elsewhere: the
 * folder of files that are named by an absolute path. */
void record_settings(struct json_build *build, json_t *root, const struct inputs *in,
                     const struct suppress *suppress, const char *elsewhere);

/* The text of SHA256SUMS: program, version, seed and the inputs' SHA-256 in comment lines, then one
 * line for every file but run.json (which is written later and holds the SHA-256 of SHA256SUMS), as
 * `sha256sum -c` reads it. The CSV files themselves stay plain tables; this is what ties each of
 * them to its run, with the same in run.json. */
HR_CHECKED int record_checksums(const struct record *self, char **text, struct hr_err *err);

#endif
