/* scenario.h: a scenario file, read and checked.
 *
 *   struct scenario scenario;
 *   ret = scenario_load("kingston-2021.cfg", set, n_set, &scenario, &err);
 *   if (ret == HR_ESCENARIO)
 *       for (size_t i = 0; i < scenario.faults.n; i++)
 *           fprintf(stderr, "%s: %s\n", scenario.faults.item[i].where,
 *           scenario.faults.item[i].text);
 *   else if (ret == 0)
 *       ... model_make(&model, &scenario.inputs, &err) ...
 *   scenario_release(&scenario);          always, also after a failure, and after model_release
 *
 * Everything wrong is reported at once, sorted by file and line. What the file leaves out comes
 * from England's defaults (scenarios/england.cfg, embedded) and then from the fields'. A
 * quantity's name is its dotted path, with the elements of a list named by their id, setting, year
 * or age: "prices.independent.fee_gbp", "joiners.growth.first", "lines.therapies.amount_gbp_m".
 * Money in inputs is pounds.
 *
 * `set` holds "path=value" texts as --set takes them: the value in libconfig syntax, the path as
 * above and as deep as one likes ("prices.independent.fee_gbp.central=60000",
 * "grant.known.2021/22.amount_gbp_m=26", "thresholds=( )"). They come before the file. A path that
 * names nothing that was read is a fault. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "arena.h"
#include "fault.h"
#include "inputs.h"
#include "field.h"
#include "source.h"

struct provenance { /* where a number comes from; NULL: not said */
    const char *source, *source_date, *confidence, *owner, *note;
};

/* A key that was read, in reading order, wherever its value came from. */
struct scenario_key {
    const char *path;  /* "prices.independent.fee_gbp" */
    const char *where; /* "kingston.cfg:31", "england.cfg:12", "--set", "default" */
    const struct field *row;
    double value; /* of COUNT, NUMBER, WHOLE: as typed, in the key's own unit; NAN for all others */
    const double *each;     /* of NUMBERS: row->length of them; NULL for all others */
    struct provenance from; /* of COUNT, NUMBER, NUMBERS (a quantity has its own) */
};

/* A key that the file leaves to its default, where that default used to be another (BEFORE in
 * field_rows.h): each key once, however many elements of a list leave it out. */
struct changed_default {
    const char *path;        /* "grant.growth", "lines.growth": without the names of elements */
    const struct field *row; /* row->before: what it used to mean */
    const char *applies;     /* "England's 0.02", "0"; "": nothing */
    bool listed;             /* a key of a list's elements, n of which leave it out; else n is 1 */
    size_t n;
};

struct scenario {
    struct inputs inputs;
    struct faults faults;    /* sorted; empty when loading succeeded */
    struct faults notes;     /* what is right but will have no effect; in reading order */
    struct faults questions; /* numbers that are hardly possible beside the others (slips.h);
                                looked for where there are no faults */
    struct input_file *file; /* in the arena; the scenario file, the files it includes, and last
                                "england.cfg" (embedded) */
    size_t n_file;
    struct scenario_key *key; /* owned */
    size_t n_key;
    struct changed_default *changed; /* owned */
    size_t n_changed;
    struct arena arena; /* owns every string and array of inputs, file and key */
};

/* HR_ESCENARIO when there are faults (err then says how many), HR_ENOMEM. set may be NULL when
 * n_set is 0. */
HR_CHECKED int scenario_load(const char *path, const char *const *set, size_t n_set,
                             struct scenario *out, struct hr_err *err);
/* The same for a text in memory, which stands for a file `name` and may include nothing: no file is
 * opened. */
HR_CHECKED int scenario_load_text(const char *name, const char *text, size_t size,
                                  struct scenario *out, struct hr_err *err);
void scenario_release(struct scenario *self);

/* Scenarios that no file has to write: every option alone on top of the first scenario ("only-ID"),
 * and every option of each mitigated scenario left out of it in turn ("without-ID", or
 * "without-ID-SCENARIO" where several are mitigated). Appends them to inputs.scenario, with role
 * "other". HR_ESCENARIO when the file has no options or there would be too many. */
HR_CHECKED int scenario_add_each(struct scenario *self, struct hr_err *err);

/* One more file that a run reads beside the scenario: kept among its files under this name.
 * HR_ESCENARIO when it cannot be read. */
HR_CHECKED int scenario_add_file(struct scenario *self, const char *name, const char *path,
                                 struct hr_err *err);
/* NULL: there is none of this name. */
const struct input_file *scenario_file(const struct scenario *self, const char *name);

/* What `headroom new DIR` writes: DIR/scenario.cfg, a commented scenario of an invented authority
 * that runs as it is; makes DIR when it is missing. Whole or not at all. HR_EWRITE when it cannot,
 * or when DIR/scenario.cfg exists already. */
HR_CHECKED int starter_write(const char *dir, struct hr_err *err);

/* The embedded files, made by the Makefile from scenarios/england.cfg and scenarios/starter.cfg.
 * NUL-terminated; the size does not count the NUL. */
extern const char england_cfg_text[], starter_cfg_text[];
extern const size_t england_cfg_size, starter_cfg_size;

#endif
